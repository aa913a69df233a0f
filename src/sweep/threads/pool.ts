import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import { at, fault, thrown, type Faults } from '../../core/faults/errors.js';
import { grace, overLimit } from '../jobs/here.js';
import type { Executor, Setting, Task, Tell } from '../jobs/job.js';
import { bytesOfError, bytesOfFault } from '../jobs/outcome.js';
import type { Said, ThreadData } from './thread.js';

export interface ThreadOptions {
  /** How many; `'auto'` one for each core. */
  readonly workers: number | 'auto';
  /** Flags of Node for the threads; default those of this process. */
  readonly execArgv?: readonly string[];
}

/** TypeScript beside TypeScript, when the library is run from its sources. */
const threadFile = fileURLToPath(new URL(`./thread${extname(import.meta.url)}`, import.meta.url));

/** Seconds that a thread has to load a job, which is not part of its points. */
const loading = 60;

/** A point that a thread computes. */
interface Running {
  readonly tell: Tell;
  readonly killer: AbortController;
  timer?: NodeJS.Timeout;
  isLate: boolean;
}

/** Runs tasks in threads of piscina. A thread that a job ends, or that is over the limit, is replaced; only its point is lost. */
export const threads = async (
  { job, shared, limit }: Setting,
  { workers, execArgv }: ThreadOptions,
): Promise<E.Either<Faults, Executor>> => {
  const { Piscina } = await import('piscina').catch(() => ({ Piscina: undefined }));
  if (Piscina === undefined) return missing('piscina');
  const atOnce = workers === 'auto' ? availableParallelism() : workers;
  const channel = `spikefold ${randomUUID()}`;
  const workerData: ThreadData = { url: job.url, channel, ...(shared !== undefined && { shared: shared.bytes }) };
  const flags = execArgv === undefined ? {} : { execArgv: [...execArgv] };
  const made = E.tryCatch(
    () =>
      // Without atomics an idle thread still has its turn for timers and messages.
      new Piscina({
        filename: threadFile,
        minThreads: atOnce,
        maxThreads: atOnce,
        atomics: 'disabled',
        workerData,
        ...flags,
      }),
    (error): Faults => [at('sweep')(fault('Parameter', 'execArgv', 'flags of Node for threads', thrown(error)))],
  );
  if (E.isLeft(made)) return made;
  const pool = made.right;
  const running = new Map<string, Running>();
  let isStopped = false;

  const endAfter = (one: Running, seconds: number): void => {
    clearTimeout(one.timer);
    one.timer = setTimeout(() => {
      one.isLate = true;
      one.killer.abort();
    }, seconds * 1000);
  };
  pool.on('message', (said: Said) => {
    const one = running.get(said.key);
    if (one === undefined) return;
    if (typeof said.is === 'number') one.tell(said.is, 'note' in said ? said.note : undefined);
    else if (limit !== undefined) endAfter(one, said.is === 'loading' ? Math.max(limit, loading) : limit);
  });
  // Of threads that end while they compute nothing: piscina starts others.
  pool.on('error', () => undefined);

  const run = async (task: Task, tell: Tell): Promise<Uint8Array | undefined> => {
    if (isStopped) return undefined;
    const one: Running = { tell, killer: new AbortController(), isLate: false };
    running.set(task.key, one);
    try {
      return (await pool.run(task, { signal: one.killer.signal })) as Uint8Array;
    } catch (error) {
      if (one.isLate) return bytesOfFault(...overLimit(limit!));
      return isStopped ? undefined : bytesOfError(error, 'thread of the job');
    } finally {
      clearTimeout(one.timer);
      running.delete(task.key);
    }
  };

  return E.right({
    atOnce,
    run,
    kept: async () => undefined,
    stop: () => {
      isStopped = true;
      const stops = new BroadcastChannel(channel);
      stops.postMessage('stop');
      stops.close();
      const late = after(grace * 1000, undefined, { ref: false });
      void late.then(() => running.forEach(({ killer }) => killer.abort()));
    },
    close: async () => {
      isStopped = true;
      await pool.destroy();
    },
    note: () => '',
  });
};

/** The fault of a package that this needs and that is not installed. */
export const missing = (name: string): E.Either<Faults, never> =>
  E.left([at('sweep')(fault('Backend', `package '${name}'`, `installed (npm install ${name})`, 'nothing'))]);
