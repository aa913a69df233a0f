import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Setting, Task } from '../../../src/sweep/jobs/job.js';
import { ledger } from '../../../src/sweep/redis/ledger.js';
import { keysOf, type Limits } from '../../../src/sweep/redis/protocol.js';

/** A job of a queue, as BullMQ keeps it in Redis. */
interface Kept {
  readonly timestamp?: string;
  readonly finishedOn?: string;
  readonly failedReason?: string;
}

export const keys = keysOf('q');
export const plain: Setting = { job: { path: 'j.mjs', digest: 'd', url: 'file:///j.mjs' }, library: '1' };
export const withShared: Setting = { ...plain, shared: { bytes: Uint8Array.of(5, 6), digest: 's' } };

export const taskAt = (place: number): Task => ({
  place,
  seed: [0, place],
  key: `k${place}`,
  point: Uint8Array.of(place),
});

/**
 * A ledger over a Redis and a queue of this process: what lies in both, and what the ledger asks of them, in order. `broken` says
 * what fails, and how.
 */
export const ledgerOf = (setting: Setting = plain, more: Partial<Limits> = {}) => {
  const values = new Map<string, Uint8Array>();
  const jobs = new Map<string, Kept>();
  const asked: string[] = [];
  const broken = new Map<string, unknown>();
  const added: object[] = [];
  const heard = async <A>(what: string, of: string, answer: () => A): Promise<A> => {
    asked.push(`${what} ${of}`);
    if (broken.has(what)) throw broken.get(what);
    return answer();
  };
  const client = {
    exists: (key: string) => heard('exists', key, () => (values.has(key) ? 1 : 0)),
    getBuffer: (key: string) => heard('get', key, () => values.get(key) ?? null),
    set: (key: string, bytes: Uint8Array, ...how: readonly unknown[]) =>
      heard('set', [key, ...how].join(' '), () => void values.set(key, bytes)),
    expire: (key: string, seconds: number) => heard('expire', `${key} ${seconds}`, () => 1),
    pipeline: () => {
      const answers: (() => readonly [unknown, unknown])[] = [];
      return {
        hmget: (key: string, ...fields: readonly (keyof Kept)[]) =>
          answers.push(() => {
            const one = jobs.get(key);
            return broken.has('hmget')
              ? [broken.get('hmget'), undefined]
              : [null, fields.map((field) => one?.[field] ?? null)];
          }),
        exists: (key: string) => answers.push(() => [null, values.has(key) ? 1 : 0]),
        exec: async () => answers.map((answer) => answer()),
      };
    },
  };
  const queue = {
    toKey: (id: string) => id,
    add: (name: string, data: unknown, options: { readonly jobId: string }) =>
      heard('add', options.jobId, () => {
        jobs.set(options.jobId, { timestamp: '1' });
        added.push({ name, data, options });
      }),
    remove: (id: string) => heard('remove', id, () => (jobs.delete(id) ? 1 : 0)),
  };
  const points = ledger(client as unknown as Redis, queue as unknown as Queue, keys, setting, {
    largest: 9,
    reruns: 3,
    ...more,
  });
  return { points, values, jobs, added, asked, broken };
};
