import { describe, expect, test } from 'vitest';
import { extensibleArray } from '../../src/io/hdf5/extensible-array.js';
import {
  fileOf,
  letters,
  nowhere as none,
  placed,
  read,
  summed,
  u32,
  wide,
  zeros,
  type Bytes,
} from './support/bytes.js';

describe('an extensible array of chunks', () => {
  const sound = { filtered: 0, width: 8, bits: 32, own: 4, least: 16, pointers: 4, page: 10, index: none, damage: 0 };
  const array = (parts: Partial<typeof sound>, blocks: Readonly<Record<number, Bytes>> = {}, many = 4) => {
    const { filtered, width, bits, own, least, pointers, page, index, damage } = { ...sound, ...parts };
    const head = summed([
      ...letters('EAHD'),
      0,
      filtered,
      width,
      bits,
      own,
      least,
      pointers,
      page,
      ...zeros(48),
      ...index,
    ]);
    return read(() =>
      extensibleArray(fileOf(placed({ 0: [...head.slice(0, -1), head.at(-1)! ^ damage], ...blocks })), 0, many),
    );
  };

  test.each([{}, { bits: 64 }, { page: 31 }, { least: 1 }, { least: 128 }, { pointers: 1 }, { pointers: 128 }])(
    'may have %o',
    (parts) => {
      expect(array(parts)).toEqual([]);
    },
  );

  test.each([{ bits: 65 }, { page: 32 }, { least: 0 }, { least: 3 }, { pointers: 0 }, { pointers: 6 }])(
    'of %o is refused',
    (parts) => {
      expect(array(parts)).toBe('index of chunks must be of valid sizes, got other ones');
    },
  );

  // HDF5 File Format Specification 3.0, VII.D, of the smallest sizes: blocks of 1, 2, 2, 2, 4, 4 and so on.
  test('has chunks in its index block, in blocks that this names, and in those of secondary blocks', () => {
    const block = (start: number, ...addresses: readonly number[]): Bytes =>
      summed([...letters('EADB'), 0, 0, ...wide(0), start, ...addresses.flatMap(wide)]);
    const parts = { bits: 3, own: 1, least: 1, pointers: 2, index: wide(100) };
    // Rows: one block of 1; one of 2; two of 2; two of 4. The first two are named by the index block, where the library counts a
    // block's start as if all before it were of its own size.
    const index = summed([
      ...letters('EAIB'),
      0,
      0,
      ...wide(0),
      ...wide(701),
      ...wide(300),
      ...wide(400),
      ...wide(500),
      ...none,
    ]);
    const secondary = summed([...letters('EASB'), 0, 0, ...wide(0), 3, ...none, ...wide(600)]);
    const blocks = { 100: index, 300: block(0, 702), 400: block(3, 703, 704), 500: secondary, 600: block(5, 707, 708) };
    const at = [701, 702, 703, 704, 707, 708].map((address) => ({ k: address - 701, at: address }));
    expect(array(parts, blocks, 9)).toEqual(at);
    // No more blocks are read than there are chunks.
    for (const [many, found] of [
      [1, 1],
      [2, 2],
      [3, 4],
      [4, 4],
      [6, 4],
      [7, 6],
    ] as const)
      expect(array(parts, blocks, many)).toEqual(at.slice(0, found));
    expect(array(parts, { ...blocks, 600: block(4, 707, 708) }, 9)).toBe(
      'block of chunks at byte 600 must be that from 5 on, got 4',
    );
  });

  // Blocks of more than a page of two chunks have pages, each with a sum; the bits of those that were written stand in the secondary block.
  test('has pages in its larger blocks, of which those that were never written are passed over', () => {
    const page = (...at: readonly number[]): Bytes => summed(at.flatMap((address) => wide(address)));
    const unwritten = zeros(2 * 8 + 4);
    const block = (start: number, ...pages: readonly Bytes[]): Bytes => [
      ...summed([...letters('EADB'), 0, 0, ...wide(0), start]),
      ...pages.flat(),
    ];
    const index = summed([...letters('EAIB'), 0, 0, ...wide(0), ...none, ...none, ...none, ...none, ...wide(300)]);
    const secondary = (bits: number): Bytes =>
      summed([...letters('EASB'), 0, 0, ...wide(0), 7, bits, 0, ...wide(400), ...wide(500)]);
    const blocks = {
      100: index,
      300: secondary(0b01100000),
      400: block(7, unwritten, page(710, 711)),
      500: block(11, page(712, -1), unwritten),
    };
    const parts = { bits: 3, own: 1, least: 1, pointers: 2, page: 1, index: wide(100) };
    expect(array(parts, blocks, 16)).toEqual([10, 11, 12].map((k) => ({ k, at: 700 + k })));
    expect(array(parts, { ...blocks, 300: secondary(0) }, 16)).toEqual([]);
    expect(array(parts, { ...blocks, 300: secondary(0b11100000) }, 16)).toBe(
      'structure at byte 419 must be as its checksum says, got other bytes: the file is damaged',
    );
  });

  test('has blocks that the index block names in pages, too, all of which were written', () => {
    const page = (...at: readonly number[]): Bytes => summed(at.flatMap((address) => wide(address)));
    const index = summed([...letters('EAIB'), 0, 0, ...wide(0), ...wide(300), ...none]);
    const block = [...summed([...letters('EADB'), 0, 0, ...wide(0), 0]), ...page(701, 702), ...page(703, 704)];
    const parts = { bits: 3, own: 0, least: 4, pointers: 2, page: 1, index: wide(100) };
    expect(array(parts, { 100: index, 300: block }, 9)).toEqual([1, 2, 3, 4].map((k) => ({ k: k - 1, at: 700 + k })));
  });

  // VII.D: the start of a block has as many bytes as numbers of so many bits need.
  test.each([
    [1, 1],
    [8, 1],
    [9, 2],
    [16, 2],
    [17, 3],
    [64, 8],
  ])('of at most 2^%i chunks says in %i bytes where a block begins', (bits, width) => {
    // One address for each size of blocks.
    const rows = Array.from({ length: bits }, () => none).flat();
    const index = summed([...letters('EAIB'), 0, 0, ...wide(0), ...wide(300), ...rows]);
    const block = summed([...letters('EADB'), 0, 0, ...wide(0), ...zeros(width), ...wide(700)]);
    const parts = { bits, own: 0, least: 1, pointers: 2, index: wide(1000) };
    expect(array(parts, { 1000: index, 300: block }, 9)).toEqual([{ k: 0, at: 700 }]);
  });

  test('has the stored size of each chunk, and the filters that were left out, where it is filtered', () => {
    const element = (at: number, stored: number, skipped: number): Bytes => [...wide(at), stored, 0, ...u32(skipped)];
    const index = summed([
      ...letters('EAIB'),
      0,
      0,
      ...wide(0),
      ...element(700, 5, 0),
      ...element(-1, 0, 0),
      ...element(800, 6, 3),
      ...none,
      ...none,
    ]);
    const parts = { filtered: 1, width: 14, bits: 1, own: 3, least: 1, pointers: 2, index: wide(100) };
    expect(array(parts, { 100: index }, 3)).toEqual([
      { k: 0, at: 700, stored: 5, skipped: 0 },
      { k: 2, at: 800, stored: 6, skipped: 3 },
    ]);
  });

  test('of which any structure is not as its checksum says is refused', () => {
    const changed = (bytes: Bytes): Bytes => [...bytes.slice(0, -1), bytes.at(-1)! ^ 1];
    const parts = { bits: 3, own: 0, least: 1, pointers: 2, index: wide(100) };
    const index = (row: Bytes, large: Bytes) =>
      summed([...letters('EAIB'), 0, 0, ...wide(0), ...row, ...none, ...large, ...none]);
    const secondary = summed([...letters('EASB'), 0, 0, ...wide(0), 3, ...none, ...none]);
    const block = summed([...letters('EADB'), 0, 0, ...wide(0), 0, ...wide(700)]);
    const whole = { 100: index(wide(300), wide(500)), 300: block, 500: secondary };
    expect(array(parts, whole, 9)).toEqual([{ k: 0, at: 700 }]);
    for (const at of [100, 300, 500] as const)
      expect(array(parts, { ...whole, [at]: changed(whole[at]) }, 9)).toBe(
        `structure at byte ${at} must be as its checksum says, got other bytes: the file is damaged`,
      );
    // One that has no index yet.
    expect(array({ damage: 1 })).toBe(
      'structure at byte 0 must be as its checksum says, got other bytes: the file is damaged',
    );
  });
});
