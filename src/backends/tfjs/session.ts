import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../../core/algebra.js';
import type { Session } from '../../core/backend.js';
import { at, FaultError, orThrow, unlessFaulty, type Faults } from '../../core/errors.js';
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
import { attempt } from './attempt.js';
import { desk } from './desk.js';
import { deviceOf } from './device.js';
import { drawnOnce, mapFrame, mapState, valuesOf } from './drawn.js';
import { isHeld, tensorsOf, upload, type Held, type Tf, type TfTensor, type Value } from './held.js';
import { limits } from './limits.js';
import { read, readRows } from './read.js';
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
  const device = deviceOf(tf, mode);
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
  /** The state before the frames at hand, to go back to. */
  let before = state;
  /** What was last read from the device, or given. */
  let last = given;
  let broken = false;
  const seen: (readonly (Value | undefined)[])[] = [];
  const alive = new Set<TfTensor>();
  /** Keeps what both states and the watched values are on, and lets go of all else. */
  const tidy = (): void => {
    const observed = seen.flat().filter((value) => value !== undefined);
    const needed = new Set(tensorsOf([...valuesOf(state), ...valuesOf(before), ...observed]));
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
    if (ends === true) end();
    tidy();
  };
  const end = (): void => {
    tidy();
    // `rested` only moves values about, whatever they are.
    become(() => mapState(settled, rested(net, normalise.next({ state, frame: {} }) as AnyState<Tensor>)));
  };
  /** Work on the state, which stays as it was before where that fails. */
  const moved = async <A>(work: () => void, then: () => Promise<A>): Promise<E.Either<Faults, A>> => {
    const done = await attempt(mode, async () => {
      await within(tf, mode, work);
      return device.heed(then);
    });
    broken ||= E.isLeft(done);
    if (E.isRight(done)) before = state;
    else state = before;
    seen.splice(0);
    tidy();
    return done;
  };
  const close = (): void => {
    tf.dispose([...alive]);
    alive.clear();
    own.clear();
    device.close();
  };

  const session: Session = {
    advance: (frames) =>
      moved(
        () => frames.forEach(advanceBy),
        () => readRows(tf, mode, seen),
      ),
    end: () => moved(end, async () => undefined),
    normalise: async () => {
      await within(tf, mode, () => {
        become(() => normalise.next({ state, frame: {} }));
        before = state;
        tidy();
      });
    },
    state: async () => {
      const values = valuesOf(state);
      const found = await attempt(mode, () =>
        device.heed(() => Promise.all(values.map((value) => read(tf, mode, [value])))),
      );
      if (E.isRight(found)) {
        const known = new Map(values.map((value, place) => [value, found.right[place]![0]!]));
        last = mapState((value: Value) => known.get(value)!, state);
      } else if (!broken) throw new FaultError(found.left);
      return last;
    },
    close,
  };
  const opened = await attempt(mode, () =>
    within(tf, mode, () => {
      become(() => mapState(settled, given));
      before = state;
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
