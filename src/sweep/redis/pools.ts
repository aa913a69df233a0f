import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/faults/errors.js';
import type { Executor } from '../jobs/job.js';
import { threads } from '../threads/pool.js';
import type { Sent } from './protocol.js';

/** Threads for the jobs that a worker meets: a pool for each version of a job and of its shared value. */
export interface Pools {
  /** Runs with the pool of a point, which is opened when it is first needed; undefined where the shared value is not there. */
  readonly use: <A>(point: Sent, run: (pool: Executor) => Promise<A>) => Promise<E.Either<Faults, A> | undefined>;
  readonly stop: () => void;
  readonly close: () => Promise<void>;
}

/** The bytes of a shared value, by its digest; null where it is not there. */
export type FetchShared = (digest: string) => Promise<Uint8Array | null>;

interface Open {
  readonly pool: Promise<E.Either<Faults, Executor> | undefined>;
  users: number;
}

export const pools = (workers: number, execArgv: readonly string[] | undefined, fetchShared: FetchShared): Pools => {
  const open = new Map<string, Open>();
  const poolOf = async ({ library, job, shared: digest, limit }: Sent) => {
    const bytes = digest === undefined ? undefined : await fetchShared(digest);
    if (bytes === null) return undefined;
    const setting = {
      library,
      job: { ...job, url: pathToFileURL(resolve(job.path)).href },
      ...(bytes !== undefined && digest !== undefined && { shared: { bytes, digest } }),
      ...(limit !== undefined && { limit }),
    };
    return threads(setting, { workers, ...(execArgv !== undefined && { execArgv }) });
  };
  /** Ends the threads of jobs that nobody runs any more. */
  const closeIdle = async (): Promise<void> => {
    const idle = [...open].filter(([, { users }]) => users === 0);
    idle.forEach(([key]) => open.delete(key));
    await Promise.all(idle.map(([, one]) => closed(one)));
  };
  return {
    use: async (point, run) => {
      const key = JSON.stringify([point.job.path, point.job.digest, point.shared, point.limit]);
      if (!open.has(key)) {
        await closeIdle();
        // Of two points that come at once the second finds it open.
        if (!open.has(key)) open.set(key, { pool: poolOf(point), users: 0 });
      }
      const one = open.get(key)!;
      one.users++;
      try {
        const pool = await one.pool;
        if (pool === undefined || E.isLeft(pool)) open.delete(key);
        return pool === undefined || E.isLeft(pool) ? pool : E.right(await run(pool.right));
      } finally {
        one.users--;
      }
    },
    stop: () => open.forEach(({ pool }) => void pool.then((one) => one && E.isRight(one) && one.right.stop())),
    close: async () => {
      await Promise.all([...open.values()].map(closed));
    },
  };
};

const closed = async ({ pool }: Open): Promise<void> => {
  const one = await pool;
  if (one !== undefined && E.isRight(one)) await one.right.close();
};
