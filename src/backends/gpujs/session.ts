import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../../core/algebra.js';
import type { Session } from '../../core/backend.js';
import { FaultError, type Faults } from '../../core/errors.js';
import type { Frame } from '../../core/frame.js';
import type { Node } from '../../core/graph.js';
import type { Observation } from '../../core/monitor.js';
import { isDue, type Watch } from '../../core/watch.js';
import type { Layer, Names, Network, NetworkState } from '../../core/network.js';
import { batchOf, rested } from '../../core/state.js';
import { mapValues } from '../../core/record.js';
import { normalised, stepNetwork } from '../../core/step.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves, mapTree, type Tree } from '../../core/tree.js';
import { attempt } from './attempt.js';
import type { Engine } from './engine.js';
import { machines, type Memory } from './machines.js';
import type { Traits } from './modes.js';
import type { Handle } from './peer.js';
import { tracked } from './tracking.js';
import { downloaded, onHost, type Value } from './value.js';

type State<T> = NetworkState<Names, Names, T>;
interface Moment<T> {
  readonly state: State<T>;
  readonly frame: Frame<T>;
}

/** What a session gets of its backend. */
export interface House {
  readonly traits: Traits;
  readonly engine: Engine;
  /** What other sessions of the same network have compiled. */
  readonly step: Memory;
  readonly normalise: Memory;
  /** Called when the session is over. */
  readonly done: () => void;
}

/** A network on an engine, in a state of its own: see `Session`. */
export const session = async (
  { traits, done, ...house }: House,
  net: Network<Names, Names>,
  given: State<Tensor>,
  watched: readonly Watch[],
): Promise<E.Either<Faults, Session>> => {
  const engine = tracked(house.engine);
  const constants = new Map<Tensor, Value>();
  const stepper = machines(traits, engine, constants, house.step, (A, inputs) => {
    const { state, frame } = inputs as unknown as Moment<Node>;
    return stepNetwork(A, net, state, frame) as unknown as Tree<Node>;
  });
  const normaliser = machines(
    traits,
    engine,
    constants,
    house.normalise,
    (A, inputs) => normalised(A, net, inputs as unknown as State<Node>) as unknown as Tree<Node>,
  );

  let state = stateOf(hosted(given));
  let last = given;
  let broken = false;

  let steps = 0;
  const step = async ({ ends = false, ...frame }: Frame<Tensor>): Promise<readonly (Value | undefined)[]> => {
    steps++;
    state = stateOf(await stepper.run(treeOf({ state, frame: hosted(frame) })));
    const seen = watched.map((watch) =>
      isDue(watch, steps) ? (state.layers[watch.of] ?? state.connections[watch.of]!)[watch.variable] : undefined,
    );
    if (ends) {
      await normalise();
      state = stateOf(hosted(rested(net, state as unknown as State<Tensor>)));
    }
    return seen;
  };
  const normalise = async (): Promise<void> => {
    state = stateOf(await normaliser.run(treeOf(state)));
  };
  const sweep = (others: readonly Value[]): void => {
    if (!traits.remote) return;
    const needed = [...valuesOf(state), ...others, ...constants.values()];
    const kept = needed.map(({ device }) => device);
    engine.sweep(new Set(kept.filter((handle): handle is Handle => handle !== undefined)));
  };
  // Operations that gpu.js cannot do are told at once; what else frames bring in may add others later.
  const inputs = mapValues(net.layers as Readonly<Record<string, Layer<string>>>, ({ shape }): Type => ({
    shape: [batchOf(net, given), ...shape],
    dtype: 'f32',
  }));
  const sound = await attempt(engine, async () => {
    stepper.check({ state, frame: { inputs } } as unknown as Tree<Type>);
    normaliser.check(treeOf(state));
  });
  if (E.isLeft(sound)) {
    done();
    return sound;
  }
  return E.right({
    advance: async (frames) => {
      const before = state;
      const advanced = await attempt(engine, async () => {
        const seen: (readonly (Value | undefined)[])[] = [];
        for (const frame of frames) {
          seen.push(await step(frame));
          sweep([...valuesOf(before), ...seen.flat().filter((value) => value !== undefined)]);
        }
        // Reading waits for the device, so it comes after all the steps.
        const observed: Observation[] = [];
        for (const values of seen)
          observed.push(await Promise.all(values.map(async (value) => value && downloaded(engine, value))));
        return observed;
      });
      if (E.isLeft(advanced)) {
        broken = true;
        state = before;
      }
      sweep([]);
      return advanced;
    },
    normalise: () => normalise(),
    state: async () => {
      const read = await attempt(engine, async () => {
        const found = new Map<Value, Tensor>();
        for (const value of valuesOf(state)) found.set(value, await downloaded(engine, value));
        return mapTree((value) => found.get(value)!, treeOf(state)) as unknown as State<Tensor>;
      });
      if (E.isRight(read)) last = read.right;
      else if (!broken) throw new FaultError(read.left);
      return last;
    },
    close: () => {
      engine.sweep(new Set());
      done();
    },
  });
};

/** States and frames are trees of values; only the names in their types hide it. */
const treeOf = (tree: object): Tree<Value> => tree as Tree<Value>;
const stateOf = (tree: Tree<Value>): State<Value> => tree as unknown as State<Value>;

const valuesOf = (tree: object): readonly Value[] => leaves(treeOf(tree)).map(([, value]) => value);

/** The same tree, with tensors as values; what is one stays. */
const hosted = (tree: object): Tree<Value> =>
  mapTree<Tensor | Value, Value>((leaf) => ('data' in leaf ? onHost(leaf) : leaf), tree as Tree<Tensor | Value>);
