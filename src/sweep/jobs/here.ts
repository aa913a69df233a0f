import { setImmediate } from 'node:timers/promises';
import { caller } from './call.js';
import { bytesOfFault } from './outcome.js';
import type { Executor, Setting } from './job.js';

/** Seconds that jobs have to end once they are told to stop. */
export const grace = 1;

/** Runs tasks in this thread, one after the other. A job that does not wait for anything cannot be stopped, nor be ended by its limit. */
export const here = ({ job, shared, limit }: Setting): Executor => {
  const call = caller(job.url, shared?.bytes);
  const stopping = new AbortController();
  return {
    atOnce: 1,
    run: async (task, tell) => {
      // So that signals and the display have their turn where jobs wait for nothing.
      await setImmediate();
      if (stopping.signal.aborted) return undefined;
      const own = new AbortController();
      const late = timer();
      const stopped = timer();
      const stop = (): void => {
        own.abort();
        stopped.start(grace);
      };
      // The loading of the job is not part of a point.
      const begins = (): void => (limit === undefined ? undefined : late.start(limit));
      stopping.signal.addEventListener('abort', stop);
      try {
        return await Promise.race([
          call(task, { signal: own.signal, tell, begins }),
          late.ends.then(() => bytesOfFault(...overLimit(limit!))),
          stopped.ends,
        ]);
      } finally {
        own.abort();
        stopping.signal.removeEventListener('abort', stop);
        late.cancel();
        stopped.cancel();
      }
    },
    kept: async () => undefined,
    stop: () => stopping.abort(),
    close: async () => stopping.abort(),
    note: () => '',
  };
};

/** The fault of a point that takes too long. */
export const overLimit = (limit: number) =>
  ['Parameter', 'job', `ended within ${limit} s, the limit of a point`, 'no end'] as const;

/** Ends so many seconds after its start; never, where it is not started or cancelled before. */
const timer = () => {
  let id: NodeJS.Timeout | undefined;
  let end = (): void => undefined;
  const ends = new Promise<undefined>((resolve) => (end = () => resolve(undefined)));
  return {
    ends,
    start: (seconds: number): void => void (id = setTimeout(end, seconds * 1000)),
    cancel: (): void => clearTimeout(id),
  };
};
