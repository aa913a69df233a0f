import { at, failure, fault, FaultError, type Fault, type Faults } from '../errors.js';
import { fresh } from './fresh.js';
import { endsNow, type Frame } from './frame.js';
import { factsOf, opened, type AnySteps, type Facts } from './source.js';
import { attempt, ignored, isLater, readerOf, type Later, type Reader } from './stream.js';
import type { Tensor } from '../tensor.js';

/** Frames as `run` takes them: an iterable of them, at once or later, or a source. */
export type Frames = AnySteps<Frame<Tensor>>;

/** A frame; or that no more follow, and what was wrong if they should have. */
export type Pulled = IteratorResult<Frame<Tensor>, Faults | undefined>;

/** A stream of frames as a run reads it. It changes, and lives only inside `run`. */
export interface Pull {
  /** The next frame. Told to stop it gives a fault at once, however long the stream still takes. */
  readonly next: () => Later<Pulled>;
  /** Lets the stream go if it has not ended by itself, and waits until it has, unless it is busy with a frame. */
  readonly close: () => Promise<void>;
}

/** What a run that nobody can stop has to be spared: a source that never ends. */
export const endFaults = ({ endless }: Facts, signal: AbortSignal | undefined): readonly Fault[] =>
  endless && signal === undefined
    ? [
        at('frames')(
          fault(
            'Parameter',
            'source',
            'one that ends, as lasting(ms, frames) does, or a run with a signal',
            'one without an end',
          ),
        ),
      ]
    : [];

export const pulling = (frames: Frames, dt: number, signal: AbortSignal | undefined): Pull => {
  const facts = factsOf(frames);
  let reader: Reader<Frame<Tensor>> | undefined;
  let index = 0;
  let busy = false;

  const pull = () => {
    reader ??= readerOf(opened('frames', frames, dt));
    busy = true;
    return reader.next();
  };
  const took = (pulled: IteratorResult<Frame<Tensor>, undefined>): Pulled => {
    busy = false;
    if (!endsNow(pulled.value)) index++;
    // A source may fill the same arrays again; what it gave is what was there when it gave it.
    return facts.fresh || pulled.done === true ? pulled : { done: false, value: fresh(pulled.value) };
  };
  const ended = (faults: Faults): Pulled => ({ done: true, value: faults });
  const failed = (error: unknown): Pulled =>
    ended(error instanceof FaultError ? error.faults : [at('frames')(failure('Source', `frame ${index}`, error))]);
  const stopped = (): Pulled => ended([at('run')(fault('Aborted', `frame ${index}`, 'to be run', reasonOf(signal)))]);

  return {
    next: () => {
      if (signal?.aborted) return stopped();
      const pulled = attempt(pull, took, failed);
      return isLater(pulled) ? unlessTold(signal, pulled, stopped) : pulled;
    },
    close: async () => {
      // What the stream says when nobody needs it any more takes nothing from the run.
      const closed = attempt(() => reader?.close(), ignored, ignored);
      // A generator that waits for something of its own ends when that has come, which may be never.
      if (!busy) await closed;
    },
  };
};

const reasonOf = (signal: AbortSignal | undefined): string => {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason.message : String(reason);
};

/** What is awaited, or something else as soon as the signal says so. */
const unlessTold = <A>(signal: AbortSignal | undefined, awaited: Promise<A>, instead: () => A): Promise<A> =>
  signal === undefined
    ? awaited
    : new Promise((resolve) => {
        const stop = (): void => resolve(instead());
        // It may have been told while the stream was asked.
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
        void awaited.then((value) => {
          signal.removeEventListener('abort', stop);
          resolve(value);
        });
      });
