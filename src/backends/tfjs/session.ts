import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../../core/algebra.js';
import type { Session } from '../../core/backend.js';
import { FaultError, type Faults } from '../../core/errors.js';
import type { Frame } from '../../core/run/frame.js';
import type { AnyState } from '../../core/step-input.js';
import { seenIn, type Watch } from '../../core/run/watch.js';
import { infiniteVariables } from '../../core/check/infinite.js';
import type { AnyNetwork } from '../../core/network.js';
import { mapValues } from '../../core/record.js';
import { atStep, normalisedAfter, numberCheck } from '../../core/check/numbers.js';
import { rested } from '../../core/state.js';
import type { Tensor } from '../../core/tensor.js';
import { alarm } from './alarm.js';
import { attempt } from './attempt.js';
import { desk } from './desk.js';
import { deviceOf } from './device.js';
import { mapFrame, mapState } from './drawn.js';
import { type Tf, type Value } from './held.js';
import { arriving, programs, settled } from './programs.js';
import { readRows } from './read.js';
import { stage } from './stage.js';
import { within } from './within.js';

/**
 * A run on one of tfjs's backends: the step is drawn once for each kind of frame, and evaluated in tfjs's algebra. State stays
 * on the device; what is watched is read once a chunk. Nothing but state, watched values and constants outlives a step.
 */
export const openSession = async (
  tf: Tf,
  mode: string,
  net: AnyNetwork,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
): Promise<E.Either<Faults, Session>> => {
  const own = desk(tf, mode);
  const device = deviceOf(tf, mode);
  const { step, normalise } = programs(mode, own, net);
  const on = stage(tf, given);
  const asked = infiniteVariables(net);
  const { check, met } = numberCheck(net);
  const bell = alarm(tf, (path) => asked.has(path));
  const inside = (work: () => void): Promise<void> => within(tf, mode, work);
  /** What was last read from the device, or given. */
  let last = given;
  let broken = false;
  let steps = 0;

  /** The state moves on, and the alarm hears of it; of connections, which may have many weights, only if asked. */
  const become = (next: () => AnyState<Value>, connections: boolean): void => {
    const old = on.now();
    on.become(next);
    bell.hear(on.now(), old, connections);
  };
  const advance = ({ ends: _, ...frame }: Frame<Tensor>, connections: boolean): void => {
    become(() => step.next({ state: on.now(), frame: mapFrame((value) => arriving(tf, value), frame) }), connections);
    steps++;
    on.show(seenIn(on.now(), watched, steps));
  };
  const normaliseWeights = (): void => become(() => normalise.next({ state: on.now(), frame: {} }), true);
  // `rested` only moves values about, whatever they are.
  const rest = (): void =>
    on.become(() => mapState((value) => settled(tf, value), rested(net, on.now() as AnyState<Tensor>)));
  const quickly = (frames: readonly Frame<Tensor>[]): void =>
    frames.forEach((frame, place) => {
      advance(frame, frame.ends === true || place === frames.length - 1);
      if (frame.ends !== true) return;
      normaliseWeights();
      rest();
    });
  /** Whether the alarm is still, or the state is one of numbers in spite of it. */
  const isSound = async (when: string): Promise<boolean> => !(await bell.rung()) || check(await on.plain(mode), when);
  /** Frames one by one, up to the step after which a value is no finite number. */
  const slowly = async (frames: readonly Frame<Tensor>[]): Promise<void> => {
    for (const frame of frames) {
      await inside(() => advance(frame, true));
      if (!(await isSound(atStep(steps - 1)))) return;
      if (frame.ends === true && !(await ended())) return;
    }
  };
  /** Ends an episode, unless its weights cannot be normalised. */
  const ended = async (): Promise<boolean> => {
    await inside(normaliseWeights);
    const sound = await isSound(normalisedAfter(steps));
    if (sound) await inside(rest);
    return sound;
  };
  /** Work on the state, which stays as it was before where that fails. */
  const moved = async <A>(work: () => void, then: () => Promise<A>): Promise<E.Either<Faults, A>> => {
    const done = await attempt(mode, async () => {
      await inside(work);
      return device.heed(then);
    });
    bell.clear();
    broken ||= E.isLeft(done);
    if (E.isRight(done)) on.settle();
    else on.goBack();
    return done;
  };
  const close = (): void => {
    on.close();
    own.clear();
    bell.clear();
    device.close();
  };

  const session: Session = {
    advance: (frames) =>
      moved(
        () => quickly(frames),
        async () => {
          if (await bell.rung()) {
            steps -= on.goBack();
            await slowly(frames);
          }
          return readRows(tf, mode, on.rows());
        },
      ),
    end: async () => {
      const done = await moved(() => undefined, ended);
      const faults = met();
      return faults === undefined ? E.map(() => undefined)(done) : E.left(faults);
    },
    normalise: async () => {
      await inside(normaliseWeights);
      on.settle();
      await device.heed(() => isSound(normalisedAfter(steps)));
    },
    state: async () => {
      const found = await attempt(mode, () => device.heed(() => on.plain(mode)));
      if (E.isRight(found)) last = found.right;
      else if (!broken) throw new FaultError(found.left);
      return last;
    },
    met,
    close,
  };
  const opened = await attempt(mode, () =>
    inside(() => {
      on.become(() => mapState((value) => settled(tf, value), given));
      on.settle();
      // What cannot be computed is found now, by a frame that reaches every layer; other frames are looked at as they come.
      const inputs = mapValues(on.now().layers, ({ s }): Type => ({ shape: s!.shape, dtype: 'f32' }));
      step.graph({ state: on.now(), frame: { inputs } });
      normalise.graph({ state: on.now(), frame: {} });
    }),
  );
  if (E.isLeft(opened)) close();
  return E.map(() => session)(opened);
};
