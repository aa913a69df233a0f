import type { Faults } from '../faults/errors.js';
import type { Fitted } from './block-fitter.js';
import type { FrameReader, Given, NextFrame } from './frame-reader.js';
import type { TypedFrame } from './frame-type.js';
import { isEnd } from '../frame.js';
import { isLater } from './stream.js';
import { turn } from './yield.js';

/** Frames in full shape, as many at once as a backend prefers; the last chunk may carry the faults that ended the stream. */
export interface Chunk {
  readonly frames: readonly TypedFrame[];
  /** An episode ends after them, which none of them says. */
  readonly ends?: boolean;
  readonly faults?: Faults | undefined;
}

/**
 * The frames of a run in chunks of at most `most`; the first was read already, after the end of an episode perhaps. A frame
 * is asked for when the chunk before it has run. A block is a chunk by itself. Every frame that was read is run, also where the stream then ends, and none waits
 * in a chunk for a next one that is not there by the next turn of the event loop.
 */
export const chunks = async function* (
  first: NextFrame,
  ends: boolean,
  { next }: FrameReader,
  fit: (index: number, given: Given) => Fitted,
  most: number,
): AsyncGenerator<Chunk> {
  if (ends) yield { frames: [], ends };
  let waiting: TypedFrame[] = [];
  let index = 0;
  for (let read = first; ;) {
    if (read.done === true) {
      yield { frames: waiting, faults: read.value };
      return;
    }
    const { steps, values } = read.value;
    const over = isEnd(values);
    if (!over) {
      const { frames, faults } = fit(index, read.value);
      index += steps ?? 1;
      waiting.push(...frames);
      if (faults !== undefined) {
        yield { frames: waiting, faults };
        return;
      }
    }
    if (over || steps !== undefined || waiting.length >= most) {
      yield { frames: waiting, ends: over };
      waiting = [];
    }
    const following = next();
    // To await a value that is there already would cost more than most steps do.
    if (isLater(following)) {
      if (waiting.length > 0 && (await isLate(following))) {
        yield { frames: waiting };
        waiting = [];
      }
      read = await following;
    } else read = following;
  }
};

/** Whether the event loop takes a turn before a value is there. */
const isLate = (awaited: Promise<unknown>): Promise<boolean> =>
  Promise.race([awaited.then(() => false), turn().then(() => true)]);
