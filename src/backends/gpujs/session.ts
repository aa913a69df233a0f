import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../../core/algebra.js';
import type { Session } from '../../core/backend.js';
import { FaultError, type Faults } from '../../core/errors.js';
import type { Frame } from '../../core/run/frame.js';
import { asFrame, asStepInput, asState, asTree, type AnyState } from '../../core/step-input.js';
import type { Observation } from '../../core/run/monitor.js';
import { seenIn, type Watch } from '../../core/run/watch.js';
import type { AnyNetwork, Layer } from '../../core/network.js';
import { atStep, normalisedAfter, numberCheck } from '../../core/check/numbers.js';
import { batchOf, rested } from '../../core/state.js';
import { mapValues } from '../../core/record.js';
import { normalised, stepNetwork } from '../../core/step.js';
import type { Tensor } from '../../core/tensor.js';
import { attempt } from './attempt.js';
import type { Engine } from './engine.js';
import { machines, type Memory } from './machines.js';
import type { Traits } from './modes.js';
import type { Handle } from './peer.js';
import { tracked } from './tracking.js';
import { atHand, hosted, plain, valuesOf } from './states.js';
import { downloaded, type Value } from './value.js';

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
  net: AnyNetwork,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
): Promise<E.Either<Faults, Session>> => {
  const engine = tracked(house.engine);
  const constants = new Map<Tensor, Value>();
  const stepper = machines(traits, engine, constants, house.step, (A, inputs) => {
    const { state, frame } = asStepInput(inputs);
    return asTree(stepNetwork(A, net, state, frame));
  });
  const normaliser = machines(traits, engine, constants, house.normalise, (A, inputs) =>
    asTree(normalised(A, net, asState(inputs))),
  );

  let state = asState(hosted(asTree(given)));
  let last = given;
  let broken = false;

  const { check, met } = numberCheck(net);
  /** The state moves on; whether it is one of numbers is seen where its elements are at hand: on a device, once they are read. */
  const become = (next: AnyState<Value>, when: string): boolean => {
    const sound = traits.remote || check(atHand(next), when, atHand(state));
    state = next;
    return sound;
  };

  let steps = 0;
  const step = async ({ ends = false, ...frame }: Frame<Tensor>): Promise<readonly (Value | undefined)[]> => {
    const next = asState(await stepper.run(asTree<Value>({ state, frame: asFrame(hosted(asTree(frame))) })));
    const sound = become(next, atStep(steps));
    steps++;
    const seen = seenIn(state, watched, steps);
    if (ends === true && sound) await end();
    return seen;
  };
  const normalise = async (): Promise<boolean> =>
    become(asState(await normaliser.run(asTree(state))), normalisedAfter(steps));
  const end = async (): Promise<void> => {
    if (!(await normalise())) return;
    // `rested` only moves values about, whatever they are.
    state = asState(hosted(asTree<Tensor | Value>(rested(net, state as AnyState<Value & Tensor>))));
  };
  const sweep = (others: readonly Value[]): void => {
    if (!traits.remote) return;
    const needed = [...valuesOf(state), ...others, ...constants.values()];
    const kept = needed.map(({ device }) => device);
    engine.sweep(new Set(kept.filter((handle): handle is Handle => handle !== undefined)));
  };
  /** What came of work on the state, which stays as it was before where that failed. */
  const settled = <A>(before: typeof state, done: E.Either<Faults, A>): E.Either<Faults, A> => {
    if (E.isLeft(done)) {
      broken = true;
      state = before;
    }
    sweep([]);
    return done;
  };
  // Operations that gpu.js cannot do are told at once; what else frames bring in may add others later.
  const inputs = mapValues(net.layers as Readonly<Record<string, Layer<string>>>, ({ shape }): Type => ({
    shape: [batchOf(net, given), ...shape],
    dtype: 'f32',
  }));
  const sound = await attempt(engine, async () => {
    stepper.check(asTree<Type>({ state, frame: { inputs } }));
    normaliser.check(asTree(state));
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
          if (met() !== undefined) break;
          seen.push(await step(frame));
          sweep([...valuesOf(before), ...seen.flat().filter((value) => value !== undefined)]);
        }
        // Reading waits for the device, so it comes after all the steps.
        const observed: Observation[] = [];
        for (const values of seen)
          observed.push(await Promise.all(values.map(async (value) => value && downloaded(engine, value))));
        return observed;
      });
      return settled(before, advanced);
    },
    end: async () => {
      const before = state;
      const ended = settled(before, await attempt(engine, end));
      const faults = met();
      return faults === undefined ? ended : E.left(faults);
    },
    normalise: async () => void (await normalise()),
    state: async () => {
      const read = await attempt(engine, () => plain(engine, state));
      if (E.isRight(read)) {
        last = read.right;
        check(last, `by step ${steps - 1}`);
      } else if (!broken) throw new FaultError(read.left);
      return last;
    },
    met,
    close: () => {
      engine.sweep(new Set());
      done();
    },
  });
};
