import * as E from 'fp-ts/lib/Either.js';
import type { Session } from '../backend.js';
import { breathing, turn } from './yield.js';
import { at, fault, FaultError, thrown, type Fault, type Faults } from '../errors.js';
import { endedEpisode, followedBy } from './follow.js';
import type { Followed } from './follower.js';
import type { TypedFrame } from './frame-type.js';
import { isEnd, type Frame } from './frame.js';
import type { Pull, Pulled } from './frame-reader.js';
import { settled } from './settle.js';
import { isLater } from './stream.js';
import type { Tensor } from '../tensor.js';

/** Frames in full shape, as many at once as a backend likes; the last chunk may carry what ended the stream. */
interface Chunk {
  readonly frames: readonly TypedFrame[];
  /** An episode ends after them, which none of them says. */
  readonly ends?: boolean;
  readonly faults?: Faults | undefined;
}

/**
 * The end of an episode, where the frames began with one; the first frame, which is there already, and all that follow. The next is asked for when so many as are wanted at once have been
 * run. What was pulled is run, also where the stream then ends; nothing waits for a frame that is not there by the next turn.
 */
export const chunks = async function* (
  first: Pulled,
  ends: boolean,
  { next }: Pull,
  fit: (index: number, frame: Frame<Tensor>) => E.Either<Faults, TypedFrame>,
  most: number,
): AsyncGenerator<Chunk> {
  if (ends) yield { frames: [], ends };
  let waiting: TypedFrame[] = [];
  let index = 0;
  for (let pulled = first; ;) {
    if (pulled.done === true) {
      yield { frames: waiting, faults: pulled.value };
      return;
    }
    const over = isEnd(pulled.value);
    if (!over) {
      const fitted = fit(index++, pulled.value);
      if (E.isLeft(fitted)) {
        yield { frames: waiting, faults: fitted.left };
        return;
      }
      waiting.push(fitted.right);
    }
    if (over || waiting.length >= most) {
      yield { frames: waiting, ends: over };
      waiting = [];
    }
    const following = next();
    // To wait for what is there already would cost more than most steps do.
    if (isLater(following)) {
      if (waiting.length > 0 && (await isLate(following))) {
        yield { frames: waiting };
        waiting = [];
      }
      pulled = await following;
    } else pulled = following;
  }
};

/** Whether other things have their turn before a value is there. */
const isLate = (awaited: Promise<unknown>): Promise<boolean> =>
  Promise.race([awaited.then(() => false), turn().then(() => true)]);

export interface Scanned {
  readonly followed: Followed;
  readonly faults?: Faults;
}

/**
 * Sends chunks through a session and folds every monitor over what it watches, until the frames end or something is wrong. It
 * waits for what monitors write before it goes on, and writes what they still have when it ends.
 */
export const scan = async (
  session: Session,
  dt: number,
  monitors: Followed,
  source: AsyncIterable<Chunk>,
): Promise<Scanned> => {
  const breath = breathing();
  let followed = monitors;
  let wrong: readonly Fault[] = [];
  for await (const { frames: typed, ends = false, faults = [] } of source) {
    const frames = typed.map(({ frame }) => frame);
    const types = typed.map(({ type }) => type);
    const advanced = await session.advance(frames, types).catch(lost);
    wrong = E.isLeft(advanced) ? advanced.left : faults;
    if (E.isLeft(advanced)) break;
    followed = followedBy(followed, dt, frames.slice(0, advanced.right.length), advanced.right);
    const met = session.met();
    if (met !== undefined) wrong = met;
    else if (ends) {
      const ended = await session.end().catch(lost);
      if (E.isLeft(ended)) wrong = ended.left;
      else followed = endedEpisode(followed);
    }
    followed = (await settled(followed, false)) ?? followed;
    if (followed.faults.length > 0 || wrong.length > 0) break;
    await breath();
  }
  followed = (await settled(followed, true)) ?? followed;
  const [first, ...others] = [...followed.faults, ...wrong];
  return { followed, ...(first && { faults: [first, ...others] }) };
};

/** What a backend throws that should have said it. */
const lost = (error: unknown): E.Either<Faults, never> =>
  E.left(
    error instanceof FaultError ? error.faults : [at('backend')(fault('Backend', 'a step', 'taken', thrown(error)))],
  );
