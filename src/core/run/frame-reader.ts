import { unless } from '../faults/refuse.js';
import { at, failure, fault, FaultError, type Fault, type Faults } from '../faults/errors.js';
import { unlessAborted } from './abort.js';
import type { Block, BlockReader } from './block.js';
import { freshly } from './fresh.js';
import { endsNow, type Frame } from '../frame.js';
import { blocksOf, factsOf, opened, type AnySteps, type Facts } from './source.js';
import { attempt, ignored, isLater, over, readerOf, type Later, type Reader } from './stream.js';
import type { Tensor } from '../tensor.js';

/** Frames as `run` takes them: an iterable of them, at once or later, or a source. */
export type Frames = AnySteps<Frame<Tensor>>;

/** What a source gives at once: a frame, or those of so many steps as a block. */
export interface Given {
  readonly values: Frame<Tensor>;
  readonly steps?: number;
}

/** What comes next; or the end of the stream, with faults if it should not have ended. */
export type NextFrame = IteratorResult<Given, Faults | undefined>;

/** Reads a stream of frames. Mutable; it lives only inside `run`. */
export interface FrameReader {
  /** The next frame; once the signal aborts a fault at once, however long the stream still takes. */
  readonly next: () => Later<NextFrame>;
  /** Closes the stream unless it has ended by itself, and waits for that unless it is busy with a frame. */
  readonly close: () => Promise<void>;
}

/** A source that never ends needs a signal to stop the run. */
export const endFaults = ({ endless }: Facts, signal: AbortSignal | undefined): readonly Fault[] => {
  const want = 'one that ends, such as lasting(ms, frames), unless the run has a signal';
  const fits = !endless || signal !== undefined;
  return unless(fits, 'Parameter', 'source', want, 'one without an end').map(at('frames'));
};

/** Where more than one frame may be asked for at once, a source is read in blocks if it can be. */
export const frameReader = (frames: Frames, dt: number, signal: AbortSignal | undefined, most: number): FrameReader => {
  const facts = factsOf(frames);
  const fresh = freshly();
  const inBlocks = most > 1 ? blocksOf<Frame<Tensor>>(frames) : undefined;
  let blocks: BlockReader<Frame<Tensor>> | undefined;
  let reader: Reader<Frame<Tensor>> | undefined;
  let index = 0;
  let busy = false;

  const read = () => {
    reader ??= readerOf(opened('frames', frames, dt));
    busy = true;
    return reader.next();
  };
  const received = (result: IteratorResult<Frame<Tensor>, undefined>): NextFrame => {
    busy = false;
    if (!endsNow(result.value)) index++;
    if (result.done === true) return result;
    // A source may fill the same arrays again: its frames are copied before it is asked for the next.
    return { done: false, value: { values: facts.fresh ? result.value : fresh(result.value) } };
  };
  const receivedBlock = (block: Block<Frame<Tensor>> | undefined): NextFrame => {
    if (block === undefined) return over;
    index += block.steps;
    return { done: false, value: block };
  };
  const ended = (faults: Faults): NextFrame => ({ done: true, value: faults });
  const failed = (error: unknown): NextFrame =>
    ended(error instanceof FaultError ? error.faults : [at('frames')(failure('Source', `frame ${index}`, error))]);
  const stopped = (): NextFrame =>
    ended([at('run')(fault('Aborted', `frame ${index}`, 'to be run', reasonOf(signal)))]);

  return {
    next: () => {
      if (signal?.aborted) return stopped();
      const next = inBlocks
        ? attempt(() => (blocks ??= inBlocks(dt, most)).next(), receivedBlock, failed)
        : attempt(read, received, failed);
      return isLater(next) ? unlessAborted(signal, next, stopped) : next;
    },
    close: async () => {
      // Errors of a stream that is no longer needed do not matter to the run.
      const closed = attempt(() => reader?.close(), ignored, ignored);
      // A generator that waits for something of its own closes only when that has come, which may be never.
      if (!busy) await closed;
    },
  };
};

const reasonOf = (signal: AbortSignal | undefined): string => {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason.message : String(reason);
};
