import { orThrow } from '../../core/faults/errors.js';
import { loadJob } from './load-job.js';
import { bytesOfError, bytesOfResult } from './outcome.js';
import type { Task, Tell } from './job.js';
import { fromBytes } from './values.js';

/** Runs a task: its outcome as bytes, also where the job throws, cannot be loaded, or returns what cannot be sent. */
export type Call = (task: Task, context: CallContext) => Promise<Uint8Array>;

export interface CallContext {
  readonly signal: AbortSignal;
  readonly tell: Tell;
  /** Is called once the job is loaded. */
  readonly begins?: () => void;
}

/** Calls of a job, which is loaded when it is first called, with the shared value, which is read then. */
export const caller = (url: string, sharedBytes: Uint8Array | undefined): Call => {
  let ready: Promise<readonly [Awaited<ReturnType<typeof loadJob>>, unknown]> | undefined;
  const opened = async () => {
    const shared = sharedBytes === undefined ? undefined : orThrow(fromBytes(sharedBytes, 'shared'));
    return [await loadJob(url), shared] as const;
  };
  return async ({ place, seed, point }, { signal, tell, begins }) => {
    try {
      const [job, shared] = await (ready ??= opened());
      begins?.();
      const given = orThrow(fromBytes(point, 'point'));
      return bytesOfResult(await job(given, { seed, place, shared, signal, progress: tell }));
    } catch (error) {
      return bytesOfError(error);
    }
  };
};
