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
      const ended = timer(limit, () => bytesOfFault(...overLimit(limit!)));
      const stopped = whenAborted(stopping.signal, grace);
      void ended.then(() => own.abort());
      const signal = AbortSignal.any([own.signal, stopping.signal]);
      try {
        return await Promise.race([call(task, { signal, tell }), ended, stopped.then(() => undefined)]);
      } finally {
        ended.cancel();
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

interface Timer<A> extends Promise<A> {
  readonly cancel: () => void;
}

/** What comes after so many seconds; never, where there are none. */
const timer = <A>(seconds: number | undefined, make: () => A): Timer<A> => {
  let cancel = (): void => undefined;
  const promise = new Promise<A>((resolve) => {
    if (seconds === undefined) return;
    const id = setTimeout(() => resolve(make()), seconds * 1000);
    cancel = () => clearTimeout(id);
  });
  return Object.assign(promise, { cancel });
};

/** Comes so many seconds after a signal. */
const whenAborted = (signal: AbortSignal, seconds: number): Timer<void> => {
  let late: Timer<void> | undefined;
  let listener = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    listener = () => {
      late = timer(seconds, () => undefined);
      void late.then(resolve);
    };
    signal.addEventListener('abort', listener);
  });
  const cancel = (): void => {
    signal.removeEventListener('abort', listener);
    late?.cancel();
  };
  return Object.assign(promise, { cancel });
};
