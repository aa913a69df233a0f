import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkBytes } from '../../src/io/hdf5/chunk-bytes.js';
import type { Filter } from '../../src/io/hdf5/filters.js';
import { allowance, roomWith } from '../../src/io/hdf5/unwritten.js';
import { quickLaw } from '../support/law.js';
import { fileOf, letters, nowhere, placed, read, summed, u16, u32, wide, zeros, type Bytes } from './support/bytes.js';
import { elements, filter, tree } from './support/chunks.js';

describe('data in chunks', () => {
  const whole = fileOf([...letters('abcdefghijkl'), ...zeros(30)]);
  const row = (file = whole, shape: readonly number[] = [5], chunk: readonly number[] = [2]) =>
    chunkBytes(
      { file, shape, most: shape, width: 1, filters: [], room: (size) => new Uint8Array(size) },
      { is: 'chunks', chunk, index: { is: 'row', address: 0 }, plainEdges: false },
    ).then(
      (bytes) => String.fromCharCode(...bytes),
      (error: Error) => error.message.replace('HDF5: ', ''),
    );

  test('lie one behind the other, and what is beyond the shape is left out', async () => {
    expect(await row()).toBe('abcde');
    expect(await row(whole, [3, 3], [2, 2])).toBe('abecdgij\0');
  });

  test('ask for room for all elements, of which those in chunks are going to be written', async () => {
    const asked: (readonly number[])[] = [];
    const room = (...sizes: readonly [number, number]): Uint8Array => {
      asked.push(sizes);
      return new Uint8Array(sizes[0]);
    };
    const of = { file: whole, shape: [3, 3], most: [3, 3], width: 2, filters: [], room };
    await chunkBytes(of, { is: 'chunks', chunk: [2, 2], index: { is: 'row', address: 0 }, plainEdges: false });
    await chunkBytes(of, { is: 'chunks', chunk: [2, 2], index: { is: 'row', address: undefined }, plainEdges: false });
    expect(asked).toEqual([
      [18, 18],
      [18, 0],
    ]);
  });

  test('that were never written are so many bytes at most in all of a file', () => {
    expect(allowance()).toEqual({ left: 2 ** 27 });
    const left = { left: 5 };
    const room = roomWith(Uint8Array.of(7), left);
    expect([...room(6, 2)]).toEqual([7, 7, 7, 7, 7, 7]);
    expect([...room(2, 2), ...room(1, 2)]).toEqual([0, 0, 0]);
    expect(read(() => room(4, 2))).toBe(
      '2 of 4 bytes of the data must be written (a file may leave out 134217728 bytes in all: store what there is in a smaller dataset), got nothing',
    );
    expect([room(1, 0)[0], left.left]).toEqual([7, 0]);
  });

  test('of other axes than the data, or without extent, are refused', async () => {
    expect(await row(whole, [5], [2, 1])).toBe('chunks must be of 1 axes, as the data, got [2, 1]');
    expect(await row(whole, [5], [0])).toBe('chunks must be of 1 axes, as the data, got [0]');
    expect(await row(whole, [5], [1])).toBe('abcde');
  });

  test('are no more than the file has room for', async () => {
    expect(await row(fileOf(zeros(24)), [3], [1])).toBe('\0\0\0');
    expect(await row(fileOf(zeros(23)), [3], [1])).toBe('chunks must be no more than the file has room for, got 3');
  });
});

quickLaw(
  'data of any shape are what their chunks hold at their places, in whatever order these are stored',
  [
    fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 4 }),
    fc.constantFrom(1, 3),
    fc.boolean(),
  ],
  async (axes, width, isBackward) => {
    const [shape, chunk] = [axes.map(([extent]) => extent), axes.map(([, extent]) => extent)];
    const places = (extents: readonly number[]): readonly (readonly number[])[] =>
      extents.reduce<readonly (readonly number[])[]>(
        (all, extent) => all.flatMap((place) => Array.from({ length: extent }, (_, k) => [...place, k])),
        [[]],
      );
    /** Some byte of an element, of one beyond the shape, too. */
    const byteAt = (place: readonly number[], k: number): number =>
      place.reduce((sum, index, axis) => sum * 11 + index * (axis + 3), k + 1) % 256;
    const bytesOf = (all: readonly (readonly number[])[]): Bytes =>
      all.flatMap((place) => Array.from({ length: width }, (_, k) => byteAt(place, k)));
    const all = places(shape.map((extent, axis) => Math.ceil(extent / chunk[axis]!)));
    const offsets = all.map((place) => place.map((index, axis) => index * chunk[axis]!));
    if (isBackward) offsets.reverse();
    const size = chunk.reduce((product, extent) => product * extent, width);
    const first = 24 + offsets.length * (8 + 8 * (axes.length + 1) + 8);
    const stored = offsets.map((offset, k) => ({ offset, at: first + k * size, stored: size }));
    const held = offsets.flatMap((offset) =>
      bytesOf(places(chunk).map((place) => place.map((index, axis) => offset[axis]! + index))),
    );
    expect(await elements([...tree(stored), ...held], { shape, chunk, width })).toEqual(bytesOf(places(shape)));
  },
);

// HDF5 File Format Specification 3.0, III.A.2, records of types 10 and 11: places count in chunks.
describe('chunks of data that grow along several axes', () => {
  const index = (type: number, ...records: readonly Bytes[]): Bytes =>
    placed({
      0: summed([
        ...letters('BTHD'),
        0,
        type,
        ...u32(512),
        ...u16(records[0]!.length),
        ...u16(0),
        0,
        0,
        ...wide(100),
        ...u16(records.length),
        ...wide(records.length),
      ]),
      100: summed([...letters('BTLF'), 0, type, ...records.flat()]),
      300: [1, 2, 3, 4, 5, 6, 7, 8],
    });
  const at = (address: number, place: readonly number[], ...size: Bytes): Bytes => [
    ...wide(address),
    ...size,
    ...place.flatMap(wide),
  ];
  const tables = (bytes: Bytes, filtered: boolean, filters: readonly Filter[]) =>
    elements(bytes, {
      shape: [3, 2],
      most: [Infinity, Infinity],
      chunk: [2, 1],
      filters,
      index: { is: 'tree two', address: 0, filtered },
    });

  test('are found by their records, but for those that were never written', async () => {
    const records = [at(300, [0, 0]), at(-1, [0, 1]), at(302, [1, 0]), at(304, [1, 1])];
    expect(await tables(index(10, ...records), false, [])).toEqual([1, 0, 2, 0, 3, 5]);
  });

  test.each([1, 2, 4, 8])(
    'have a size of %i bytes, and the filters that were left out, where they are filtered',
    async (width) => {
      const size = (stored: number, skipped: number): Bytes => [stored, ...zeros(width - 1), ...u32(skipped)];
      const records = [at(300, [0, 0], ...size(2, 0)), at(302, [0, 1], ...size(3, 0)), at(305, [1, 1], ...size(2, 1))];
      expect(await tables(index(11, ...records), true, [filter(2, 2)])).toEqual([1, 3, 2, 4, 0, 6]);
      expect(await tables(index(11, at(300, [0, 0], ...size(1, 0))), true, [filter(2, 2)])).toBe(
        'chunk at byte 300 must be 2 bytes, got 1',
      );
    },
  );

  test('have an index of the type of their records', async () => {
    const wrong = (want: number, got: number) =>
      `index of a group or of chunks must be of type ${want}, with valid sizes, got type ${got}`;
    expect(await tables(index(11, at(300, [0, 0])), false, [])).toBe(wrong(10, 11));
    expect(await tables(index(10, at(300, [0, 0])), true, [])).toBe(wrong(11, 10));
  });
});

test('chunks of data that grow are numbered with the axis that grows first, and are not read beyond the shape', async () => {
  // Chunks of one element: two rows of three columns may become three rows of any number of columns.
  const header = (index: Bytes) => summed([...letters('EAHD'), 0, 0, 8, 8, 6, 1, 2, 10, ...zeros(48), ...index]);
  const index = summed([
    ...letters('EAIB'),
    0,
    0,
    ...wide(0),
    ...[300, 301, -1, 303, 304, -1].flatMap(wide),
    ...Array.from({ length: 9 }, () => nowhere).flat(),
  ]);
  const bytes = placed({ 0: header(wide(100)), 100: index, 300: [1, 2, 3, 4, 5, 6, 7] });
  const of = { shape: [2, 2], most: [3, Infinity], chunk: [1, 1], index: { is: 'growing', address: 0 } as const };
  // Columns one after the other, of three chunks each, of which the third is beyond the shape.
  expect(await elements(bytes, of)).toEqual([1, 4, 2, 5]);
});
