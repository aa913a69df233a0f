import type { Redis } from 'ioredis';
import * as E from 'fp-ts/lib/Either.js';
import { at, fault, thrown, type Faults } from '../../core/faults/errors.js';
import { missing } from '../threads/pool.js';

/** How to connect, also for BullMQ: commands wait for a server that is away, however long. */
export const connectionTo = (url: string) => ({
  url,
  maxRetriesPerRequest: null,
  connectTimeout: 5000,
  retryStrategy: (times: number): number => Math.min(times * 100, 2000),
});

/** A Redis without the password that its URL may have. */
export const nameOfRedis = (url: string): string => `Redis ${url.replace(/\/\/[^@/]*@/, '//')}`;

/**
 * A connection to a Redis that throws nothing away. One that cannot be reached now, or that evicts keys when its memory is full, is a fault;
 * later the connection comes back by itself.
 */
export const connected = async (url: string): Promise<E.Either<Faults, Redis>> => {
  const module = await import('ioredis').catch(() => undefined);
  if (module === undefined) return missing('ioredis');
  let isOpen = false;
  let last: unknown;
  const { url: _, ...options } = connectionTo(url);
  const client = new module.Redis(url, {
    ...options,
    lazyConnect: true,
    // At first there is one attempt, so that a wrong URL is told at once.
    retryStrategy: (times: number) => (isOpen ? options.retryStrategy(times) : null),
  });
  client.on('error', (error: unknown) => (last = error));
  const refuse = (what: string, want: string, got: string): E.Either<Faults, never> => {
    client.disconnect();
    return E.left([at(nameOfRedis(url))(fault('Parameter', what, want, got))]);
  };
  try {
    await client.connect();
    isOpen = true;
    const policy = /maxmemory_policy:(\S+)/.exec(await client.info('memory'))?.[1] ?? 'unknown';
    return policy === 'noeviction'
      ? E.right(client)
      : refuse('maxmemory-policy', 'noeviction, as other policies delete points and results', policy);
  } catch (error) {
    return refuse('connection', 'made', thrown(last ?? error));
  }
};

/** Whether a Redis writes to the disk: without, a restart loses what waits in it. */
export const persists = async (client: Redis): Promise<boolean> => {
  if (/aof_enabled:1/.test(await client.info('persistence'))) return true;
  const save: unknown = await client.config('GET', 'save').catch(() => undefined);
  return Array.isArray(save) && save[1] !== '';
};
