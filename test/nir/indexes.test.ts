import { describe, expect, test } from 'vitest';
import { fixedArray } from '../../src/io/hdf5/chunk-arrays.js';
import { chunkBytes } from '../../src/io/hdf5/chunk-bytes.js';
import { extensibleArray } from '../../src/io/hdf5/extensible-array.js';
import { allowance, roomWith } from '../../src/io/hdf5/unwritten.js';
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

describe('a fixed array of chunks', () => {
  const sound = { filtered: 0, width: 8, bits: 10, count: 3, block: wide(100) };
  const head = (parts: Partial<typeof sound>): Bytes => {
    const { filtered, width, bits, count, block } = { ...sound, ...parts };
    return summed([...letters('FAHD'), 0, filtered, width, bits, ...wide(count), ...block]);
  };
  const prefix: Bytes = [...letters('FADB'), 0, 0, ...wide(0)];
  const array = (parts: Partial<typeof sound>, many: number, block: Bytes = []) =>
    read(() => fixedArray(fileOf(placed({ 0: head(parts), 100: block })), 0, many));

  test('has the address of each that was written', () => {
    const block = summed([...prefix, ...wide(700), ...none, ...wide(900)]);
    expect(array({}, 3, block)).toEqual([
      { k: 0, at: 700 },
      { k: 2, at: 900 },
    ]);
    expect(array({ block: none }, 3)).toEqual([]);
  });

  test('has the size of each in the bytes that are left, and the filters that were left out', () => {
    for (const bytes of [1, 2, 3, 8]) {
      const element = [...wide(700), 5, ...zeros(bytes - 1), ...u32(6)];
      expect(array({ filtered: 1, width: 12 + bytes, count: 1 }, 1, summed([...prefix, ...element]))).toEqual([
        { k: 0, at: 700, stored: 5, skipped: 6 },
      ]);
    }
  });

  test('of more than a page has pages with sums of their own, of which those that were never written are passed over', () => {
    const [count, written] = [19, [0, 7, 8]];
    // Nine pages of two and one of one; the first bit of a byte is its highest.
    const pages = Array.from({ length: 10 }, (_, page) => {
      const own = Array.from({ length: page === 9 ? 1 : 2 }, (__, k) => wide(1000 + 2 * page + k)).flat();
      return written.includes(page) ? summed(own) : [...own, ...zeros(4)];
    });
    const block = [...summed([...prefix, 0b10000001, 0b10000000]), ...pages.flat()];
    expect(array({ bits: 1, count }, count, block)).toEqual([0, 1, 14, 15, 16, 17].map((k) => ({ k, at: 1000 + k })));
    const changed = block.slice();
    changed[prefix.length + 2 + 4]! ^= 1;
    expect(array({ bits: 1, count }, count, changed)).toBe(
      `structure at byte ${100 + prefix.length + 6} must be as its checksum says, got other bytes: the file is damaged`,
    );
    // As many as a page are no pages.
    expect(array({ bits: 1, count: 2 }, 2, summed([...prefix, ...wide(700), ...wide(800)]))).toEqual([
      { k: 0, at: 700 },
      { k: 1, at: 800 },
    ]);
  });

  test('of another number or of pages too large is refused', () => {
    expect(array({}, 4)).toBe('index of chunks must be of 4 chunks, got 3');
    expect(array({ bits: 32 }, 3)).toBe('index of chunks must be of 3 chunks, got 3');
    expect(array({ bits: 31, block: none }, 3)).toEqual([]);
  });
});

describe('an extensible array of chunks', () => {
  const sound = { filtered: 0, width: 8, bits: 32, own: 4, least: 16, pointers: 4, page: 10, index: none };
  const array = (parts: Partial<typeof sound>, blocks: Readonly<Record<number, Bytes>> = {}, many = 4) => {
    const { filtered, width, bits, own, least, pointers, page, index } = { ...sound, ...parts };
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
    return read(() => extensibleArray(fileOf(placed({ 0: head, ...blocks })), 0, many));
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
});

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
