import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Setting, Task, Tell } from '../jobs/job.js';
import { bytesOfFault } from '../jobs/outcome.js';
import { idOf, sent, store, type Keys, type Limits } from './protocol.js';

/** A point that is in Redis. */
interface Pending {
  readonly task: Task;
  readonly tell: Tell;
  readonly resolve: (bytes: Uint8Array | undefined) => void;
  /** When it was put there, ms; Infinity until then. */
  since: number;
}

/** The points of a sweep that are in Redis. */
export interface Ledger {
  /** Puts a point into the queue; comes when it has a result, or is given up. */
  readonly add: (task: Task, tell: Tell) => Promise<Uint8Array | undefined>;
  /** Takes the result of a point if it is there. */
  readonly take: (id: string) => Promise<void>;
  readonly fail: (id: string, reason: string) => Promise<void>;
  readonly tell: (id: string, share: number, note?: string) => void;
  /** Looks for points of which nothing was heard for so many ms, and puts those again that Redis has lost. */
  readonly look: (quietFor: number) => Promise<void>;
  /** Takes points out of the queue that no worker has begun. */
  readonly withdraw: () => Promise<void>;
  /** Waits for no point any more. */
  readonly giveUp: () => void;
  /** The last error of putting a point. */
  readonly trouble: () => string;
}

/** That the result of a point is there, and nothing else, makes the point done: events only tell when to look. */
export const ledger = (client: Redis, queue: Queue, keys: Keys, setting: Setting, limits: Limits): Ledger => {
  const pending = new Map<string, Pending>();
  const { shared } = setting;
  let trouble = '';

  const put = async (id: string, one: Pending): Promise<void> => {
    one.since = Infinity;
    try {
      await share();
      await queue.add('point', sent(setting, one.task, limits), { jobId: id, removeOnComplete: true });
      trouble = '';
    } catch (error) {
      trouble = error instanceof Error ? error.message : String(error);
    }
    one.since = Date.now();
  };
  /** Has the shared value there, for as long as the sweep is at work. */
  const share = async (): Promise<void> => {
    if (shared === undefined) return;
    const key = keys.shared(shared.digest);
    if ((await client.exists(key)) === 0) await store(client, key, shared.bytes, limits.keep);
    else if (limits.keep !== undefined) await client.expire(key, limits.keep);
  };
  const settle = (id: string, bytes: Uint8Array | undefined): void => {
    const one = pending.get(id);
    // The first result counts, however often a point was run.
    if (pending.delete(id)) one!.resolve(bytes);
  };
  const take = async (id: string): Promise<void> => {
    if (!pending.has(id)) return;
    const bytes = await client.getBuffer(keys.result(id));
    if (bytes !== null) settle(id, new Uint8Array(bytes));
  };
  const fail = async (id: string, reason: string): Promise<void> => {
    if (!pending.has(id)) return;
    await queue.remove(id);
    settle(id, bytesOfFault('Code', 'worker', 'to succeed', reason));
  };

  return {
    take,
    fail,
    add: (task, tell) =>
      new Promise((resolve) => {
        const one: Pending = { task, tell, resolve, since: Infinity };
        const id = idOf(task);
        pending.set(id, one);
        // A worker may have ended it for a sweep that was stopped since.
        void take(id)
          .catch(() => undefined)
          .then(() => (pending.has(id) ? put(id, one) : undefined));
      }),
    tell: (id, share, note) => pending.get(id)?.tell(share, note),
    look: async (quietFor) => {
      if (limits.keep !== undefined) await share();
      const quiet = [...pending].filter(([, { since }]) => Date.now() - since > quietFor);
      const asked = client.pipeline();
      for (const [id] of quiet) {
        // First the job, which is gone only after its result is there.
        asked.hmget(queue.toKey(id), 'timestamp', 'finishedOn', 'failedReason');
        asked.exists(keys.result(id));
      }
      // Only a transaction may come to nothing.
      const answers = (await asked.exec())!;
      for (const [index, [id, one]] of quiet.entries()) {
        const [error, job] = answers[2 * index]!;
        if (error !== null) continue;
        const [timestamp, finished, reason] = job as readonly (string | null)[];
        if (answers[2 * index + 1]![1] === 1) {
          await take(id);
          if (timestamp !== null) await queue.remove(id).catch(() => undefined);
        } else if (finished && reason) await fail(id, reason);
        else if (timestamp === null && pending.has(id)) await put(id, one);
      }
    },
    withdraw: async () => {
      await Promise.all([...pending.keys()].map((id) => queue.remove(id).catch(() => undefined)));
    },
    giveUp: () => [...pending.keys()].forEach((id) => settle(id, undefined)),
    trouble: () => trouble,
  };
};
