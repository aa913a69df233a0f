import { at, fault, FaultError, thrown, type Faults } from './errors.js';
import type { Frame } from './frame.js';
import type { Tensor } from './tensor.js';

export type Frames = Iterable<Frame<Tensor>> | AsyncIterable<Frame<Tensor>>;

/** A frame; or that no more follow, and what was wrong if they should have. */
export type Pulled = { readonly frame: Frame<Tensor> } | { readonly frame?: never; readonly faults?: Faults };

/** A stream of frames as a run reads it. It changes, and lives only inside `run`. */
export interface Pull {
  /** The next frame. Told to stop it gives a fault at once, however long the stream still takes. */
  readonly next: () => Pulled | Promise<Pulled>;
  /** Lets the stream go if it has not ended by itself, and waits until it has, unless it is busy with a frame. */
  readonly close: () => Promise<void>;
}

export const pulling = (frames: Frames, signal: AbortSignal | undefined): Pull => {
  let iterator: Iterator<Frame<Tensor>> | AsyncIterator<Frame<Tensor>> | undefined;
  let index = 0;
  let busy = false;

  const over = (): void => {
    iterator = undefined;
    busy = false;
  };
  const took = ({ done, value }: IteratorResult<Frame<Tensor>>): Pulled => {
    busy = false;
    if (done === true) {
      over();
      return {};
    }
    index++;
    return { frame: value };
  };
  const failed = (error: unknown): Pulled => {
    over();
    return {
      faults:
        error instanceof FaultError
          ? error.faults
          : [at('frames')(fault('Source', `frame ${index}`, 'given', thrown(error)))],
    };
  };
  const stopped = (): Pulled => ({
    faults: [
      at('run')(fault('Aborted', 'frames', 'run to their end', `told to stop before frame ${index}: ${told(signal)}`)),
    ],
  });

  return {
    next: () => {
      if (signal?.aborted) return stopped();
      try {
        iterator ??= Symbol.asyncIterator in frames ? frames[Symbol.asyncIterator]() : frames[Symbol.iterator]();
        busy = true;
        const result = iterator.next();
        return 'then' in result ? unlessTold(signal, result.then(took, failed), stopped) : took(result);
      } catch (error) {
        return failed(error);
      }
    },
    close: async () => {
      const [open, waiting] = [iterator, busy];
      over();
      try {
        // A generator that waits for something of its own ends when that has come, which may be never.
        const closed = Promise.resolve(open?.return?.()).catch(() => undefined);
        if (!waiting) await closed;
      } catch {
        // What the stream says when nobody needs it any more takes nothing from the run.
      }
    },
  };
};

const told = (signal: AbortSignal | undefined): string => {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason.message : String(reason);
};

/** What is awaited, or something else as soon as the signal says so. */
const unlessTold = <A>(signal: AbortSignal | undefined, awaited: Promise<A>, instead: () => A): Promise<A> =>
  signal === undefined
    ? awaited
    : new Promise((resolve) => {
        const stop = (): void => resolve(instead());
        signal.addEventListener('abort', stop, { once: true });
        void awaited.then((value) => {
          signal.removeEventListener('abort', stop);
          resolve(value);
        });
      });
