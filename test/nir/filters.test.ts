import * as fc from 'fast-check';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fletcher32, lookup3 } from '../../src/io/hdf5/checksum.js';
import { unfiltered, type Filter } from '../../src/io/hdf5/filters.js';
import { fromLzf } from '../../src/io/hdf5/lzf.js';
import { quickLaw } from '../support/law.js';
import { letters, read, u32, type Bytes } from './support/bytes.js';

const many = fc.oneof(
  fc.uint8Array({ maxLength: 30 }),
  // The sums of so many of the largest words need more than 32 bits.
  fc.tuple(fc.nat(2200), fc.nat(255)).map(([length, byte]) => new Uint8Array(length).fill(255 - (byte % 2))),
);

quickLaw("Fletcher's sum is that of its definition, by numbers without end", [many], (bytes) => {
  const words = Array.from({ length: Math.ceil(bytes.length / 2) }, (_, k) =>
    BigInt(bytes[2 * k]! * 256 + (bytes[2 * k + 1] ?? 0)),
  );
  let [one, two] = [0n, 0n];
  for (const word of words) {
    one += word;
    two += one;
  }
  const sum = fletcher32(bytes);
  const rest = (number: number): bigint => BigInt(number) % 65_535n;
  expect([rest(sum & 0xffff), rest(sum >>> 16)]).toEqual([one % 65_535n, two % 65_535n]);
  // Of the two numbers that are 0 in it, 65,535 stands unless all bytes are zero.
  const isZero = bytes.every((byte) => byte === 0);
  expect([sum & 0xffff, sum >>> 16].includes(0)).toBe(isZero);
});

// By HDF5 2.0's H5_checksum_lookup3 and H5_checksum_fletcher32: the first bytes of 200, 201, ..., 255, 0, 1, ...
const counted = Uint8Array.from({ length: 96 }, (_, k) => k + 200);
test.each([
  [1, 0x1c1f9009],
  [2, 0x72203f52],
  [3, 0x8a844b41],
  [4, 0xc13ae046],
  [5, 0x17ed018f],
  [7, 0x03d5b2c2],
  [8, 0xcca87972],
  [9, 0x422036eb],
  [11, 0xeb810420],
  [12, 0xb07a69bb],
  [13, 0x65476124],
  [24, 0xd0175e5d],
  [25, 0x90054e36],
  [36, 0x4f4c0961],
  [40, 0x1beef688],
  [96, 0x2ca0f409],
])('lookup3 of %i bytes', (length, sum) => {
  expect(lookup3(counted.subarray(0, length))).toBe(sum);
});

test.each([
  [1, 0xc800c800],
  [2, 0xc8c9c8c9],
  [3, 0x5b9492ca],
  [96, 0x0ca06a9a],
])("Fletcher's sum of %i bytes", (length, sum) => {
  expect(fletcher32(counted.subarray(0, length))).toBe(sum);
});

test('lookup3 of no bytes is its first value, and depends on all of them', () => {
  expect(lookup3(new Uint8Array())).toBe(0xdeadbeef);
  const bytes = Uint8Array.from(letters('Four score and seven years ago'));
  for (const place of bytes.keys())
    expect(lookup3(bytes.map((byte, k) => (k === place ? byte ^ 128 : byte)))).not.toBe(0x17770551);
});

const filter = (id: number, ...values: Bytes): Filter => ({ id, name: '', values });
const [deflate, shuffle, fletcher, lzf] = [filter(1, 6), filter(2, 3), filter(3), filter(32000)];

const undone = (bytes: Bytes, filters: readonly Filter[], skipped = 0, most = 100) =>
  unfiltered('chunk', Uint8Array.from(bytes), filters, skipped, most).then(
    (plain) => [...plain],
    (error: Error) => error.message.replace('HDF5: ', ''),
  );
const sum = (bytes: Bytes): Bytes => u32(fletcher32(Uint8Array.from(bytes)));
const deflated = (bytes: Bytes): Bytes => [...deflateSync(Uint8Array.from(bytes))];

describe('a chunk', () => {
  const plain = [1, 2, 3, 4, 5, 6, 7];
  const shuffled = [1, 4, 2, 5, 3, 6, 7];

  test('is what it was before its filters, the last of them undone first', async () => {
    expect(await undone(plain, [])).toEqual(plain);
    expect(await undone(shuffled, [shuffle])).toEqual(plain);
    expect(await undone(plain, [filter(2)])).toEqual(plain);
    expect(await undone(deflated(shuffled), [shuffle, deflate])).toEqual(plain);
    const packed = deflated([...plain, ...sum(plain)]);
    expect(await undone(packed, [fletcher, deflate])).toEqual(plain);
    expect(await undone([...packed, ...sum(packed)], [fletcher, deflate, fletcher])).toEqual(plain);
  });

  test('has a bit for each filter that was not applied', async () => {
    const all = [shuffle, deflate, fletcher];
    expect(await undone(plain, all, 0b111)).toEqual(plain);
    expect(await undone(shuffled, all, 0b110)).toEqual(plain);
    expect(await undone(deflated(plain), all, 0b101)).toEqual(plain);
    expect(await undone([...plain, ...sum(plain)], all, 0b011)).toEqual(plain);
  });

  test("may have Fletcher's sum as HDF5 before 1.6.3 wrote it, the bytes of each half exchanged", async () => {
    const [a, b, c, d] = sum(plain) as [number, number, number, number];
    expect(await undone([...plain, b, a, d, c], [fletcher])).toEqual(plain);
    // Sums below and above 2^31 once their bytes are exchanged.
    for (const byte of [0, 1, 127, 128, 255]) {
      const [e, f, g, h] = sum([byte, 128]) as [number, number, number, number];
      expect(await undone([byte, 128, f, e, h, g], [fletcher])).toEqual([byte, 128]);
    }
    expect(await undone(sum([]), [fletcher])).toEqual([]);
    const other = 'chunk must be as its checksum says, got other bytes: the file is damaged';
    expect(await undone([...plain, d, c, b, a], [fletcher])).toBe(other);
    expect(await undone([...plain, a, b, c, d ^ 1], [fletcher])).toBe(other);
    expect(await undone([1, 2, 3], [fletcher])).toBe(
      'chunk must be with a checksum of four bytes, got 3 bytes: the file is damaged',
    );
  });

  test('is not larger than it can be', async () => {
    for (const [bytes, filters] of [
      [deflated(plain), [deflate]],
      [[6, ...plain], [lzf]],
    ] as const)
      expect(await undone(bytes, filters, 0, 7)).toEqual(plain);
    expect(await undone(deflated(plain), [deflate], 0, 6)).toBe(
      'chunk must be at most 6 bytes once it is inflated, got more',
    );
    expect(await undone([1, 2, 3], [deflate])).toMatch(/^chunk must be data compressed by gzip, got an error: /);
  });
});

describe('LZF', () => {
  const plain = (bytes: Bytes, most = 1000) => read(() => [...fromLzf('chunk', Uint8Array.from(bytes), most)]);
  const broken = 'chunk must be data compressed by LZF, got other bytes: the file is damaged';
  const counted = (count: number): Bytes => Array.from({ length: count }, (_, k) => k % 251);

  // LibLZF: below 32 a run of one more; else three bits of a length less two, and thirteen of how far back it is, less one.
  test('has runs of 1 to 32 bytes', () => {
    expect(plain([])).toEqual([]);
    for (const count of [1, 2, 31, 32]) expect(plain([count - 1, ...counted(count)])).toEqual(counted(count));
  });

  test('has copies of 3 to 264 bytes', () => {
    for (const count of [3, 4, 8]) expect(plain([0, 7, (count - 2) << 5, 0])).toEqual(Array(count + 1).fill(7));
    for (const count of [9, 10, 264]) expect(plain([0, 7, 7 << 5, count - 9, 0])).toEqual(Array(count + 1).fill(7));
  });

  test('has copies from 1 to 8192 bytes back', () => {
    expect(plain([2, 1, 2, 3, 32, 2])).toEqual([1, 2, 3, 1, 2, 3]);
    const far = Array.from({ length: 256 }, (_, k) => [31, ...Array<number>(32).fill(k)]).flat();
    const copied = (back: number) =>
      (plain([...far, 32 + ((back - 1) >> 8), (back - 1) & 255], 9000) as number[]).slice(-3);
    expect(copied(8192)).toEqual([0, 0, 0]);
    expect(copied(8192 - 32)).toEqual([1, 1, 1]);
    expect(copied(256)).toEqual([248, 248, 248]);
    expect(copied(257)).toEqual([247, 248, 248]);
  });

  test.each<readonly [string, Bytes, number]>([
    ['cut short within a run', [1, 7], 1000],
    ['cut short within a copy', [0, 7, 32], 1000],
    ['cut short within a length', [0, 7, 7 << 5, 0], 1000],
    ['with a copy from before it', [0, 7, 32, 1], 1000],
    ['of more than there can be', [1, 7, 8], 1],
  ])('%s is refused', (_, bytes, most) => {
    expect(plain(bytes, most)).toBe(broken);
  });
});
