import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/errors.js';
import type { Executor } from '../job.js';
import { threads } from '../threads/pool.js';
import type { Sent } from './protocol.js';

/** Threads for the jobs that a worker meets: a pool for each version of a job and of its shared value. */
export interface Pools {
  /** Runs with the pool of a point, which is opened when it is first needed. */
  readonly use: <A>(
    point: Sent,
    shared: Uint8Array | undefined,
    run: (pool: Executor) => Promise<A>,
  ) => Promise<E.Either<Faults, A>>;
  readonly stop: () => void;
  readonly close: () => Promise<void>;
}

interface Open {
  readonly pool: Promise<E.Either<Faults, Executor>>;
  users: number;
}

export const pools = (workers: number, execArgv: readonly string[] | undefined): Pools => {
  const open = new Map<string, Open>();
  const opened = ({ library, job, shared: digest, limit }: Sent, bytes: Uint8Array | undefined): Open => {
    const pool = threads(
      {
        library,
        job: { ...job, url: pathToFileURL(resolve(job.path)).href },
        ...(bytes !== undefined && digest !== undefined && { shared: { bytes, digest } }),
        ...(limit !== undefined && { limit }),
      },
      { workers, ...(execArgv !== undefined && { execArgv }) },
    );
    return { pool, users: 0 };
  };
  /** Threads of jobs that nobody runs any more. */
  const closeIdle = async (): Promise<void> => {
    const idle = [...open].filter(([, { users }]) => users === 0);
    idle.forEach(([key]) => open.delete(key));
    await Promise.all(idle.map(closed));
  };
  return {
    use: async (point, shared, run) => {
      const { job, limit } = point;
      const key = JSON.stringify([job.path, job.digest, point.shared, limit]);
      if (!open.has(key)) {
        await closeIdle();
        open.set(key, opened(point, shared));
      }
      const one = open.get(key)!;
      one.users++;
      try {
        const pool = await one.pool;
        return E.isLeft(pool) ? pool : E.right(await run(pool.right));
      } finally {
        one.users--;
      }
    },
    stop: () => open.forEach(({ pool }) => void pool.then(E.map((one) => one.stop()))),
    close: async () => {
      await Promise.all([...open].map(closed));
    },
  };
};

const closed = async ([, { pool }]: readonly [string, Open]): Promise<void> => {
  const one = await pool;
  if (E.isRight(one)) await one.right.close();
};
