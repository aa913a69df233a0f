import * as E from 'fp-ts/lib/Either.js';
import type { Type } from '../core/algebra.js';
import type { Session } from '../core/run/backend.js';
import { atStep, normalisedAfter, numberCheck } from '../core/check/numbers.js';
import { at, fault, FaultError, orThrow, thrown, type Faults } from '../core/faults/errors.js';
import type { AnyNetwork } from '../core/network.js';
import { mapValues } from '../core/record.js';
import type { Frame } from '../core/frame.js';
import { after, inTurn, type Later } from '../core/run/stream.js';
import { seenIn, type Watch } from '../core/run/watch.js';
import { rested } from '../core/state.js';
import type { AnyState } from '../core/graph/step-input.js';
import type { Tensor } from '../core/tensor.js';
import { attempting } from './attempt.js';
import type { Device } from './device.js';
import { deviceState, type DeviceState } from './device-state.js';
import { mapState } from './states.js';

/**
 * A run on a device. State stays there; what is watched is read once for all frames that come together. They are stepped through
 * without looking at a number, unless the device finds one that is not finite: then once more, one by one, up to that step.
 */
export const openDeviceSession = async <V extends Type>(
  device: Device<V>,
  net: AnyNetwork,
  given: AnyState<Tensor>,
  watched: readonly Watch[],
): Promise<E.Either<Faults, Session>> => {
  const opened = await attemptOn(device)(() =>
    device.within(() => {
      const state = deviceState(device, mapState<Tensor, V>(device.hold, given));
      // A frame that reaches every layer shows now what cannot be computed; other frames are checked as they come.
      const inputs = mapValues(state.now().layers, ({ s }): Type => ({ shape: s!.shape, dtype: 'f32' }));
      device.step.check(state.now(), { inputs });
      device.normalise.check(state.now(), {});
      return session(device, net, given, state, watched);
    }),
  );
  if (E.isLeft(opened)) {
    device.release(() => []);
    device.close();
  }
  return opened;
};

/** Work on a device. */
const attemptOn = <V extends Type>({ name, library, guarded }: Device<V>) => {
  const attempt = attempting((error) =>
    at(`backend '${name}'`)(fault('Backend', library, 'able to compute the step', thrown(error))),
  );
  return <A>(work: () => Promise<A>) => attempt(() => guarded(work));
};

const session = <V extends Type>(
  device: Device<V>,
  net: AnyNetwork,
  given: AnyState<Tensor>,
  state: DeviceState<V>,
  watched: readonly Watch[],
): Session => {
  const { finite, within } = device;
  const attempt = attemptOn(device);
  const { check, met, verdict } = numberCheck(net);
  /** The state as it was last read, or given. */
  let last = given;
  let failed = false;
  let steps = 0;

  const become = (next: AnyState<V>): void => {
    const before = state.now();
    state.set(next);
    finite.add(next, before);
  };
  const step = ({ ends: _, ...frame }: Frame<Tensor>): Later<void> =>
    after(device.step.run(state.now(), frame), (next) => {
      become(next);
      state.watch(seenIn(next, watched, ++steps));
    });
  const normalise = (): Later<void> => after(device.normalise.run(state.now(), {}), become);
  // `rested` copies values without looking into them.
  const rest = (): void => state.set(mapState(device.hold, rested(net, state.now() as AnyState<V & Tensor>)));

  const stepAll = (frames: readonly Frame<Tensor>[]): Later<void> =>
    inTurn(frames, (frame) => after(step(frame), () => (frame.ends === true ? after(normalise(), rest) : undefined)));
  const isSound = async (when: string): Promise<boolean> => !(await finite.fails()) || check(await state.read(), when);
  /** Ends an episode, unless its weights cannot be normalised. */
  const end = async (): Promise<boolean> => {
    await within(normalise);
    const sound = await isSound(normalisedAfter(steps));
    if (sound) await within(rest);
    return sound;
  };
  /** Frames one by one, up to the step after which a value is no finite number. */
  const stepToFault = async (frames: readonly Frame<Tensor>[]): Promise<void> => {
    for (const frame of frames) {
      await within(() => step(frame));
      if (!(await isSound(atStep(steps - 1))) || (frame.ends === true && !(await end()))) return;
    }
  };
  /** Work on the state, which stays as it was where that fails. */
  const committed = async <A>(work: () => Promise<A>): Promise<E.Either<Faults, A>> => {
    const done = await attempt(work);
    finite.clear();
    failed ||= E.isLeft(done);
    if (E.isRight(done)) state.commit();
    else steps -= state.rollBack();
    return done;
  };

  return {
    advance: (frames) =>
      committed(async () => {
        if (met() === undefined) await within(() => stepAll(frames));
        if (await finite.fails()) {
          steps -= state.rollBack();
          await stepToFault(frames);
        }
        return state.readWatched();
      }),
    end: async () => {
      const done = await committed(end);
      return met() === undefined ? E.map(() => undefined)(done) : verdict();
    },
    normalise: async () => {
      const normalised = await committed(async () => {
        await within(normalise);
        await isSound(normalisedAfter(steps));
      });
      orThrow(normalised);
    },
    state: async () => {
      const read = await attempt(state.read);
      if (E.isRight(read)) {
        last = read.right;
        check(last, `by step ${steps - 1}`);
      } else if (!failed) throw new FaultError(read.left);
      return last;
    },
    met,
    close: () => {
      device.release(() => []);
      finite.clear();
      device.close();
    },
  };
};
