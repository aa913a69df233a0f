import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { heap } from '../support/heap.js';
import { explain, isLeft, orThrow } from '../../src/index.js';
import { gather, sweep, type Outcome, type SweepProgress } from '../../src/sweep.js';
import { job, twoThreads, typescriptThreads } from './support/jobs.js';

const various = job('various.mjs');
const here = { workers: 1 } as const;
const points = (count: number, ms = 0) => Array.from({ length: count }, (_, n) => ({ n, ms }));

const faultOf = ({ result }: Outcome): string => (isLeft(result) ? result.left.map(explain).join('; ') : 'no fault');

/** What is said of a sweep that cannot be. */
const refusal = async (...given: Parameters<typeof sweep>): Promise<string> => {
  const outcomes = await gather(sweep(...given));
  return isLeft(outcomes) ? outcomes.left.map(explain).join('\n') : 'nothing was said';
};

describe('in threads', () => {
  test('results are those of this thread, to the bit and in order, also from an endless stream', async () => {
    const options = { seed: 7, shared: new Float32Array([1, 2]) };
    const alone = orThrow(await gather(sweep(various, points(20), here, options)));
    expect(orThrow(await gather(sweep(various, points(20), twoThreads, options)))).toEqual(alone);
    const endless = async function* () {
      for (let n = 0; ; n++) yield { n, ms: 0 };
    };
    const some: Outcome[] = [];
    for await (const outcome of sweep(various, endless(), twoThreads, options)) {
      some.push(outcome);
      if (some.length === 20) break;
    }
    expect(some).toEqual(alone);
    expect(alone[3]).toMatchObject({ place: 3, point: { n: 3 }, result: { right: { n: 3, seed: alone[3]!.seed } } });
  });

  test('as they come, all of them come', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spikefold-order-'));
    const file = join(folder, 'others are there');
    const places: number[] = [];
    const all = sweep(various, [{ n: 0, way: 'until', file }, ...points(6)], twoThreads, { order: 'arrival' });
    for await (const { place } of all) {
      places.push(place);
      if (places.length === 6) writeFileSync(file, '');
    }
    rmSync(folder, { recursive: true });
    expect(places.at(-1)).toBe(0);
    expect(places.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('a job that fails in any way fails for its point alone, in one line', async () => {
    const names = ['value', 'throw', 'endless', 'waiting', 'exit', 'function', 'left', 'right', 'nothing', 'large'];
    const ways = names.map((way) => ({ way, n: 1, bytes: 3 }));
    const outcomes = orThrow(await gather(sweep(various, [...ways, { n: () => 1 }], twoThreads, { limit: 1 })));
    const place = (n: number) => `point ${n} { way: '${ways[n]!.way}', n: 1, bytes: 3 }`;
    expect(outcomes.map(faultOf)).toEqual([
      'no fault',
      `${place(1)}: job failed: no such thing`,
      `${place(2)}: job must be ended within 1 s, the limit of a point, got no end`,
      `${place(3)}: job must be ended within 1 s, the limit of a point, got no end`,
      `${place(4)}: thread of the job failed: worker exited with code: 3`,
      `${place(5)}: result.f must be plain data: null, true or false, numbers, strings, tensors, arrays and records of them, got the function f`,
      `${place(6)}: layer 'Y': tau must be positive, got -1`,
      'no fault',
      'no fault',
      'no fault',
      'point 10 { n: the function n }: point.n must be plain data: null, true or false, numbers, strings, tensors, arrays and records of them, got the function n',
    ]);
    expect(outcomes.slice(7, 10).map(({ result }) => result)).toEqual([
      { _tag: 'Right', right: 7 },
      { _tag: 'Right', right: null },
      { _tag: 'Right', right: new Uint8Array(3) },
    ]);
    for (const line of outcomes.map(faultOf)) expect(line).not.toContain('\n');
  });

  test('TypeScript runs in threads', async () => {
    const outcomes = orThrow(await gather(sweep(job('typed.ts'), [{ n: 1 }, { n: 2 }], typescriptThreads)));
    expect(outcomes.map(({ result }) => result)).toEqual([10, 21].map((right) => ({ _tag: 'Right', right })));
  });

  test('a module that lacks something fails for each point, and says what', async () => {
    const [outcome] = orThrow(await gather(sweep(job('broken.mjs'), [1], twoThreads)));
    expect(faultOf(outcome!)).toMatch(
      /^point 0 1: job must be a module that can be loaded, got an error: .*is-not-there/,
    );
    const [other] = orThrow(await gather(sweep(job('no-default.mjs'), [1], twoThreads)));
    expect(faultOf(other!)).toBe('point 0 1: default export of the job must be a function, got nothing');
  });
});

test('a job in this thread that waits for ever is ended by the limit', async () => {
  const outcomes = orThrow(await gather(sweep(various, [{ way: 'waiting' }, { n: 1 }], here, { limit: 0.2 })));
  expect(outcomes.map(faultOf)).toEqual([
    "point 0 { way: 'waiting' }: job must be ended within 0.2 s, the limit of a point, got no end",
    'no fault',
  ]);
});

test.each([
  ['this thread', here],
  ['threads', twoThreads],
])('a signal stops a sweep in %s, and what is done is given', async (_, where) => {
  const stopping = new AbortController();
  const outcomes: Outcome[] = [];
  const told: SweepProgress[] = [];
  let thrown = '';
  try {
    const options = { signal: stopping.signal, progress: (at: SweepProgress) => void told.push(at) };
    for await (const outcome of sweep(various, points(1000, 5), where, options)) {
      outcomes.push(outcome);
      if (outcomes.length === 10) stopping.abort('enough');
    }
  } catch (error) {
    thrown = (error as Error).message;
  }
  expect(thrown).toMatch(/^sweep: stopped by signal before its last point: \d+ are done \(an error: enough\)$/);
  expect(outcomes.map(({ place }) => place)).toEqual(outcomes.map((__, place) => place));
  expect(outcomes.length).toBeGreaterThanOrEqual(10);
  expect(told.at(-1)!.done).toBe(outcomes.length);
});

test('an error of many lines is told in one', async () => {
  const [outcome] = orThrow(await gather(sweep(various, [{ way: 'lines' }], here)));
  expect(faultOf(outcome!)).toBe("point 0 { way: 'lines' }: job failed: one two");
});

test("an error that is only named as the library's is one of the job", async () => {
  const outcomes = orThrow(await gather(sweep(various, [{ way: 'own' }, { n: 1 }], here)));
  expect(outcomes.map(faultOf)).toEqual(["point 0 { way: 'own' }: job failed: of another library", 'no fault']);
});

test.each([
  ['this thread', here],
  ['threads', twoThreads],
])('a listener that throws ends a sweep in %s with its error', async (_, where) => {
  const broken = () => {
    throw new Error('no terminal');
  };
  expect(await refusal(various, points(3), where, { progress: broken })).toBe('sweep: progress failed: no terminal');
});

test('a signal that has come before stops at once', async () => {
  expect(await refusal(various, points(3), twoThreads, { signal: AbortSignal.abort('no') })).toMatch(/0 are done/);
});

test('progress tells of points, failures, rate and time left, and of what jobs say', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-progress-'));
  const file = join(folder, 'it was told');
  const told: SweepProgress[] = [];
  const all = [{ way: 'until', n: 1, note: 'half', file }, { way: 'throw' }, { n: 2 }];
  const progress = (at: SweepProgress): void => {
    told.push(at);
    if (at.note === 'half') writeFileSync(file, '');
  };
  await gather(sweep(various, all, twoThreads, { progress }));
  rmSync(folder, { recursive: true });
  expect(told.some(({ note, rate }) => note === 'half' && rate > 0)).toBe(true);
  expect(told.at(-1)).toMatchObject({ done: 3, failed: 1, stored: 0, total: 3, left: 0 });
});

test('an error of the points is a fault, after the outcomes before it', async () => {
  const broken = function* () {
    yield { n: 1 };
    throw new Error('no more paper');
  };
  const outcomes: Outcome[] = [];
  const reading = (async () => {
    for await (const outcome of sweep(various, broken(), here)) outcomes.push(outcome);
  })();
  await expect(reading).rejects.toThrow('sweep: points failed: no more paper');
  expect(outcomes.length).toBe(1);
});

test.each([
  [
    [job('nowhere.mjs'), [], here],
    /^sweep: job must be the path or file URL of a module .*, got '.*nowhere\.mjs', where no file is$/,
  ],
  [
    [() => 1, [], here],
    'sweep: job must be the path or file URL of a module with a default function, got a function (which cannot be sent)',
  ],
  [['https://example.org/job.js', [], here], /^sweep: job must be .*, got 'https:\/\/example\.org\/job\.js'$/],
  [[various, 7, here], 'sweep: points must be an array of points, or an iterable, got 7'],
  [[various, [], { workers: 0 }], "sweep: workers must be 'auto', or a whole number of at least 1, got 0"],
  [
    [various, [], { threads: 2 }],
    "sweep: unknown option 'threads' of where: one of 'workers', 'execArgv', 'redis', 'queue', 'atOnce', 'largest', 'reruns', 'keep'",
  ],
  [
    [various, [], { redis: 'localhost', queue: 'q' }],
    "sweep: redis must be a URL, 'redis://host:6379', got 'localhost'",
  ],
  [
    [various, [], { redis: 'redis://localhost', queue: 'a b' }],
    "sweep: queue must be a name without colons and spaces, got 'a b'",
  ],
  [
    [various, [], { workers: 2, execArgv: ['--no-such-flag'] }],
    /^sweep: execArgv must be flags of Node for threads, got an error: .*no-such-flag/,
  ],
  [
    [various, [], { redis: 'redis://localhost', queue: 'q', reruns: -1 }],
    'sweep: reruns must be a whole number, got -1',
  ],
  [
    [various, [], { redis: 'redis://localhost', queue: 'q', largest: 0 }],
    'sweep: largest must be a whole number of at least 1, got 0',
  ],
  [
    [various, [], { redis: 'redis://localhost', queue: 'q', keep: 0.5 }],
    'sweep: keep must be a whole number of at least 1, got 0.5',
  ],
  [[various, [], here, { limit: 0 }], 'sweep: limit must be a positive number of seconds, got 0'],
  [[various, [], here, { order: 'any' }], "sweep: order must be 'points' or 'arrival', got 'any'"],
  [
    [various, [], here, { seed: 0.5 }],
    'keyOf: seed must be a whole number from 0 to 2^32 - 1, or a key from foldIn, got 0.5',
  ],
  [[various, [], here, { shared: () => 1 }], /^sweep: shared must be plain data/],
] as readonly (readonly [unknown, string | RegExp])[])('%j is refused', async (given, says) => {
  const line = await refusal(...(given as Parameters<typeof sweep>));
  expect(line).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
});

test('memory stays as it is over thousands of points', async () => {
  const used: number[] = [];
  let count = 0;
  for await (const _ of sweep(various, points(3000), twoThreads)) {
    if (++count % 2000 === 1000) used.push(await heap());
  }
  expect(count).toBe(3000);
  expect(used[1]! - used[0]!).toBeLessThan(10e6);
});
