import { setTimeout as after } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { at, fault, type Faults } from '../../core/faults/errors.js';
import { grace } from '../jobs/here.js';
import type { Executor, Setting } from '../jobs/job.js';
import { bytesOfFault } from '../jobs/outcome.js';
import { missing } from '../threads/pool.js';
import { connected, connectionTo, nameOfRedis } from './connection.js';
import { ledger } from './ledger.js';
import { idOf, keysOf, tooLarge, usualLargest } from './protocol.js';

export interface RedisOptions {
  /** `redis://[user:password@]host:port`, or `rediss://` with TLS. */
  readonly redis: string;
  /** The queue, from which `npx spikefold work --redis URL --queue NAME` takes points. */
  readonly queue: string;
  /** How many points are in Redis at once; default 1000. */
  readonly atOnce?: number;
  /** Bytes of the largest point, result or shared value that goes through Redis; default 4 MiB. */
  readonly largest?: number;
  /**
   * How often a point is run again whose worker was killed or had no connection; default 3. Then it fails. A Redis that is away for longer than
   * a worker's lock counts once for every point that runs, so with 1 a second outage would fail points that have nothing wrong.
   */
  readonly reruns?: number;
  /** Seconds that a result stays in Redis which no sweep reads, as one does that was stopped and is not started again; default until it is read. */
  readonly keep?: number;
}

/** ms between looks at what is in Redis, and after which a point is looked for that no event told of. */
const lookEvery = 1000;

/** Runs tasks by workers anywhere: puts them into a queue of BullMQ, and takes their results. */
export const coordinator = async (
  setting: Setting,
  { redis, queue: name, atOnce = 1000, largest = usualLargest, reruns = 3, keep }: RedisOptions,
): Promise<E.Either<Faults, Executor>> => {
  const bull = await import('bullmq').catch(() => undefined);
  if (bull === undefined) return missing('bullmq');
  const { shared } = setting;
  const large = shared && tooLarge('shared', shared.bytes.length, largest);
  if (large !== undefined) return E.left([at('sweep')(fault(...large))]);
  const made = await connected(redis);
  if (E.isLeft(made)) return made;
  const [client, keys] = [made.right, keysOf(name)];
  const queue = new bull.Queue(name, { connection: connectionTo(redis) });
  const events = new bull.QueueEvents(name, { connection: connectionTo(redis) });
  // They connect again by themselves.
  queue.on('error', ignored);
  events.on('error', ignored);
  const points = ledger(client, queue, keys, setting, { largest, reruns, ...(keep !== undefined && { keep }) });
  events.on('completed', ({ jobId }) => void points.take(jobId).catch(ignored));
  events.on('failed', ({ jobId, failedReason }) => void points.fail(jobId, failedReason).catch(ignored));
  events.on('progress', ({ jobId, data }) => {
    const { share, note } = data as unknown as { readonly share: number; readonly note?: string };
    points.tell(jobId, share, note);
  });
  let [isStopped, isLooking, workers, refusal] = [false, false, 1, ''];
  const look = async (): Promise<void> => {
    await points.look(lookEvery);
    workers = await queue.getWorkersCount();
    refusal = Object.values(await client.hgetall(keys.refused)).at(-1) ?? '';
  };
  const looking = setInterval(() => {
    if (isLooking || client.status !== 'ready') return;
    isLooking = true;
    void look()
      .catch(ignored)
      .finally(() => (isLooking = false));
  }, lookEvery);
  await Promise.all([client.del(keys.refused), events.waitUntilReady()]);

  return E.right({
    atOnce,
    run: async (task, tell) => {
      if (isStopped) return undefined;
      const large = tooLarge('point', task.point.length, largest);
      return large === undefined ? points.add(task, tell) : bytesOfFault(...large);
    },
    kept: async (task) => void (await client.del(keys.result(idOf(task))).catch(ignored)),
    // What workers have begun they end: its result stays until the sweep is started again.
    stop: () => {
      isStopped = true;
      const late = after(grace * 1000);
      void Promise.race([points.withdraw().then(() => late), late]).then(points.giveUp);
    },
    close: async () => {
      isStopped = true;
      clearInterval(looking);
      const forgotten = shared === undefined ? 0 : client.del(keys.shared(shared.digest)).catch(ignored);
      // A server that is away does not hold up the end.
      await Promise.race([Promise.all([points.withdraw(), forgotten]), after(2000)]);
      client.disconnect();
      await Promise.race([Promise.allSettled([events.close(), queue.close()]), after(1000)]);
    },
    note: () => {
      if (client.status !== 'ready') return `no connection to ${nameOfRedis(redis)}`;
      return points.trouble() || refusal || (workers === 0 ? `no workers on queue '${name}'` : '');
    },
  });
};

const ignored = (): undefined => undefined;
