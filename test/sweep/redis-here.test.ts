import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain, isLeft, orThrow } from '../../src/index.js';
import { work } from '../../src/sweep/redis/worker.js';
import { gather, sweep, type SweepProgress } from '../../src/sweep.js';
import { job, twoThreads } from './support/jobs.js';
import { redisServer, skipsRedis, type Server } from './support/redis.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-redis-'));
const various = job('various.mjs');
let server: Server;
let client: Redis;
beforeAll(async () => {
  if (skipsRedis) return;
  server = await redisServer();
  client = new Redis(server.url);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  if (skipsRedis) return;
  client.disconnect();
  await server.end();
});

/** A worker of this process. */
const working = async (queue: string, concurrency = 2) => {
  const said: string[] = [];
  const options = { redis: server.url, queue, concurrency, lock: 1, ...twoThreads };
  const { stop, ended } = orThrow(await work({ ...options, say: (line) => said.push(line) }));
  return { said, ended, end: () => (stop(), ended) };
};

const connections = async (): Promise<number> =>
  String(await client.client('LIST'))
    .trim()
    .split('\n').length;

test.skipIf(skipsRedis)(
  'results are those of this thread, to the bit, and no key and no connection stays',
  async () => {
    const one = await working('equal');
    const points = [0, 1, 2, 3, 4].map((n) => ({ n }));
    const options = { seed: 3, shared: { model: new Uint8Array([1, 2, 3]) } };
    const there = await gather(sweep(various, points, { redis: server.url, queue: 'equal' }, options));
    expect(orThrow(there)).toEqual(orThrow(await gather(sweep(various, points, { workers: 1 }, options))));
    expect(await one.end()).toBe(undefined);
    await expect.poll(connections).toBe(1);
    expect(one.said).toEqual([]);
    expect(await client.keys('spikefold:equal:*')).toEqual([]);
    expect(await client.keys('bull:equal:[0-9]*')).toEqual([]);
  },
);

test.skipIf(skipsRedis)(
  'results are kept until they are read: a sweep that was stopped goes on with what workers ended since',
  async () => {
    const one = await working('kept', 1);
    const where = { redis: server.url, queue: 'kept' };
    const file = join(folder, 'go');
    const all = [{ n: 1, way: 'until', file, note: 'begun' }, { n: 2 }];
    const stopping = new AbortController();
    const progress = ({ note }: SweepProgress): void => {
      if (note === 'begun') stopping.abort('enough');
    };
    const stopped = await gather(sweep(various, all, where, { signal: stopping.signal, progress }));
    expect(isLeft(stopped) && stopped.left.map(explain)).toEqual([
      'sweep: stopped by signal before its last point: 0 are done (an error: enough)',
    ]);
    // The worker ends the point that it began, and the other was taken from it.
    writeFileSync(file, '');
    await one.end();
    const [first] = orThrow(await gather(sweep(various, all.slice(0, 1), where)));
    expect(first!.result).toEqual({ _tag: 'Right', right: 1 });
  },
);

test.skipIf(skipsRedis)('a job that fails in any way fails for its point alone', async () => {
  const one = await working('bad');
  const ways = [
    { n: 0 },
    { way: 'throw' },
    { way: 'endless' },
    { way: 'exit' },
    { way: 'function' },
    { way: 'large', bytes: 5000 },
    { n: 'x'.repeat(5000) },
  ];
  const where = { redis: server.url, queue: 'bad', largest: 2000 };
  const outcomes = orThrow(await gather(sweep(various, ways, where, { limit: 1 })));
  await one.end();
  const [good, ...faults] = outcomes.map(({ result }) =>
    isLeft(result) ? result.left.map(explain).join('; ') : 'no fault',
  );
  expect(good).toBe('no fault');
  expect(faults).toEqual([
    "point 1 { way: 'throw' }: job failed: no such thing",
    "point 2 { way: 'endless' }: job must be ended within 1 s, the limit of a point, got no end",
    "point 3 { way: 'exit' }: thread of the job failed: worker exited with code: 3",
    expect.stringContaining("point 4 { way: 'function' }: result.f must be plain data"),
    expect.stringContaining(
      "point 5 { way: 'large', bytes: 5000 }: result must be at most 2000 bytes to go through Redis (have it in a file",
    ),
    expect.stringMatching(/^point 6 .*: point must be at most 2000 bytes to go through Redis/),
  ]);
});

test.skipIf(skipsRedis)(
  'a worker with another version of the library refuses, says so to the sweep, and gives the point back',
  async () => {
    const queue = new Queue('old', { connection: { url: server.url } });
    await queue.add('point', { library: '0.0.1', job: { path: various, digest: '' }, place: 0, key: 'x' });
    const refusal = /^worker on .+: version of spikefold must be 0\.0\.1, that of the sweep, got \d+\.\d+\.\d+$/;
    const faults = await (await working('old')).ended;
    expect(faults?.map(explain)).toEqual([expect.stringMatching(refusal)]);
    expect(await queue.getWaitingCount()).toBe(1);
    const told = Object.values(await client.hgetall('spikefold:old:refused'));
    expect(told).toEqual([expect.stringContaining(` refused: ${explain(faults![0])}`)]);
    await queue.close();
  },
);
