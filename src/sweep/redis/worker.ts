import { hostname } from 'node:os';
import type { Job } from 'bullmq';
import * as E from 'fp-ts/lib/Either.js';
import { at, explain, fault, type Faults } from '../../core/faults/errors.js';
import { jobFile, libraryVersion } from '../jobs/job-file.js';
import { bytesOfFault } from '../jobs/outcome.js';
import { seldom } from '../jobs/seldom.js';
import { missing } from '../threads/pool.js';
import { connected, connectionTo, nameOfRedis, persists } from './connection.js';
import { pools } from './pools.js';
import { fitting, keysOf, store, taskIn, type Sent } from './protocol.js';

export interface WorkOptions {
  readonly redis: string;
  readonly queue: string;
  /** How many points at once, each in a thread. */
  readonly concurrency: number;
  /** Seconds after which a worker that does not answer counts as dead, and its points are run again; default 30. */
  readonly lock?: number;
  /** Flags of Node for the threads; default those of this process. */
  readonly execArgv?: readonly string[];
  /** Is told in a line of what happens. */
  readonly say: (line: string) => void;
}

/** A worker at work. */
export interface Working {
  /** Comes when it has ended; with faults, if it cannot go on. */
  readonly ended: Promise<Faults | undefined>;
  /** Ends it: first with the points that it runs, the second time without. */
  readonly stop: () => void;
}

/**
 * Takes points from a queue and computes them in threads, so that this one always has time to renew its locks. A point whose library
 * or job is another version than here goes back into the queue, and the worker ends with a fault.
 */
export const work = async (options: WorkOptions): Promise<E.Either<Faults, Working>> => {
  const { redis, queue, concurrency, lock = 30, execArgv, say } = options;
  const bull = await import('bullmq').catch(() => undefined);
  if (bull === undefined) return missing('bullmq');
  const made = await connected(redis);
  if (E.isLeft(made)) return made;
  const [client, library, keys] = [made.right, await libraryVersion(), keysOf(queue)];
  const threads = pools(concurrency, execArgv, async (digest) => {
    const bytes = await client.getBuffer(keys.shared(digest));
    return bytes && new Uint8Array(bytes);
  });
  if (!(await persists(client)))
    say(`${nameOfRedis(redis)} writes nothing to its disk: a restart loses what waits in it (--appendonly yes)`);
  client.on('close', () => isEnding || say(`${nameOfRedis(redis)}: no connection`));
  client.on('ready', () => say(`${nameOfRedis(redis)}: connected`));

  const refused = async (job: Job<Sent>, token: string, faults: Faults): Promise<never> => {
    const line = faults.map(explain).join('; ');
    await client.hset(keys.refused, `${hostname()}:${process.pid}`, `a worker on ${hostname()} refused: ${line}`);
    end(faults);
    return back(job, token);
  };
  /** Puts a point back into the queue, for others. */
  const back = async (job: Job<Sent>, token: string): Promise<never> => {
    await job.moveToWait(token);
    throw new bull.WaitingError();
  };

  const processed = async (job: Job<Sent>, token = ''): Promise<void> => {
    const { data } = job;
    const wrong = await misfit(data, library);
    if (wrong !== undefined) return refused(job, token, wrong);
    const result = keys.result(job.id!);
    // A worker that was taken for dead may have ended it.
    if ((await client.exists(result)) === 1) return;
    const put = async (bytes: Uint8Array): Promise<void> =>
      store(client, result, fitting(bytes, data.largest), data.keep);
    if (job.stalledCounter > data.reruns)
      return put(
        bytesOfFault('Code', 'worker', 'to end it', `it was killed or had no connection, ${job.stalledCounter} times`),
      );
    const tell = seldom((share, note) => {
      void job.updateProgress({ share, ...(note !== undefined && { note }) }).catch(() => undefined);
    }, 2);
    const bytes = await threads.use(data, (pool) => pool.run(taskIn(data), tell));
    if (bytes === undefined) {
      // A Redis that was restarted has lost the shared value; the sweep puts it there again.
      await job.moveToDelayed(Date.now() + 1000, token);
      throw new bull.DelayedError();
    }
    if (E.isLeft(bytes)) return refused(job, token, bytes.left);
    return bytes.right === undefined ? back(job, token) : put(bytes.right);
  };

  const worker = new bull.Worker<Sent>(queue, processed, {
    connection: connectionTo(redis),
    concurrency,
    lockDuration: lock * 1000,
    stalledInterval: lock * 1000,
    // How often is too often is said with each point.
    maxStalledCount: 1e6,
    runRetryDelay: 1000,
  });
  worker.on('error', () => undefined);
  let [isEnding, resolved] = [false, (_: Faults | undefined): void => undefined];
  const ended = new Promise<Faults | undefined>((resolve) => (resolved = resolve));
  /** Takes no more points, and ends those that run. */
  const end = (faults: Faults | undefined): void => {
    if (isEnding) return;
    isEnding = true;
    void worker
      .close()
      .then(threads.close)
      .finally(() => {
        client.disconnect();
        resolved(faults);
      });
  };
  return E.right({ ended, stop: () => (isEnding ? threads.stop() : end(undefined)) });
};

/** Why a point cannot be computed here: another version of the library or of the job. */
const misfit = async ({ library, job }: Sent, own: string): Promise<Faults | undefined> => {
  const place = at(`worker on ${hostname()}`);
  const want = (version: string): string => `${version}, that of the sweep`;
  if (library !== own) return [place(fault('Data', 'version of spikefold', want(library), own))];
  const file = await jobFile(job.path);
  if (E.isLeft(file)) return [place(file.left[0])];
  const { digest } = file.right;
  return digest === job.digest
    ? undefined
    : [place(fault('Data', `version of job '${job.path}'`, want(job.digest), digest))];
};
