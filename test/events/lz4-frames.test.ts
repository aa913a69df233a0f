import { describe, expect, test } from 'vitest';
import { fromLz4 } from '../../src/io/lz4.js';
import { xxh32 } from '../../src/io/xxh32.js';
import { little } from './support/files.js';

type Bytes = readonly number[];

// By the package xxhash of Python: the first bytes of 200, 201, ..., 255, 0, 1, ...
test.each([
  [1, 0xaa3f48a5],
  [3, 0xceaa9363],
  [4, 0x329e0461],
  [5, 0xc270fb15],
  [15, 0xa7a1b331],
  [16, 0xa9666e82],
  [17, 0x7008ded4],
  [31, 0x1d1ebf99],
  [32, 0x21439076],
  [36, 0x0a49ebf8],
  [63, 0x107cd4d4],
  [96, 0x081af7f6],
])('xxh32 of %i bytes', (length, sum) => {
  const bytes = Uint8Array.from({ length: 100 }, (_, k) => k + 198);
  expect(xxh32(bytes.subarray(2, 2 + length))).toBe(sum);
});

const sumOf = (bytes: Bytes): Bytes => little(4, xxh32(Uint8Array.from(bytes)));
const stored = (bytes: Bytes): Bytes => [...little(3, bytes.length), 128, ...bytes];
const packed = (bytes: Bytes): Bytes => [...little(4, bytes.length), ...bytes];

/** A frame: its flags, the length of its contents where they say so, and what follows. https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md */
const frame = (flags: number, told: number, ...rest: readonly Bytes[]): Uint8Array => {
  const header = [flags, 0x40, ...((flags & 8) !== 0 ? little(8, told) : [])];
  return Uint8Array.from([...little(4, 0x184d2204), ...header, sumOf(header)[1]!, ...rest.flat()]);
};
const end = little(4, 0);
const read = (bytes: Uint8Array, most = 1000): unknown => {
  try {
    return [...fromLz4(bytes, most)];
  } catch (error) {
    return (error as Error).message;
  }
};

const abc = [97, 98, 99];
const counted = (count: number): Bytes => Array.from({ length: count }, (_, k) => k % 251);

describe('an LZ4 frame', () => {
  test.each(Array.from({ length: 16 }, (_, k) => 0x40 + 4 * k))(
    'of flags %i has its blocks, with the length and the sums that they tell',
    (flags) => {
      const block = (bytes: Bytes): Bytes => [...bytes, ...((flags & 16) !== 0 ? sumOf(bytes.slice(4)) : [])];
      const contents = [...abc, ...abc, 120];
      const blocks = [block(stored(abc)), block(packed([0x40, ...abc, 120]))];
      const sum = (flags & 4) !== 0 ? sumOf(contents) : [];
      expect(read(frame(flags, 7, ...blocks, end, sum))).toEqual(contents);
      expect(read(frame(flags, 0, end, (flags & 4) !== 0 ? sumOf([]) : []))).toEqual([]);
    },
  );

  // The 4 bits of a length are 15 where bytes follow that are added, the last of them below 255.
  test.each<readonly [number, Bytes]>([
    [14, []],
    [15, [0]],
    [16, [1]],
    [269, [254]],
    [270, [255, 0]],
    [271, [255, 1]],
    [525, [255, 255, 0]],
  ])('has literals, and copies four longer, of length %i', (length, more) => {
    const four = Math.min(length, 15);
    const literals = counted(length);
    expect(read(frame(0x40, 0, packed([16 * four, ...more, ...literals]), end))).toEqual(literals);
    const copied = [16 + four, 7, 1, 0, ...more];
    expect(read(frame(0x40, 0, packed([...copied, 0x10, 8]), end))).toEqual([
      ...Array<number>(1 + length + 4).fill(7),
      8,
    ]);
  });

  test('has copies from as far back as it goes, over 256 bytes, and into themselves', () => {
    const far = counted(300);
    const block = [0xf0, 255, 30, ...far, ...little(2, 300), 0x00];
    expect(read(frame(0x40, 0, packed([...block, 0]), end))).toContain('LZ4:');
    expect(read(frame(0x40, 0, packed([0xf0, 255, 30, ...far, 44, 1, 0x10, 8]), end))).toEqual([
      ...far,
      ...far.slice(0, 4),
      8,
    ]);
    expect(read(frame(0x40, 0, packed([0x30, ...abc, 2, 0, 0x10, 8]), end))).toEqual([...abc, 98, 99, 98, 99, 8]);
  });

  test('of as many bytes as there may be is read, of more it is refused', () => {
    const bytes = frame(0x40, 0, stored(abc), end);
    expect(read(bytes, 3)).toEqual(abc);
    expect(read(bytes, 2)).toBe('LZ4: at most 2 bytes expected');
  });
});

const changed = (bytes: Uint8Array, at: number): Uint8Array => {
  const copy = bytes.slice();
  copy[at < 0 ? copy.length + at : at]! ^= 1;
  return copy;
};

describe('an LZ4 frame is refused', () => {
  const checked = frame(0x5c, 3, stored(abc), sumOf(abc), end, sumOf(abc));
  test.each<readonly [string, Uint8Array, string]>([
    ['that is none', changed(checked, 0), 'a frame expected at byte 0'],
    ['of another version', frame(0x80, 0, end), 'a frame of version 1 without a dictionary expected at byte 4'],
    ['of version 0', frame(0x00, 0, end), 'a frame of version 1 without a dictionary expected at byte 4'],
    ['with a dictionary', frame(0x41, 0, end), 'a frame of version 1 without a dictionary expected at byte 4'],
    ['with another header', changed(frame(0x40, 0, end), 5), 'the checksum of the header expected at byte 6'],
    ['with another length', changed(checked, 7), 'the checksum of the header expected at byte 14'],
    ['with half a block', frame(0x40, 0, stored(abc).slice(0, -1)), 'a whole block expected at byte 7'],
    ['with another block', changed(checked, 20), 'the checksum of a block expected at byte 22'],
    ['with another sum', changed(checked, -1), 'the checksum of the contents expected at byte 30'],
    ['of another length', frame(0x48, 4, stored(abc), end), 'contents of the length told expected at byte 6'],
    ['whose literals go on', frame(0x40, 0, packed([0x40, ...abc]), end), 'literals expected at byte 12'],
    ['without a length', frame(0x40, 0, packed([0xf0]), end), 'more of a block expected at byte 12'],
    ['with half a place', frame(0x40, 0, packed([0x10, 7, 1]), end), 'more of a block expected at byte 14'],
    [
      'that copies from no place',
      frame(0x40, 0, packed([0x10, 7, 0, 0]), end),
      'a copy of what came before expected at byte 15',
    ],
    [
      'that copies from before it',
      frame(0x40, 0, packed([0x10, 7, 2, 0]), end),
      'a copy of what came before expected at byte 15',
    ],
  ])('%s', (_, bytes, sentence) => {
    expect(read(bytes)).toBe(`LZ4: ${sentence}`);
  });
});
