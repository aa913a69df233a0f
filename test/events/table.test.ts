import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventTable, type TableOptions } from '../../src/events.js';
import { law } from '../support/law.js';

const text = (lines: string): Uint8Array => new TextEncoder().encode(lines);

/** The steps and neurons of spikes, and how many there were. */
const spikes = (lines: string | Uint8Array | readonly Uint8Array[], options: Partial<TableOptions> = {}, dt = 1) => {
  const bytes = typeof lines === 'string' ? text(lines) : lines;
  return [...eventTable(bytes, { shape: [5], together: 'count', ...options })(dt)].flatMap(({ data }, step) =>
    Array.from(data, (count, neuron) => [step, neuron, count]).filter(([, , count]) => count! > 0),
  );
};

const two = [
  [1, 3, 1],
  [2, 0, 1],
];

describe('a table of events', () => {
  test.each<readonly [string, string, Partial<TableOptions>]>([
    ['of commas', '1.5,3\n2,0\n', {}],
    ['without a last line end', '1.5,3\n2,0', {}],
    ['with names, which are skipped', 'time,neuron\n1.5,3\n2,0\n', {}],
    ['with columns by name', 'neuron;t\n3;1.5\n0;2\n', { time: 't', neuron: 'neuron' }],
    ['with names in quotes', '"neuron","t"\n3,1.5\n0,2\n', { time: 't', neuron: 'neuron' }],
    ['of tabs, from Windows', 'x\ttime\tid\r\na\t1.5\t3\r\nb\t2\t0\r\n', { time: 1, neuron: 2 }],
    ['of spaces', '  1.5   3\n 2 0  \n\n', {}],
    ['of seconds', '0.0015 3\n2e-3 0\n', { unit: 's' }],
    ['of microseconds', '1500,3\n2000,0\n', { unit: 'us' }],
    ['with lines of comments', '% times\n% and neurons\n1.5,3\n# the last\n2,0\n', {}],
    ['with a number of 400 characters', `${'0'.repeat(397)}1.5,3\n2,0\n`, {}],
    ['of NEST', '# NEST version 3.4\n4\t1.5\n1\t2.0\n', { time: 1, neuron: 0, first: 1 }],
    [
      'of NEST 3, with names',
      '# NEST version: 3.4\n# RecordingBackendASCII version: 2\nsender\ttime_ms\n4\t1.5\n1\t2.0\n',
      { time: 'time_ms', neuron: 'sender', first: 1, order: 'any' },
    ],
    [
      'of NEST 3, in steps of 0.1 ms',
      '# NEST version: 3.4\nsender\ttime_step\ttime_offset\n4\t15\t0.0\n1\t20\t0.0\n',
      { time: 'time_step', neuron: 'sender', first: 1, unit: 0.1 },
    ],
    ['of samples at 30 kHz', '45,3\n60,0\n', { unit: 1 / 30 }],
    ['with signs and spaces after commas', '-4, 1\n+1.50, 3\n.2e1, 0\n', {}],
    ['with the mark of UTF-8 and no names', '\ufeff1.5,3\r\n2,0\r\n', {}],
    ['with the mark of UTF-8 before names', '\ufefft,neuron\n1.5,3\n2,0\n', { time: 't', neuron: 'neuron' }],
    [
      'with blanks in names and texts',
      'cell type,spike time,n\nbasket cell,1.5,3\nx,2,0',
      { time: 'spike time', neuron: 'n' },
    ],
    [
      'with a number for each line, as pandas writes it',
      '\ttime\tn\n0\t1.5\t3\n1\t2\t0\n',
      { time: 'time', neuron: 'n' },
    ],
    ['with quotes around all', '"t","n","of, what"\n"1.5","3","a, b"\n"2","0",""\n', { time: 't', neuron: 'n' }],
    ['with texts in quotes that have commas', '"a, b",1.5,3\n"c",2,0\n', { time: 1, neuron: 2 }],
    [
      'of numpy.savetxt',
      '1.500000000000000000e+00 3.000000000000000000e+00\n2.000000000000000000e+00 0.000000000000000000e+00\n',
      {},
    ],
    ['of semicolons, with comments', '% of MATLAB\n# t; n\n1.5; 3 ; x, y\n2;0;\n', {}],
    ['of NEST 2, with tabs at the ends', '4\t1.5\t\n1\t2.0\t\n', { time: 1, neuron: 0, first: 1 }],
  ])('%s', (_, lines, options) => {
    expect(spikes(lines, options)).toEqual(two);
  });

  test('counts events of a neuron in one step, or takes them for one spike', () => {
    expect(spikes('1,2\n1.1,2\n1.2,2\n')).toEqual([[1, 2, 3]]);
    expect(spikes('1,2\n1.1,2\n', { together: 'one' })).toEqual([[1, 2, 1]]);
  });

  test('in no order is read by sorting it, or is a fault', () => {
    expect(spikes('2,0\n1.5,3\n', { order: 'any' })).toEqual(two);
    expect(() => spikes('2,0\n1.5,3\n')).toThrow(
      'eventTable: event 1 must be no earlier than those before it (give the events in order), got 1.5 ms, in step 2 already',
    );
    // Whichever two of them are out of order; those of one time stay as they are.
    for (const lines of ['2,0\n1.5,3\n2.5,4\n2.5,1\n', '1.5,3\n2,0\n2.5,4\n2.5,1\n', '1.5,3\n2.5,1\n2.5,4\n2,0\n'])
      expect(spikes(lines, { order: 'any' })).toEqual(
        [...two, [2, 1, 1], [2, 4, 1]].toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!),
      );
    expect(spikes('1.9,0\n1.5,3\n')).toEqual([
      [1, 0, 1],
      [1, 3, 1],
    ]);
  });

  test.each<readonly [string, string, Partial<TableOptions>, string]>([
    ['with decimal commas', '1,5;3\n', {}, "in column 1, between semicolons, got '1,5;3'"],
    ['with decimal commas between tabs', '1,5\t3\n', {}, "in column 1, between commas, got '1,5\t3'"],
    ['of an old Macintosh', 't,n\r1.5,3\r', {}, 'line 1 at byte 0 must be ended by a line feed, got lines ended by'],
    ['of an old Macintosh, with a comment', '# t\r1.5,3\r', {}, 'line 1 at byte 0 must be ended by a line feed'],
    [
      'text',
      '1,2\nabc,2\n',
      {},
      "line 2 at byte 4 must be a time in column 0, and a neuron from 0 to 4 in column 1, between commas, got 'abc,2'",
    ],
    [
      'a number with two points',
      '1..5,2\n',
      {},
      "line 1 at byte 0 must be a time in column 0, and a neuron from 0 to 4 in column 1, between commas, got '1..5,2'",
    ],
    [
      'a neuron outside',
      '1,5\n',
      {},
      "line 1 at byte 0 must be a time in column 0, and a neuron from 0 to 4 in column 1, between commas, got '1,5'",
    ],
    ['half a neuron', '1,.5\n', {}, "got '1,.5'"],
    ['too few columns', 'a,b\n1,2\n3\n', {}, 'line 3 at byte 8 must be a time in column 0'],
    ['an infinite time', '1e999,2\n', {}, "got '1e999,2'"],
    ['a number of 401 characters', `${'0'.repeat(398)}1.5,3\n`, {}, 'line 1 at byte 0 must be a time in column 0'],
    ['hexadecimals', '0x10,2\n', {}, "got '0x10,2'"],
    [
      'no such column',
      'time,id\n',
      { time: 't' },
      "line 1 at byte 0 must be names of columns with 't' among them, got time, id",
    ],
    [
      'a line without end',
      '1'.repeat(70_000),
      {},
      'line 1 at byte 0 must be of at most 65536 bytes, got a longer one: is this a file of text?',
    ],
  ])('with %s is a fault that names the line', (_, lines, options, sentence) => {
    expect(() => spikes(lines, options)).toThrow(sentence);
  });

  const number = fc.oneof(
    fc.double({ min: 0, max: 50, noNaN: true }).map((x) => x.toFixed(3)),
    fc.double({ min: 0, max: 50, noNaN: true }).map(String),
    fc.double({ min: 0, max: 50, noNaN: true }).map((x) => x.toExponential()),
  );
  law(
    'is read as JavaScript reads its numbers, however it is cut into chunks',
    [fc.array(fc.tuple(number, fc.nat(4)), { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 5 })],
    (events, cuts) => {
      const lines = text(events.map(([time, neuron]) => `${time},${neuron}\n`).join(''));
      const at = [0, ...cuts.map((cut) => cut % (lines.length + 1)).toSorted((a, b) => a - b), lines.length];
      const chunks = at.slice(1).map((to, k) => lines.subarray(at[k], to));
      const want = new Map<string, number>();
      for (const [time, neuron] of events) {
        const key = `${Math.floor(Number(time) + 1e-9)},${neuron}`;
        want.set(key, (want.get(key) ?? 0) + 1);
      }
      const got = spikes(chunks, { order: 'any' }).map(([step, neuron, count]) => [`${step},${neuron}`, count]);
      expect(new Map(got as [string, number][])).toEqual(want);
    },
  );
});

test.each([1, 0.5, 0.1, 0.025])(
  'times on the grid of dt %s are in their own steps, in decimals and as products',
  (dt) => {
    const digits = String(dt).length;
    const lines = Array.from({ length: 20_000 }, (_, k) => `${(k * dt).toFixed(digits)},0`).join('\n');
    expect(spikes(lines, {}, dt).map(([step]) => step)).toEqual(Array.from({ length: 20_000 }, (_, k) => k));
    const products = Array.from({ length: 20_000 }, (_, k) => `${k * dt},0`).join('\n');
    expect(spikes(products, {}, dt).length).toBe(20_000);
  },
);

test('samples at 30 kHz, an hour after the first, are in the steps of their times', () => {
  const hour = 3_600_000;
  const samples = Array.from({ length: 3000 }, (_, k) => hour * 30 + k);
  const lines = samples.map((sample) => `${sample},0\n`).join('');
  const counts = spikes(lines, { unit: 1 / 30, from: hour });
  expect(counts).toEqual(Array.from({ length: 100 }, (_, step) => [step, 0, 30]));
});

test.each([
  ['minutes', "'minutes'"],
  [0, '0'],
  [Number.NaN, 'NaN'],
])('a unit of %s is a fault', (unit, got) => {
  const wrong = `eventTable: unit must be one of 's', 'ms', 'us', 'ns', or a number of ms above 0, got ${got}`;
  expect(() => spikes('1,2\n', { unit: unit as number })).toThrow(wrong);
});
