import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { foldIn } from '../../src/index.js';
import { numberIn, readArguments, wrapped } from '../../src/sweep/cli/arguments.js';
import { drawTable } from '../../src/sweep/cli/draw-table.js';
import { filtered } from '../../src/sweep/cli/filter.js';
import { planIn } from '../../src/sweep/cli/plan.js';
import { csvOf, sorted, tableOf, type Table } from '../../src/sweep/cli/table.js';
import { seldom } from '../../src/sweep/jobs/seldom.js';
import { progressOf, sweepLine } from '../../src/sweep/progress.js';
import { seedAt } from '../../src/sweep/setting.js';
import { nameOfFile, namedIn } from '../../src/sweep/store/names.js';
import { grid } from '../../src/sweep.js';
import { luck } from '../support/law.js';

const word = fc.nat(2 ** 32 - 1);

test('a command line that cannot be read is told of in one line', () => {
  const read = readArguments({ workers: { value: 'N', does: '' } }, ['file', '--workers', '-1'], 1);
  expect(read).toEqual({ _tag: 'Left', left: "Option '--workers' argument is ambiguous, see --help" });
  expect(numberIn('seed', ' ', 0, () => true, 'a number')._tag).toBe('Left');
});

test('a text is wrapped between words', () => {
  expect(wrapped('a b c d longest e', 3)).toEqual(['a b', 'c d', 'longest', 'e']);
});

test('of what a job says in quick succession some passes on at once, and then so much a second', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const heard: number[] = [];
  const tell = seldom((share) => heard.push(share), 2);
  for (const share of [1, 2, 3, 4]) tell(share);
  vi.advanceTimersByTime(499);
  tell(5);
  vi.advanceTimersByTime(1);
  for (const share of [6, 7]) tell(share);
  vi.advanceTimersByTime(60_000);
  for (const share of [8, 9, 10]) tell(share);
  vi.useRealTimers();
  expect(heard).toEqual([1, 2, 6, 8, 9]);
});

test('a sweep is read from JSON with the mark of UTF-8 in front', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'spikefold-plan-'));
  writeFileSync(join(folder, 'sweep.json'), `\ufeff${JSON.stringify({ job: './job.mjs', points: [{ n: 1 }] })}`);
  expect(await planIn(join(folder, 'sweep.json'))).toMatchObject({ _tag: 'Right', right: { points: [{ n: 1 }] } });
  rmSync(folder, { recursive: true });
});

test('a seed is a function of seed and place, and others have others', () => {
  fc.assert(
    fc.property(word, word, fc.nat(1e6), fc.nat(1e6), (a, b, i, j) => {
      expect(seedAt(a, i)).toEqual(seedAt(a, i));
      if (i !== j) expect(seedAt(a, i)).not.toEqual(seedAt(a, j));
      if (a !== b) expect(seedAt(a, i)).not.toEqual(seedAt(b, i));
      // It has nothing in common with what a job derives from its seed by itself.
      expect(seedAt(a, i)).not.toEqual(foldIn(a, i));
    }),
    luck,
  );
});

test('a grid has every combination once, the last name fastest', () => {
  const values = fc.dictionary(fc.string(), fc.uniqueArray(fc.integer(), { maxLength: 4 }), { maxKeys: 4 });
  fc.assert(
    fc.property(values, (given) => {
      const points = grid(given);
      expect(points.length).toBe(Object.values(given).reduce((product, { length }) => product * length, 1));
      expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
    }),
    luck,
  );
  expect(grid({ a: [1, 2], b: ['x', 'y'] })).toEqual([
    { a: 1, b: 'x' },
    { a: 1, b: 'y' },
    { a: 2, b: 'x' },
    { a: 2, b: 'y' },
  ]);
});

test('files of points are in the order of places, and known by their names', () => {
  const key = '0123456789abcdef0123';
  const files = fc.uniqueArray(fc.record({ place: fc.nat(2e6), isRight: fc.boolean() }), {
    selector: ({ place }) => place,
  });
  fc.assert(
    fc.property(files, (given) => {
      const names = given.map(({ place, isRight }) => nameOfFile(place, key, isRight));
      const places = given.map(({ place }) => place).toSorted((a, b) => a - b);
      expect(namedIn([...names, 'sweep.json', '.000001-x.tmp']).map(({ place }) => place)).toEqual(places);
    }),
    luck,
  );
});

test('files of points have the names that folders of sweeps have had so far', () => {
  const key = '0123456789abcdef0123';
  expect(nameOfFile(7, key, true)).toBe('000007-0123456789abcdef.safetensors');
  expect(nameOfFile(1_234_567, key, false)).toBe('1234567-0123456789abcdef.failed.safetensors');
});

describe('the line of progress', () => {
  const counted = fc
    .record({
      done: fc.nat(1e6),
      failed: fc.nat(100),
      stored: fc.nat(10),
      total: fc.option(fc.nat(1e6), { nil: undefined }),
      parts: fc.float({ min: 0, max: 8, noNaN: true }),
      seconds: fc.float({ min: 0, max: 1e6, noNaN: true }),
      note: fc.constantFrom('', 'no workers', 'a note that is far too long for any terminal of forty columns'),
    })
    .map((given) => ({ ...given, done: given.done + given.stored }));
  test('fits, and has no nonsense in it', () => {
    fc.assert(
      fc.property(counted, fc.integer({ min: 20, max: 200 }), (given, columns) => {
        const line = sweepLine(progressOf(given), columns);
        expect(line.length).toBeLessThanOrEqual(columns);
        expect(line).not.toMatch(/NaN|Infinity|undefined|-\d/);
      }),
      luck,
    );
  });
  test.each([
    [80, '[###############---------------] 6 of 12 points, 1 failed, 2.0/s, 3 s left, half'],
    [40, '6 of 12 points, 1 failed, 2.0/s, half'],
  ])('in %d columns', (columns, line) => {
    const at = { done: 6, failed: 1, stored: 2, total: 12, parts: 0.5, seconds: 2.25, note: 'half' };
    expect(sweepLine(progressOf(at), columns)).toBe(line);
  });
  test('says how long it takes in words of a clock', () => {
    const left = (seconds: number): string =>
      sweepLine({ done: 1, failed: 0, stored: 0, total: 9, rate: 0.001, left: seconds, note: '' });
    expect([20, 600, 20000].map(left).map((line) => line.split(', ').at(-1))).toEqual([
      '20 s left',
      '10 min left',
      '5 h 33 min left',
    ]);
    expect(left(1)).toContain('3.6/h');
  });
});

describe('the table', () => {
  const outcome = (place: number, point: object, result: object) => ({ place, point, seed: 0, result }) as never;
  const right = (value: unknown) => ({ _tag: 'Right', right: value });
  const left = {
    _tag: 'Left',
    left: [{ _tag: 'Code', place: 'point 2 { tau: 30 }', what: 'job', want: '', got: 'no such thing' }],
  };
  const table = tableOf([
    outcome(0, { tau: 10 }, right({ accuracy: 0.25, scores: { a: 1 }, w: new Float32Array(3) })),
    outcome(1, { tau: 20 }, right({ accuracy: 1 / 3, scores: { a: 2 }, w: new Float32Array(3) })),
    outcome(2, { tau: 30 }, left),
    outcome(3, { tau: 30 }, right(7)),
  ]);
  test('has a column for each value of a point and of a result, and for faults', () => {
    expect(table.columns).toEqual(['place', 'tau', 'accuracy', 'scores.a', 'w', 'result', 'fault']);
    expect(table.rows[0]).toEqual([0, 10, 0.25, 1, 'a Float32Array of 3', undefined, undefined]);
    expect(table.rows[2]!.at(-1)).toBe('job failed: no such thing');
    expect(tableOf([outcome(0, { tau: 10 }, right(7))]).columns).toEqual(['place', 'tau', 'result']);
  });
  test('is drawn in the columns that there are: all, without arrays, or one value a line', () => {
    expect(drawTable(table, 100).split('\n').slice(0, 2)).toEqual([
      'place  tau  accuracy  scores.a  w                    result  fault',
      '    0   10      0.25         1  a Float32Array of 3',
    ]);
    expect(drawTable(table, 60).split('\n')[3]).toBe('    2   30                              job failed: no su...');
    expect(drawTable(table, 30)).toContain('\nplace     2\ntau       30\nfault     job failed: no su...\n');
    for (const columns of [20, 40, 60, 80, 100])
      for (const line of drawTable(table, columns).split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  });
  test('tells whose a value is where point and result have a name in common', () => {
    const both = tableOf([
      outcome(0, { n: 1, tau: 5 }, right({ n: 7, tau: 5, place: 'here' })),
      outcome(1, { n: 2, tau: 6 }, right({ n: 2, tau: 6, place: 'there' })),
      outcome(2, { n: 3 }, left),
    ]);
    expect(both.columns).toEqual(['place', 'n', 'tau', 'result.n', 'result.place', 'fault']);
    expect(both.rows.map((row) => row.slice(0, 5))).toEqual([
      [0, 1, 5, 7, 'here'],
      [1, 2, 6, 2, 'there'],
      [2, 3, undefined, undefined, undefined],
    ]);
  });
  test('is drawn of as many rows as there are', () => {
    const rows = Array.from({ length: 200_000 }, (_, place) => [place]);
    expect(drawTable({ columns: ['place'], rows, arrays: new Set() }, 80)).toMatch(/\n199999\n$/);
  });
  test('is sorted with what is NaN last', () => {
    const values = [NaN, 3, NaN, 1, 2, NaN, 0];
    const given = { columns: ['place', 'x'], rows: values.map((x, place) => [place, x]), arrays: new Set<string>() };
    for (const isDescending of [false, true])
      expect(sorted(given, 'x', isDescending).rows.map(([, x]) => x)).toEqual([
        ...(isDescending ? [3, 2, 1, 0] : [0, 1, 2, 3]),
        NaN,
        NaN,
        NaN,
      ]);
  });
  test('is sorted by numbers before texts before nothing', () => {
    const places = (column: string, isDescending: boolean) =>
      sorted(table, column, isDescending).rows.map(([place]) => place);
    expect(places('accuracy', true)).toEqual([1, 0, 2, 3]);
    expect(places('accuracy', false)).toEqual([0, 1, 2, 3]);
    expect(places('tau', true)).toEqual([2, 3, 1, 0]);
  });
  test('is filtered by conditions that all hold', () => {
    const places = (conditions: string) => {
      const found = filtered(table, conditions);
      return found._tag === 'Left' ? found.left : found.right.rows.map(([place]) => place);
    };
    expect(places('tau>=20')).toEqual([1, 2, 3]);
    expect(places('tau>=20, accuracy<0.5')).toEqual([1]);
    expect(places('tau!=30')).toEqual([0, 1]);
    expect(places('w=a Float32Array of 3')).toEqual([0, 1]);
    expect(places('tua>1')).toBe(
      "unknown column 'tua': one of 'place', 'tau', 'accuracy', 'scores.a', 'w', 'result', 'fault'",
    );
    expect(places('tau')).toBe("--filter must be conditions like tau>=10,inh=60, got 'tau'");
  });
  test('as CSV comes back as it was', () => {
    const cell = fc.oneof(
      fc.string({ minLength: 1 }).filter((text) => Number.isNaN(Number(text))),
      fc.integer(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const given: Table = { columns: ['a', 'b "c", d'], rows, arrays: new Set() };
        expect(parsed(csvOf(given))).toEqual([given.columns, ...rows].map((row) => row.map(String)));
      }),
      luck,
    );
  });
});

/** Comma-separated values as another program reads them. */
const parsed = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  for (const [all, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    if (all === '' && rows.at(-1)!.length === 0) break;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === '\n') rows.push([]);
  }
  return rows.filter(({ length }) => length > 0);
};
