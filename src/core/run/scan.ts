import * as E from 'fp-ts/lib/Either.js';
import type { Backend, Session } from './backend.js';
import { areFaults, at, fault, FaultError, thrown, type Fault, type Faults } from '../faults/errors.js';
import type { Names, NetworkState } from '../network.js';
import type { Chunk } from './chunks.js';
import { observedIn, type Observed } from './observed.js';
import { episodeEnded, recorded } from './record.js';
import { oneByOne, type TypedFrame } from './frame-type.js';
import type { Recordings } from './recordings.js';
import { settled, settles } from './settle.js';
import { yielding } from './yield.js';

export interface Scanned {
  readonly recordings: Recordings;
  readonly faults?: Faults;
}

/**
 * Sends chunks through a session and folds every monitor over its variables, until the frames end or something is wrong. It
 * waits for monitors that write before it goes on, and lets them write the rest when it ends.
 */
export const scan = async (
  session: Session,
  dt: number,
  monitors: Recordings,
  source: AsyncIterable<Chunk>,
): Promise<Scanned> => {
  const yieldNow = yielding();
  let recordings = monitors;
  let wrong: readonly Fault[] = [];
  for await (const { frames, ends = false, faults = [] } of source) {
    const advanced = await advancing(session, frames).catch(lost);
    wrong = E.isLeft(advanced) ? advanced.left : faults;
    if (E.isLeft(advanced)) break;
    recordings = recorded(recordings, dt, frames, advanced.right);
    const met = session.met();
    if (met !== undefined) wrong = met;
    else if (ends) {
      const ended = await session.end().catch(lost);
      if (E.isLeft(ended)) wrong = ended.left;
      else recordings = episodeEnded(recordings);
    }
    if (settles(recordings)) recordings = await settled(recordings, false);
    if (recordings.faults.length > 0 || wrong.length > 0) break;
    await yieldNow();
  }
  recordings = await settled(recordings, true);
  const faults = [...recordings.faults, ...wrong];
  return areFaults(faults) ? { recordings, faults } : { recordings };
};

/** Through a chunk, in blocks where a session takes them. */
const advancing = async (
  session: Session,
  frames: readonly TypedFrame[],
): Promise<E.Either<Faults, readonly Observed[]>> => {
  if (session.advanceBlocks !== undefined) return session.advanceBlocks(frames);
  const each = frames.flatMap(oneByOne);
  const advanced = await session.advance(
    each.map(({ frame }) => frame),
    each.map(({ type }) => type),
  );
  return E.isLeft(advanced) ? advanced : E.right([observedIn(advanced.right)]);
};

/** The faults of a backend that throws, where it should have returned them. */
const thrownBy =
  (backend: string, what: string, want: string) =>
  (error: unknown): E.Either<Faults, never> =>
    E.left(error instanceof FaultError ? error.faults : [at(backend)(fault('Backend', what, want, thrown(error)))]);

const lost = thrownBy('backend', 'a step', 'taken');

/** The state that a session ends in. A device that was lost takes it along. */
export const finalState = async (
  { name }: Backend,
  session: Session,
  normalise: boolean,
): Promise<E.Either<Faults, NetworkState<Names, Names>>> => {
  try {
    if (normalise) await session.normalise();
    return E.right(await session.state());
  } catch (error) {
    return thrownBy(`backend '${name}'`, 'state', 'there to be read')(error);
  }
};
