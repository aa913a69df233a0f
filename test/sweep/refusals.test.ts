import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { FaultError } from '../../src/core/faults/errors.js';
import { explain, isLeft } from '../../src/index.js';
import { evaluateIn, gather, grid, readStore, rounds, sweep, sweepLine, type Where } from '../../src/sweep.js';
import { job } from './support/jobs.js';

const various = job('various.mjs');
const here = { workers: 1 } as const;
/** Anything, as plain JavaScript lets it through. */
const any = (value: unknown): never => value as never;

/** What a sweep of no points says; nothing if it is one. */
const said = async (name: unknown, where: unknown, options: unknown = {}, points: unknown = []) => {
  const outcomes = await gather(sweep(any(name), any(points), any(where), any(options)));
  return isLeft(outcomes) ? outcomes.left.map(explain).join('\n') : undefined;
};

const inMs = 2 ** 31 / 1000;

describe.each([
  [
    'into',
    ['out'],
    'the path of a folder',
    [
      ['', "''"],
      [7, '7'],
    ],
  ],
  [
    'limit',
    [0.001, inMs - 1],
    'a positive number of seconds',
    [
      [0, '0'],
      [inMs, '2147483.648'],
      ['1', "'1'"],
    ],
  ],
  ['order', ['points', 'arrival'], "'points' or 'arrival'", [['other', "'other'"]]],
  [
    'ahead',
    [1, 7],
    'a whole number of at least 1',
    [
      [0, '0'],
      [1.5, '1.5'],
      ['1', "'1'"],
    ],
  ],
  ['signal', [new AbortController().signal], 'an AbortSignal', [[{}, '{}']]],
  ['progress', [() => undefined], 'a function', [[7, '7']]],
] as readonly (readonly [string, readonly unknown[], string, readonly (readonly [unknown, string])[]])[])(
  'the option %s of a sweep',
  (name, takes, want, refuses) => {
    test('has its limits', async () => {
      for (const value of name === 'into' ? [] : takes)
        expect(await said(various, here, { [name]: value })).toBeUndefined();
      for (const [value, shown] of refuses)
        expect(await said(various, here, { [name]: value })).toBe(`sweep: ${name} must be ${want}, got ${shown}`);
    });
  },
);

const count = 'a whole number of at least 1';
const url = "a URL, 'redis://host:6379'";
const redis = { redis: 'redis://127.0.0.1:1', queue: 'q' };

test.each<readonly [where: unknown, message: string]>([
  [7, "where must be { workers: 'auto' }, or { redis, queue }, got 7"],
  [[], "where must be { workers: 'auto' }, or { redis, queue }, got []"],
  [
    { worker: 1 },
    "unknown option 'worker' of where: one of 'workers', 'execArgv', 'redis', 'queue', 'atOnce', 'largest', 'reruns', 'keep'",
  ],
  [{}, `workers must be 'auto', or ${count}, got nothing`],
  ...[0, 1.5, -1, '2'].map(
    (n) =>
      [{ workers: n }, `workers must be 'auto', or ${count}, got ${typeof n === 'string' ? `'${n}'` : n}`] as const,
  ),
  [{ workers: 1, execArgv: '--import' }, "execArgv must be an array of strings, got '--import'"],
  [{ workers: 1, execArgv: [7] }, 'execArgv must be an array of strings, got [7]'],
  [
    { ...redis, workers: 1 },
    "where must be either workers or redis, got { redis: 'redis://127.0.0.1:1', queue: 'q', ... }",
  ],
  [{ ...redis, redis: 7 }, `redis must be ${url}, got 7`],
  [{ ...redis, redis: 'redis://' }, `redis must be ${url}, got 'redis://'`],
  [{ ...redis, redis: 'http://host' }, `redis must be ${url}, got 'http://host'`],
  [{ ...redis, redis: ' redis://host' }, `redis must be ${url}, got ' redis://host'`],
  [{ ...redis, queue: undefined }, 'queue must be a name without colons and spaces, got nothing'],
  ...['', 'a:b', 'a b', ' '].map(
    (queue) => [{ ...redis, queue }, `queue must be a name without colons and spaces, got '${queue}'`] as const,
  ),
  [{ ...redis, reruns: -1 }, 'reruns must be a whole number, got -1'],
  [{ ...redis, reruns: 0.5 }, 'reruns must be a whole number, got 0.5'],
  [{ ...redis, atOnce: 0 }, `atOnce must be ${count}, got 0`],
  [{ ...redis, largest: 1.5 }, `largest must be ${count}, got 1.5`],
  [{ ...redis, keep: 0 }, `keep must be ${count}, got 0`],
])('a place %j is refused', async (where, message) => {
  expect(await said(various, where)).toBe(`sweep: ${message}`);
});

test.each<Where>([
  { ...redis, reruns: 0, atOnce: 1, largest: 1, keep: 1 },
  { ...redis, redis: 'rediss://127.0.0.1:1', queue: 'a-b', reruns: 1 },
])('a place %j makes sense, and is not there', async (where) => {
  expect(await said(various, where)).toMatch(
    /^Redis rediss?:\/\/127\.0\.0\.1:1: connection must be made, got an error: /,
  );
});

test.each<readonly [job: unknown, got: string]>([
  [7, '7'],
  [() => 1, 'a function (which cannot be sent)'],
  ['https://host/job.mjs', "'https://host/job.mjs'"],
  [new URL('https://host/job.mjs'), "'https://host/job.mjs'"],
  ['/nowhere/job.mjs', "'/nowhere/job.mjs', where no file is"],
  [tmpdir(), `'${tmpdir()}', where no file is`],
])('a job %s is refused', async (name, got) => {
  expect(await said(name, here)).toBe(
    `sweep: job must be the path or file URL of a module with a default function, got ${got}`,
  );
});

test('points that are no stream, what cannot be shared, and points that fail to come', async () => {
  expect(await said(various, here, {}, 7)).toBe('sweep: points must be an array of points, or an iterable, got 7');
  expect(await said(various, here, {}, null)).toBe(
    'sweep: points must be an array of points, or an iterable, got null',
  );
  expect(await said(various, here, {}, { length: 0 })).toBe(
    'sweep: points must be an array of points, or an iterable, got { length: 0 }',
  );
  expect(await said(various, here, { shared: { f: () => 1 } })).toMatch(
    /^sweep: shared\.f must be plain data.*, got the function f$/,
  );
  const broken = (function* () {
    yield {};
    throw new Error('no more');
  })();
  expect(await said(various, here, {}, broken)).toBe('sweep: points failed: no more');
  expect(await said(various, here, { colour: 1 })).toMatch(
    /^sweep: unknown option 'colour': one of 'seed', 'shared', 'into', 'limit', 'order', 'ahead', 'signal', 'progress'$/,
  );
});

test('arguments of the functions around a sweep', async () => {
  const thrown = (what: () => unknown): string => {
    try {
      what();
    } catch (error) {
      return error instanceof FaultError ? error.message : `${String(error)}, no fault`;
    }
    return 'nothing';
  };
  const at = { done: 1, failed: 0, stored: 0, rate: 0, note: '' };
  expect(thrown(() => sweepLine({ ...at, done: -1 }))).toBe('sweepLine: done must be a number of at least 0, got -1');
  expect(thrown(() => sweepLine({ ...at, failed: any('1') }))).toBe(
    "sweepLine: failed must be a number of at least 0, got '1'",
  );
  expect(thrown(() => sweepLine({ ...at, total: Number.NaN }))).toBe(
    'sweepLine: total must be a number of at least 0, got NaN',
  );
  expect(thrown(() => sweepLine({ ...at, left: -1 }))).toBe('sweepLine: left must be a number of at least 0, got -1');
  expect(thrown(() => sweepLine({ ...at, rate: -1 }))).toBe('sweepLine: rate must be a number of at least 0, got -1');
  expect(thrown(() => sweepLine(at, -1))).toBe('sweepLine: columns must be a number of at least 0, got -1');
  expect(thrown(() => sweepLine({ ...at, note: any(7) }))).toBe('sweepLine: note must be a string, got 7');
  expect(thrown(() => grid(any([])))).toBe('grid: values must be a record of arrays by name, got []');
  expect(thrown(() => grid(any({ a: [1], b: 'xy' })))).toBe("grid: values of b must be an array, got 'xy'");
  const first = async (given: unknown) =>
    rounds(various, any(given), here)
      .next()
      .catch((error: Error) => error.message);
  expect(await first({ first: 7, next: () => [] })).toBe('rounds: first must be an array of points, got 7');
  expect(await first({ first: [], next: 7 })).toBe('rounds: next must be a function, got 7');
  for (const [given, shown] of [
    [null, 'null'],
    [7, '7'],
    [[], '[]'],
  ] as const)
    expect((await gather(any(given))) as unknown).toMatchObject({
      left: [{ place: 'gather', what: 'outcomes', want: 'a sweep, as sweep(job, points, where) makes it', got: shown }],
    });
  for (const [given, shown] of [
    ['', "''"],
    [7, '7'],
  ] as const)
    expect(await readStore(any(given))).toMatchObject({
      left: [{ place: 'readStore', what: 'folder', want: 'a string that is not empty', got: shown }],
    });
});

test('an evaluation without a model, samples or parts', async () => {
  const evaluated = async (model: unknown, options: object = {}) => {
    const results = await evaluateIn(here, various, any(model), any(options));
    return isLeft(results) ? results.left.map(explain).join() : 'nothing';
  };
  expect(await evaluated(7)).toBe('evaluateIn: model must be a record of net, state, samples, got 7');
  expect(await evaluated({ samples: 7 })).toBe('evaluateIn: samples must be an array of samples, got 7');
  for (const part of [0, 1.5, '1'])
    expect(await evaluated({ samples: [] }, { part })).toMatch(
      /^evaluateIn: part must be a whole number of samples, at least 1, got/,
    );
  expect(await evaluated({}, { order: 'points' })).toBe(
    "evaluateIn: unknown option 'order': one of 'part', 'seed', 'into', 'limit', 'ahead', 'signal', 'progress'",
  );
});
