import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../../core/algebra.js';
import type { Session } from '../../core/backend.js';
import { at, fault, FaultError, orThrow, thrown, unlessFaulty, type Faults } from '../../core/errors.js';
import type { Frame } from '../../core/frame.js';
import { nodesOf, type Graph } from '../../core/graph.js';
import type { AnyState } from '../../core/moment.js';
import { seenIn, type Watch } from '../../core/watch.js';
import type { Names, Network } from '../../core/network.js';
import { mapValues } from '../../core/record.js';
import { rested } from '../../core/state.js';
import { normalised, stepNetwork } from '../../core/step.js';
import type { Tensor } from '../../core/tensor.js';
import { tfjsAlgebra } from './algebra.js';
import { desk } from './desk.js';
import { drawnOnce, mapFrame, mapState, valuesOf } from './drawn.js';
import { isHeld, tensorsOf, upload, type Held, type Tf, type TfTensor, type Value } from './held.js';
import { limits } from './limits.js';
import { read } from './read.js';
import { contextLost, lost } from './lost.js';
import { within } from './within.js';

/**
 * A run on one of tfjs's backends: the step is drawn once for each kind of frame, and evaluated in tfjs's algebra. State stays
 * on the device; what is watched is read once a chunk. Nothing but state, watched values and constants outlives a step.
 */
export const openSession = async (
  tf: Tf,
  mode: string,
  net: Network<Names, Names>,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
): Promise<E.Either<Faults, Session>> => {
  const constants = new Set<Tensor>();
  const own = desk(tf, mode);
  const A = tfjsAlgebra(own, (x) => constants.has(x));
  const accept = (graph: Graph): void => {
    orThrow(unlessFaulty(limits(mode, graph, 'state.noise').map(at(`backend 'tfjs:${mode}'`)), () => undefined));
    nodesOf(graph).forEach((node) => node._tag === 'Constant' && constants.add(node.value));
  };
  const step = drawnOnce(A, (B, { state, frame }) => stepNetwork(B, net, state, frame), accept);
  const normalise = drawnOnce(A, (B, { state }) => normalised(B, net, state), accept);

  // Whole numbers are counters, not quantities: they stay on the host until they meet what is not.
  const arriving = (value: Tensor): Value =>
    value.dtype === 'i32' ? value : { shape: value.shape, dtype: value.dtype, on: upload(tf, value) };
  const settled = (value: Value): Value => {
    if (isHeld(value)) return value;
    const there = arriving(value);
    return isHeld(there) ? ({ ...there, from: value } satisfies Held) : there;
  };

  let state: AnyState<Value> = given;
  /** What was last read from the device, or given. */
  let last = given;
  const seen: (readonly (Value | undefined)[])[] = [];
  const alive = new Set<TfTensor>();
  /** Keeps what the state and the watched values are on, and lets go of all else. */
  const tidy = (): void => {
    const needed = new Set(tensorsOf([...valuesOf(state), ...seen.flat().filter((value) => value !== undefined)]));
    alive.forEach((tensor) => needed.has(tensor) || tensor.dispose());
    alive.clear();
    needed.forEach((tensor) => alive.add(tensor));
  };
  const become = (next: () => AnyState<Value>): void => {
    tf.tidy(() => {
      state = next();
      return [...tensorsOf(valuesOf(state))];
    });
  };
  let steps = 0;
  const advanceBy = ({ ends = false, ...frame }: Frame<Tensor>): void => {
    become(() => step.next({ state, frame: mapFrame(arriving, frame) }));
    steps++;
    seen.push(seenIn(state, watched, steps));
    // `rested` only moves values about, whatever they are.
    if (ends) {
      tidy();
      become(() => mapState(settled, rested(net, normalise.next({ state, frame: {} }) as AnyState<Tensor>)));
    }
    tidy();
  };

  const attempt = async <B>(work: () => Promise<B>): Promise<E.Either<Faults, B>> => {
    try {
      return E.right(await work());
    } catch (error) {
      return E.left(
        error instanceof FaultError
          ? error.faults
          : [at(`backend 'tfjs:${mode}'`)(fault('Backend', 'tfjs', 'able to compute the step', thrown(error)))],
      );
    }
  };
  const close = (): void => {
    tf.dispose([...alive]);
    alive.clear();
    own.clear();
  };

  const session: Session = {
    advance: (frames) =>
      attempt(async () => {
        await within(tf, mode, () => frames.forEach(advanceBy));
        // WebGL goes on computing nothing at all, without a word.
        if (contextLost(tf, mode)) throw new FaultError([lost(mode)]);
        const columns = await Promise.all(
          watched.map((_, column) => {
            const values = seen.flatMap((row) => row[column] ?? []);
            return read(tf, mode, values);
          }),
        );
        const due = seen.splice(0);
        tidy();
        // Each column holds what was due, in order.
        const next = columns.map((column) => column[Symbol.iterator]());
        return due.map((row) => row.map((value, column) => value && next[column]!.next().value));
      }),
    normalise: async () => {
      await within(tf, mode, () => {
        become(() => normalise.next({ state, frame: {} }));
        tidy();
      });
    },
    state: async () => {
      if (contextLost(tf, mode)) return last;
      const values = valuesOf(state);
      const copies = await Promise.all(values.map((value) => read(tf, mode, [value])));
      const known = new Map(values.map((value, place) => [value, copies[place]![0]!]));
      last = mapState((value: Value) => known.get(value)!, state);
      return last;
    },
    close,
  };
  const opened = await attempt(() =>
    within(tf, mode, () => {
      become(() => mapState(settled, given));
      tidy();
      // What cannot be computed is found now, by a frame that reaches every layer; other frames are looked at as they come.
      const inputs = mapValues(state.layers, ({ s }): Type => ({ shape: s!.shape, dtype: 'f32' }));
      step.graph({ state, frame: { inputs } });
      normalise.graph({ state, frame: {} });
    }),
  );
  if (E.isLeft(opened)) close();
  return E.map(() => session)(opened);
};
