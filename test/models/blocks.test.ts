import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocks, blocksOf, columnsOf, grown, type Blocks } from '../../src/models/monitors/blocks.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

/** Some numbers more in both columns, the second of which has them negative. */
const appended = (before: Blocks, numbers: readonly number[]): Blocks => {
  const after = grown(before, numbers.length);
  numbers.forEach((value, k) => {
    const [one, other] = after.last.columns;
    one![after.end - numbers.length + k] = value;
    other![after.end - numbers.length + k] = -value;
  });
  return after;
};

const none = blocks('f32', 'i32');
const read = (held: Blocks) => columnsOf(held).map((column) => Array.from(column, (value) => value + 0));
const both = (numbers: readonly number[]) => [numbers, numbers.map((value) => 0 - value)];

describe('columns in blocks', () => {
  quickLaw(
    'are all that was appended, in order, whatever else was appended to an older value',
    [fc.array(fc.tuple(fc.array(wholeIn(1, 99), { minLength: 1, maxLength: 40 }), wholeIn(0, 9)), { maxLength: 12 })],
    (lots) => {
      const all: { readonly held: Blocks; readonly want: readonly number[] }[] = [{ held: none, want: [] }];
      for (const [numbers, back] of lots) {
        const { held, want } = all[Math.max(0, all.length - 1 - back)]!;
        all.push({ held: appended(held, numbers), want: [...want, ...numbers] });
      }
      for (const { held, want } of all) {
        expect(read(held)).toEqual(both(want));
        expect(held.length).toBe(want.length);
      }
    },
  );

  test('have the types that they were begun with', () => {
    expect(columnsOf(none)).toStrictEqual([new Float32Array(0), new Int32Array(0)]);
    expect(columnsOf(appended(none, [3]))).toStrictEqual([Float32Array.of(3), Int32Array.of(-3)]);
  });

  test('take as much room again as they have numbers, at least 16 and at most 2^16, in whole lots', () => {
    const roomAfter = (length: number, count: number): number => {
      const columns = [new Float32Array(length), new Int32Array(length)];
      return grown(blocksOf(['f32', 'i32'], columns), count).last.room;
    };
    expect([roomAfter(0, 1), roomAfter(5, 1), roomAfter(16, 1), roomAfter(17, 1)]).toEqual([16, 16, 16, 17]);
    expect([roomAfter(0, 3), roomAfter(0, 16), roomAfter(0, 17), roomAfter(100, 30)]).toEqual([15, 16, 17, 90]);
    expect([roomAfter(2 ** 16, 1), roomAfter(2 ** 16 + 9, 1), roomAfter(2 ** 20, 1)]).toEqual([65_536, 65_536, 65_536]);
  });

  test('go on in the room that they have, as long as nothing else does', () => {
    const one = appended(none, [1, 2]);
    const more = appended(one, [3]);
    expect(more.last).toBe(one.last);
    expect(appended(one, [4]).last).not.toBe(one.last);
    expect(read(more)).toEqual(both([1, 2, 3]));
    const eight = [1, 2, 3, 4, 5, 6, 7, 8];
    const half = appended(none, eight);
    const full = appended(half, eight);
    expect(full.last).toBe(half.last);
    expect(appended(full, [9]).last).not.toBe(full.last);
    expect(read(appended(full, [9]))).toEqual(both([...eight, ...eight, 9]));
  });

  test('in one piece are kept as they are, and read again without a copy', () => {
    const columns = [Float32Array.of(1, 2), Int32Array.of(-1, -2)];
    const kept = blocksOf(['f32', 'i32'], columns);
    expect(columnsOf(kept)).toBe(columns);
    expect(read(appended(kept, [3]))).toEqual(both([1, 2, 3]));
    expect(blocksOf([], []).length).toBe(0);
  });

  test('that were transferred cannot be read or continued', () => {
    const columns = [Float32Array.of(1), Int32Array.of(-1)];
    const kept = blocksOf(['f32', 'i32'], columns);
    structuredClone(columns, { transfer: columns.map(({ buffer }) => buffer) });
    const gone = /^monitor: recording must be kept, to be continued or read.*, got an empty one$/;
    expect(() => columnsOf(kept)).toThrow(gone);
    expect(() => grown(kept, 1)).toThrow(gone);
  });
});
