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
import { redisServer, skipsRedis, worker, type Server, type WorkerProcess } from './support/redis.js';

const folder = mkdtempSync(join(tmpdir(), 'spikefold-redis-'));
afterAll(() => rmSync(folder, { recursive: true }));

const points = (count: number, ms: number) => Array.from({ length: count }, (_, n) => ({ n, ms }));
const various = job('various.mjs');
const here = { workers: 1 } as const;

/** Each point once, in order, with the result that this thread gives. */
const expectAll = async (outcomes: readonly Outcome[]): Promise<void> => {
  const alone = orThrow(await gather(sweep(various, points(outcomes.length, 0), here)));
  expect(outcomes.map(({ point: _, ...others }) => others)).toEqual(alone.map(({ point: _, ...others }) => others));
};

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await after(20);
};

const ahead = 40;
/** Points that go on until they are ended, so that there is work whenever something breaks, and what the sweep says of them. */
const supply = () => {
  let [given, done] = [0, 0];
  const ending = new AbortController();
  const notes = new Set<string>();
  const points = function* () {
    while (!ending.signal.aborted) yield { n: given++, ms: 60 };
  };
  return {
    notes,
    points,
    options: {
      ahead,
      progress: (at: SweepProgress): void => {
        done = at.done;
        notes.add(at.note);
      },
    },
    goesOn: (): Promise<void> => {
      const before = done;
      return until(() => done >= before + 5);
    },
    /** All points that were given so far are done, as there are never more than `ahead` after the oldest that is not. */
    allDone: (): Promise<void> => {
      const before = given;
      return until(() => given > before + ahead);
    },
    end: () => ending.abort(),
  };
};

/** A file for which jobs may wait, and how to write it. */
const signal = () => {
  const file = join(folder, `${Math.random()}`);
  return { file, go: () => writeFileSync(file, '') };
};

const faultsOf = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes.map(({ result }) => (isLeft(result) ? result.left.map(explain).join('; ') : 'no fault'));

describe.skipIf(skipsRedis)('over Redis', () => {
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

  test('twenty workers that are killed, some at work, lose nothing, and no point counts twice', async () => {
    const started = () => worker(server.url, 'killed', '--concurrency', '2');
    const running = [started(), started()];
    const { points, options, end } = supply();
    const all = gather(sweep(various, points(), { redis: server.url, queue: 'killed', reruns: 20 }, options));
    for (let kills = 0; kills < 20; kills++) {
      const victim = running[kills % 2]!;
      // One in five in its first points, the others wherever they are as they start.
      if (kills % 5 === 0) await victim.ready;
      await after(Math.random() * 200);
      await victim.end('SIGKILL');
      running[kills % 2] = started();
    }
    end();
    await expectAll(orThrow(await all));
    await Promise.all(running.map((one) => one.end('SIGKILL')));
  });

  test('a Redis that is killed and started again loses nothing, nor one that is away, nor a worker that is paused', async () => {
    const [one, other] = [0, 1].map(() => worker(server.url, 'away', '--concurrency', '2')) as [
      WorkerProcess,
      WorkerProcess,
    ];
    const { points, options, notes, goesOn, allDone, end } = supply();
    const all = gather(sweep(various, points(), { redis: server.url, queue: 'away', reruns: 20 }, options));
    await Promise.all([one.ready, other.ready]);
    await goesOn();
    await server.stop('SIGKILL');
    await until(() => [one.said(), other.said(), ...notes].filter((text) => /no connection/.test(text)).length === 3);
    await server.start();
    await goesOn();
    // For longer than the lock of a worker.
    await server.pause(1500);
    await goesOn();
    // Until its points were taken from it.
    one.child.kill('SIGSTOP');
    await allDone();
    one.child.kill('SIGCONT');
    await goesOn();
    end();
    await expectAll(orThrow(await all));
    await Promise.all([one.end(), other.end()]);
    expect(one.said()).toMatch(/no connection\n.*connected\n/);
    expect([...notes].join()).toContain('no connection to Redis');
  });

  test('what a Redis has lost altogether is computed again', async () => {
    const forgetful = await redisServer('--appendonly', 'no');
    const one = worker(forgetful.url, 'lost', '--concurrency', '2');
    const { points, options, goesOn, end } = supply();
    const where = { redis: forgetful.url, queue: 'lost' };
    const all = gather(sweep(various, points(), where, { ...options, shared: { a: 1 } }));
    await goesOn();
    await forgetful.stop('SIGKILL');
    end();
    await forgetful.start();
    const outcomes = orThrow(await all);
    expect(outcomes.map(({ place }) => place)).toEqual(outcomes.map((_, place) => place));
    expect(outcomes.every(({ result }) => !isLeft(result))).toBe(true);
    await one.end();
    expect(one.said()).toContain('writes nothing to its disk: a restart loses what waits in it');
    await forgetful.end();
  });

  test('a point that takes longer than its lock is run once, as its thread does not hold up the connection', async () => {
    const file = join(folder, 'log');
    const running = [worker(server.url, 'long'), worker(server.url, 'long')];
    const all = [0, 1].map((n) => ({ n, way: 'log', file, ms: 2500 }));
    const outcomes = orThrow(await gather(sweep(various, all, { redis: server.url, queue: 'long' })));
    await Promise.all(running.map((one) => one.end()));
    expect(outcomes.map(({ result }) => result)).toEqual([0, 1].map((right) => ({ _tag: 'Right', right })));
    expect(readFileSync(file, 'utf8').trim().split('\n').toSorted()).toEqual(['0', '1']);
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
      if (note === 'begun') stopping.abort('enough');
    };
    const { file, go } = signal();
    const all = [{ n: 1, way: 'until', file, note: 'begun' }];
    const late = await gather(sweep(various, all, where, { signal: stopping.signal, progress }));
    expect(isLeft(late)).toBe(true);
    go();
    const stays = async (): Promise<number> => {
      const [key = 'none'] = await left();
      return client.pttl(key);
    };
    await expect.poll(stays, { interval: 20 }).toBeGreaterThan(0);
    await expect.poll(left).toEqual([]);
    client.disconnect();
    await one.end();
  });

  test('a worker with another version of the job refuses, says so to both, and gives the point back', async () => {
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
    await until(() => notes.some((note) => /refused: .*version of job/.test(note)));
    writeFileSync(file, 'export default ({ n }) => n;\n');
    const same = worker(server.url, 'versions');
    expect(orThrow(await all).map(({ result }) => result)).toEqual([0, 1].map((right) => ({ _tag: 'Right', right })));
    await same.end();
  });
});

describe('a Redis that cannot serve is refused at once:', () => {
  const refusal = async (url: string, options = {}): Promise<string> => {
    const outcomes = await gather(sweep(various, points(1, 0), { redis: url, queue: 'q' }, options));
    return isLeft(outcomes) ? outcomes.left.map(explain).join('\n') : 'nothing was said';
  };

  test.skipIf(skipsRedis)('one that throws keys away', async () => {
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
