import { describe, expect, test } from 'vitest';
import { eventTable, prophesee } from '../../src/events.js';
import { bytesOf } from './support/files.js';
import { said } from './support/said.js';

const longest = 65_536;
const text = (...lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join('\n'));
const comment = (length: number): string => '#'.padEnd(length, 'x');
const table = (bytes: Uint8Array | readonly Uint8Array[]): readonly string[] =>
  said(() => eventTable(bytes, { shape: [2] }));
const number = 'a time in column 0, and a neuron from 0 to 1 in column 1, between spaces';

/** Bytes at once, cut before and behind the end of the first line, and one by one around it. */
const cuts = (bytes: Uint8Array): readonly (readonly Uint8Array[])[] => {
  const end = bytes.indexOf(10);
  const at = (...places: readonly number[]): readonly Uint8Array[] =>
    [0, ...places].map((from, k) => bytes.subarray(from, places[k] ?? bytes.length));
  return [[bytes], at(end), at(end + 1), at(end - 1, end, end + 1)];
};

describe('a line of a table', () => {
  test(`may have ${longest} bytes, however it is cut`, () => {
    for (const chunks of cuts(text(comment(longest), 'x')))
      expect(table(chunks)).toEqual([`eventTable: line 2 at byte ${longest + 1} must be ${number}, got 'x'`]);
    expect(table([text(comment(longest))])).toEqual([]);
  });

  test('of a byte more is refused, wherever it ends', () => {
    const sentence = (line: number, byte: number): string =>
      `eventTable: line ${line} at byte ${byte} must be of at most ${longest} bytes, got a longer one: is this a file of text?`;
    for (const chunks of cuts(text(comment(longest + 1), 'x'))) expect(table(chunks)).toEqual([sentence(1, 0)]);
    for (const chunks of cuts(text('# a', comment(longest + 1)))) expect(table(chunks)).toEqual([sentence(2, 4)]);
  });
});

test('events of the shortest lines are all read, at once or in chunks', () => {
  const bytes = text(...Array.from({ length: 5000 }, () => '1,0'));
  for (const chunks of [[bytes], [bytes.subarray(0, 7001), bytes.subarray(7001)]])
    expect([...eventTable(chunks, { shape: [1], together: 'count' })(1)].map(({ data }) => data[0])).toEqual([0, 5000]);
});

describe('a line of a header', () => {
  const header = (length: number): Uint8Array =>
    bytesOf('%'.padEnd(length, 'x'), '\n% evt 2.0\n% geometry 2x2\n% end\n', [0, 0, 0]);

  test(`is one up to ${longest - 1} bytes before its end, however it is cut`, () => {
    for (const chunks of cuts(header(longest - 1)))
      expect(said(() => prophesee(chunks))).toEqual([
        `prophesee: event at byte ${longest + 31} must be 4 bytes, got 3: the file is cut short`,
      ]);
  });

  test('of more is none: the events begin there', () => {
    for (const chunks of cuts(header(longest)))
      expect(said(() => prophesee(chunks, { pixels: [2, 2] }))).toEqual([
        'prophesee: format must be EVT 2.0, 2.1, 3.0 or DAT, as the header says, got a header of 0 lines without it',
      ]);
  });
});
