import { describe, expect, test } from 'vitest';
import { fixedArray } from '../../src/io/hdf5/chunk-arrays.js';
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
    const [count, written] = [17, [7, 8]];
    // Eight pages of two and one of one; the first bit of a byte is its highest.
    const pages = Array.from({ length: 9 }, (_, page) => {
      const own = Array.from({ length: page === 8 ? 1 : 2 }, (__, k) => wide(1000 + 2 * page + k)).flat();
      return written.includes(page) ? summed(own) : [...own, ...zeros(4)];
    });
    const block = [...summed([...prefix, 0b00000001, 0b10000000]), ...pages.flat()];
    expect(array({ bits: 1, count }, count, block)).toEqual([14, 15, 16].map((k) => ({ k, at: 1000 + k })));
    // The bits of the block, a page, and the header itself are summed each for itself.
    for (const [place, from] of [
      [prefix.length, 0],
      [prefix.length + 6 + 7 * 20, prefix.length + 6 + 7 * 20],
    ] as const)
      expect(array({ bits: 1, count }, count, block.with(place, block[place]! ^ 2))).toBe(
        `structure at byte ${100 + from} must be as its checksum says, got other bytes: the file is damaged`,
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
    const damaged = head({ block: none }).with(5, 1);
    expect(read(() => fixedArray(fileOf(damaged), 0, 3))).toBe(
      'structure at byte 0 must be as its checksum says, got other bytes: the file is damaged',
    );
  });
});
