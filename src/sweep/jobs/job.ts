import type { Seed } from '../../core/random.js';

/** What a job is given beside its point. */
export interface JobContext<S = unknown> {
  /** A function of the sweep's seed and of the point's place: the same wherever the job runs. */
  readonly seed: Seed;
  /** The number of the point, from 0. */
  readonly place: number;
  /** What the sweep's option `shared` was given: sent once to each thread or machine, not with every point. Write into copies only: later points see it. */
  readonly shared: S;
  /** Aborts when the sweep is stopped. */
  readonly signal: AbortSignal;
  /** Says how far the job is, from 0 to 1, and with which note; shown in the sweep's progress. */
  readonly progress: (share: number, note?: string) => void;
}

/**
 * The default export of a job's module: what is computed for a point. Its result is plain data with tensors and arrays in memory, bytes of
 * `save` among them, or an Either of such. It has no other inputs than these, so that it gives the same result anywhere.
 */
export type Job<P = never, R = unknown, S = never> = (point: P, context: JobContext<S>) => R | Promise<R>;

/** Where a job is, and which version. */
export interface JobFile {
  /** Relative to the folder in which the sweep was started, if it is inside; workers look for it in theirs. */
  readonly path: string;
  /** Of the file and of all that it imports by relative names. */
  readonly digest: string;
  readonly url: string;
}

/** A point on its way. */
export interface Task {
  readonly place: number;
  readonly seed: readonly [number, number];
  /** The point, as bytes. */
  readonly point: Uint8Array;
  /** Known by its content: library, job, shared value, seed and point. */
  readonly key: string;
}

/** All that is the same for each point of a sweep. */
export interface Setting {
  readonly job: JobFile;
  /** The version of this library. */
  readonly library: string;
  /** The shared value as bytes, with their digest. */
  readonly shared?: { readonly bytes: Uint8Array; readonly digest: string };
  /** Seconds that a point may take. */
  readonly limit?: number;
}

/** Says how far a point is. */
export type Tell = (share: number, note?: string) => void;

/** Something that runs tasks, a number of them at once. */
export interface Executor {
  readonly atOnce: number;
  /** The outcome of a task, as bytes; undefined where it was stopped. It never rejects. */
  readonly run: (task: Task, tell: Tell) => Promise<Uint8Array | undefined>;
  /** The outcome of a task is safe with the caller. */
  readonly kept: (task: Task) => Promise<void>;
  /** Stops: jobs that run are told, and have a second to end; what they give is an outcome still. */
  readonly stop: () => void;
  readonly close: () => Promise<void>;
  /** Something to be said of it now, as that it has no connection. */
  readonly note: () => string;
}
