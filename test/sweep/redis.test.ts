import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explain, isLeft, orThrow } from '../../src/index.js';
import { gather, sweep, type Outcome, type SweepProgress } from '../../src/sweep.js';
import { job, twoThreads } from './support/jobs.js';
import { redisServer, worker, type Server } from './support/redis.js';

const points = (count: number, ms: number) => Array.from({ length: count }, (_, n) => ({ n, ms }));
const various = job('various.mjs');
const here = { workers: 1 } as const;

/** Each point once, in order, with the result that this thread gives. */
const expectAll = async (outcomes: readonly Outcome[], count: number): Promise<void> => {
  const alone = orThrow(await gather(sweep(various, points(count, 0), here)));
  expect(outcomes.map(({ point: _, ...others }) => others)).toEqual(alone.map(({ point: _, ...others }) => others));
};

/** A listener to progress, and when some points are done. */
const begun = (hear: (at: SweepProgress) => void = () => undefined) => {
  let isBegun = (): void => undefined;
  const some = new Promise<void>((resolve) => (isBegun = resolve));
  const progress = (at: SweepProgress): void => {
    hear(at);
    if (at.done >= 5) isBegun();
  };
  return { progress, some };
};

const faultsOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ result }) => (isLeft(result) ? result.left.map(explain).join('; ') : 'no fault'));

describe('over Redis', () => {
  let server: Server;
  beforeAll(async () => {
    server = await redisServer();
  });
  afterAll(() => server.end());

  test('results are those of threads and of one thread, to the bit', async () => {
    const all = points(40, 1);
    const one = worker(server.url, 'equal', '--concurrency', '2');
    const options = { seed: 3, shared: { model: new Uint8Array([1, 2, 3]) } };
    const there = orThrow(await gather(sweep(various, all, { redis: server.url, queue: 'equal' }, options)));
    expect(there).toEqual(orThrow(await gather(sweep(various, all, here, options))));
    expect(there).toEqual(orThrow(await gather(sweep(various, all, twoThreads, options))));
    await one.end();
    expect(await one.exit).toBe(0);
    const client = new Redis(server.url);
    expect(await client.keys('spikefold:equal:*')).toEqual([]);
    expect(await client.keys('bull:equal:[0-9]*')).toEqual([]);
    client.disconnect();
    expect(one.said()).toMatch(/^queue 'equal' on Redis redis:\/\/127\.0\.0\.1:\d+, 2 points at once\n$/);
  });

  test('twenty workers that are killed lose nothing, and no point counts twice', async () => {
    const running = [worker(server.url, 'killed', '--concurrency', '2'), worker(server.url, 'killed')];
    let kills = 0;
    const done = new AbortController();
    const killing = (async () => {
      while (kills < 20 && !done.signal.aborted) {
        await after(100 + Math.random() * 300);
        const victim = kills++ % running.length;
        await running[victim]!.end('SIGKILL');
        running[victim] = worker(server.url, 'killed', '--concurrency', '2');
      }
    })();
    const where = { redis: server.url, queue: 'killed', reruns: 20 };
    const outcomes = orThrow(await gather(sweep(various, points(150, 60), where)));
    done.abort();
    await killing;
    await Promise.all(running.map((one) => one.end('SIGKILL')));
    expect(kills).toBe(20);
    await expectAll(outcomes, 150);
  });

  test('a Redis that is killed and started again loses nothing, nor one that is away, nor a worker that is paused', async () => {
    const running = [
      worker(server.url, 'away', '--concurrency', '2'),
      worker(server.url, 'away', '--concurrency', '2'),
    ];
    const notes = new Set<string>();
    const where = { redis: server.url, queue: 'away', reruns: 20 };
    const { progress, some } = begun(({ note }) => notes.add(note));
    const all = gather(sweep(various, points(60, 60), where, { progress }));
    await some;
    while (running.some((one) => one.said() === '')) await after(20);
    await server.stop('SIGKILL');
    await after(1000);
    await server.start();
    await server.pause(1500);
    // Silent for longer than its lock, so that its points are taken from it.
    running[0]!.child.kill('SIGSTOP');
    await after(2500);
    running[0]!.child.kill('SIGCONT');
    await expectAll(orThrow(await all), 60);
    await Promise.all(running.map((one) => one.end()));
    expect(running[0]!.said()).toMatch(/no connection\n.*connected\n/);
    expect([...notes].join()).toContain('no connection to Redis');
  });

  test('what a Redis has lost altogether is computed again', async () => {
    const forgetful = await redisServer('--appendonly', 'no');
    const one = worker(forgetful.url, 'lost', '--concurrency', '2');
    const { progress, some } = begun();
    const where = { redis: forgetful.url, queue: 'lost' };
    const all = gather(sweep(various, points(40, 50), where, { shared: { a: 1 }, progress }));
    await some;
    await forgetful.stop('SIGKILL');
    await forgetful.start();
    const outcomes = orThrow(await all);
    expect(outcomes.map(({ place }) => place)).toEqual(points(40, 0).map((_, place) => place));
    expect(outcomes.every(({ result }) => !isLeft(result))).toBe(true);
    await one.end();
    expect(one.said()).toContain('writes nothing to its disk: a restart loses what waits in it');
    await forgetful.end();
  });

  test('results are kept until they are read: a sweep that was stopped goes on with what workers ended since', async () => {
    const one = worker(server.url, 'kept', '--concurrency', '1');
    const where = { redis: server.url, queue: 'kept' };
    const all = [
      { n: 1, way: 'half', rest: 1600 },
      { n: 2, way: 'half', rest: 10 },
    ];
    await one.ready;
    const stopping = new AbortController();
    const progress = ({ note }: SweepProgress): void => {
      if (note === 'half') stopping.abort('enough');
    };
    const stopped = await gather(sweep(various, all, where, { signal: stopping.signal, progress }));
    expect(isLeft(stopped) && stopped.left.map(explain)).toEqual([
      'sweep: stopped by signal before its last point: 0 are done (an error: enough)',
    ]);
    // The worker ends the point that it began, and the other was taken from it.
    await one.end();
    const [first] = orThrow(await gather(sweep(various, all.slice(0, 1), where)));
    expect(first!.result).toEqual({ _tag: 'Right', right: 1 });
  });

  test('a job that fails in any way fails for its point alone', async () => {
    const one = worker(server.url, 'bad', '--concurrency', '2');
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
    const [good, ...faults] = faultsOf(outcomes);
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

  test('a point that takes longer than its lock is run once, as its thread does not hold up the connection', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spikefold-log-'));
    const file = join(folder, 'log');
    const running = [worker(server.url, 'long'), worker(server.url, 'long')];
    const all = [0, 1].map((n) => ({ n, way: 'log', file, ms: 2500 }));
    const outcomes = orThrow(await gather(sweep(various, all, { redis: server.url, queue: 'long' })));
    await Promise.all(running.map((one) => one.end()));
    expect(outcomes.map(({ result }) => result)).toEqual([0, 1].map((right) => ({ _tag: 'Right', right })));
    expect(readFileSync(file, 'utf8').trim().split('\n').toSorted()).toEqual(['0', '1']);
    rmSync(folder, { recursive: true });
  });

  test('a point that kills its worker is run again as often as allowed, then it fails', async () => {
    const done = new AbortController();
    const killed: (number | null)[] = [];
    const working = (async () => {
      while (!done.signal.aborted) {
        const one = worker(server.url, 'deadly', '--concurrency', '1');
        done.signal.addEventListener('abort', () => void one.end());
        const exit = await one.exit;
        if (!done.signal.aborted) killed.push(exit);
      }
    })();
    const where = { redis: server.url, queue: 'deadly', reruns: 1 };
    const outcomes = orThrow(await gather(sweep(various, [{ way: 'kill' }, { n: 1 }], where)));
    done.abort();
    await working;
    expect(killed).toEqual([null, null]);
    expect(faultsOf(outcomes)).toEqual([
      "point 0 { way: 'kill' }: worker failed: it was killed or had no connection, 2 times",
      'no fault',
    ]);
  });

  test('with keep what no sweep reads goes by itself, while a sweep at work keeps what it needs', async () => {
    const one = worker(server.url, 'brief', '--concurrency', '1');
    const where = { redis: server.url, queue: 'brief', keep: 1 };
    const client = new Redis(server.url);
    const left = () => client.keys('spikefold:brief:*');
    // Longer than the shared value is kept.
    const long = orThrow(await gather(sweep(various, points(25, 100), where, { shared: [1] })));
    expect(faultsOf(long)).toEqual(Array(25).fill('no fault'));
    expect(await left()).toEqual([]);
    const stopping = new AbortController();
    const progress = ({ note }: SweepProgress): void => {
      if (note === 'half') stopping.abort('enough');
    };
    const late = sweep(various, [{ n: 1, way: 'half', rest: 1600 }], where, { signal: stopping.signal, progress });
    expect(isLeft(await gather(late))).toBe(true);
    await expect.poll(left, { interval: 20 }).toHaveLength(1);
    expect(await client.pttl((await left())[0]!)).toBeGreaterThan(0);
    await expect.poll(left).toEqual([]);
    client.disconnect();
    await one.end();
  });

  test('a worker with another version of the library refuses', async () => {
    const queue = new Queue('old', { connection: { url: server.url } });
    await queue.add('point', { library: '0.0.1', job: { path: various, digest: '' }, place: 0, key: 'x' });
    const one = worker(server.url, 'old');
    expect(await one.exit).toBe(2);
    expect(one.said()).toMatch(
      /^worker on .+: version of spikefold must be 0\.0\.1, that of the sweep, got \d+\.\d+\.\d+$/m,
    );
    expect(await queue.getWaitingCount()).toBe(1);
    await queue.close();
  });

  test('a worker with another version of the job refuses, says so to both, and gives the point back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spikefold-job-'));
    const file = join(folder, 'job.mjs');
    writeFileSync(file, 'export default ({ n }) => n;\n');
    const where = { redis: server.url, queue: 'versions' };
    const notes: string[] = [];
    const all = gather(sweep(file, points(2, 0), where, { progress: ({ note }) => void notes.push(note) }));
    // The sweep has read its job once its points wait.
    const queue = new Queue('versions', { connection: { url: server.url } });
    while ((await queue.getWaitingCount()) === 0) await after(20);
    await queue.close();
    writeFileSync(file, 'export default ({ n }) => n + 1;\n');
    const other = worker(server.url, 'versions');
    expect(await other.exit).toBe(2);
    const refusal = /^worker on .+: version of job '.+' must be [0-9a-f]{16}, that of the sweep, got [0-9a-f]{16}$/m;
    expect(other.said()).toMatch(refusal);
    writeFileSync(file, 'export default ({ n }) => n;\n');
    const same = worker(server.url, 'versions');
    expect(orThrow(await all).map(({ result }) => result)).toEqual([0, 1].map((right) => ({ _tag: 'Right', right })));
    await same.end();
    rmSync(folder, { recursive: true });
  });
});

describe('a Redis that cannot serve is refused at once:', () => {
  const refusal = async (url: string, options = {}): Promise<string> => {
    const outcomes = await gather(sweep(various, points(1, 0), { redis: url, queue: 'q' }, options));
    return isLeft(outcomes) ? outcomes.left.map(explain).join('\n') : 'nothing was said';
  };

  test('one that throws keys away', async () => {
    const evicting = await redisServer('--maxmemory-policy', 'allkeys-lru');
    const want = `Redis ${evicting.url}: maxmemory-policy must be noeviction, as other policies delete points and results, got allkeys-lru`;
    expect(await refusal(evicting.url)).toBe(want);
    const one = worker(evicting.url, 'q');
    expect(await one.exit).toBe(2);
    expect(one.said()).toBe(`${want}\n`);
    await evicting.end();
  });

  test('one that is not there, without its password', async () => {
    const line = await refusal('redis://user:secret@127.0.0.1:1');
    expect(line).toBe(
      'Redis redis://127.0.0.1:1: connection must be made, got an error: connect ECONNREFUSED 127.0.0.1:1',
    );
  });

  test('a shared value that is too large', async () => {
    const large = new Uint8Array(5 * 2 ** 20);
    expect(await refusal('redis://127.0.0.1:1', { shared: large })).toMatch(
      /^sweep: shared must be at most 4194304 bytes to go through Redis .+ got 52\d{5}$/,
    );
  });
});
