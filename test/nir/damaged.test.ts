import { describe, expect, test } from 'vitest';
import { groupOf, type Dataset, type Group } from '../../src/io/hdf5/array.js';
import { cursorIn, textOf, type Cursor } from '../../src/io/hdf5/cursor.js';
import { readHdf5 } from '../../src/io/hdf5/read.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { fileOf, letters, nowhere, read, type Bytes } from './support/bytes.js';

const one: Dataset = { shape: [], dtype: 'u8', data: Uint8Array.of(7) };
const told = (bytes: Uint8Array) =>
  readHdf5(bytes).then(
    () => 'read',
    (error: Error) => error.message,
  );

/** A file of ours, the place of the entry of its k-th member, and the object header that this names: eight bytes each of name and header. */
const fileWith = (members: Readonly<Record<string, Group | Dataset>>) => {
  const bytes = writeHdf5(groupOf(members));
  const view = new DataView(bytes.buffer);
  const entry = (k: number): number => Buffer.from(bytes).lastIndexOf('SNOD') + 8 + 40 * k;
  return { bytes, view, entry, header: (k: number) => Number(view.getBigUint64(entry(k) + 8, true)) };
};

describe('a group', () => {
  test('may lie 64 groups deep', async () => {
    const nested = (depth: number): Group => (depth === 0 ? groupOf({ one }) : groupOf({ g: nested(depth - 1) }));
    expect(await told(writeHdf5(nested(63)))).toBe('read');
    expect(await told(writeHdf5(nested(64)))).toMatch(
      /^HDF5: group of '(\/g){64}\/one' \(at byte \d+\) must be linked once, in groups that are not too deep, got a second link to it$/,
    );
  });

  test('has one name in one group, a dataset may have several', async () => {
    const groups = fileWith({ a: groupOf({ one }), b: groupOf({ one }), c: one });
    groups.view.setBigUint64(groups.entry(1) + 8, BigInt(groups.header(0)), true);
    expect(await told(groups.bytes)).toBe(
      `HDF5: group of '/b' (at byte ${groups.header(0)}) must be linked once, in groups that are not too deep, got a second link to it`,
    );
    const sets = fileWith({ a: one, b: { ...one, data: Uint8Array.of(8) } });
    sets.view.setBigUint64(sets.entry(1) + 8, BigInt(sets.header(0)), true);
    const { members } = await readHdf5(sets.bytes);
    expect([...members]).toEqual([
      ['a', one],
      ['b', one],
    ]);
    expect(members.get('a')).toBe(members.get('b'));
  });

  test('has no two members of one name', async () => {
    const { bytes, view, entry, header } = fileWith({ a: one, b: one });
    view.setBigUint64(entry(1), view.getBigUint64(entry(0), true), true);
    // The second is not looked at: it has no type.
    bytes[header(1) + 32] = 99;
    expect(await told(bytes)).toBe(
      `HDF5: 'a' of the root group (at byte ${view.getBigUint64(64, true)}) must be a member once, got one that is there twice`,
    );
  });

  test('is the root of a file', async () => {
    const { bytes, view, header } = fileWith({ a: one });
    view.setBigUint64(64, BigInt(header(0)), true);
    expect(await told(bytes)).toBe('HDF5: root of the file must be a group, got a dataset');
  });
});

describe('an object', () => {
  // Behind sixteen bytes, messages of eight bytes before their data, which have 8, 16, 8 and 24.
  test.each([
    ['a shape', 16],
    ['a type', 32],
    ['data', 72],
  ])('without %s is no dataset', async (what, place) => {
    const { bytes, header } = fileWith({ a: one });
    bytes[header(0) + place] = 99;
    expect(await told(bytes)).toBe(
      `HDF5: object of '/a' (at byte ${header(0)}) must be a group or a dataset, got one without ${what}`,
    );
  });

  test('whose data lie in other files is refused', async () => {
    const { bytes, header } = fileWith({ a: one });
    bytes[header(0) + 56] = 7;
    expect(await told(bytes)).toBe(
      `HDF5: data of '/a' (at byte ${header(0)}) must be in this file, got data in other files, which are not read`,
    );
  });
});

test('a file within a larger buffer is the same', async () => {
  const set: Dataset = { shape: [2, 1], dtype: 'text', data: ['ä', 'long'.repeat(9)] };
  const numbers: Dataset = { shape: [3], dtype: 'f64', data: Float64Array.of(1, -2, 0.5) };
  const { bytes } = fileWith({ set, numbers, g: groupOf({ one }) });
  const larger = new Uint8Array(bytes.length + 40).fill(99);
  larger.set(bytes, 13);
  const inside = larger.subarray(13, 13 + bytes.length);
  expect(await readHdf5(inside)).toEqual(await readHdf5(bytes));
  inside[0] = 0;
  expect(await told(inside)).toBe(
    `HDF5: file must be an HDF5 file, which begins with '\\x89HDF', got ${bytes.length} bytes that begin otherwise`,
  );
});

describe('bytes are read', () => {
  const from = <A>(bytes: Bytes, reader: (c: Cursor) => A, width = 8) =>
    read(() => reader(cursorIn(fileOf([], width, width), Uint8Array.from(bytes))));
  const most: Bytes = [255, 255, 255, 255, 255, 255, 31, 0];

  test('as numbers below 2^53, the lowest byte first', () => {
    expect(from([1, 2, 3], (c) => [c.number(2), c.u8(), c.at()])).toEqual([513, 3, 3]);
    expect(from(most, (c) => c.number(8))).toBe(2 ** 53 - 1);
    expect(from([0, 0, 0, 0, 0, 0, 32, 0], (c) => c.number(8))).toBe(
      `number must be below 2^53, got ${2 ** 53}: the file is damaged`,
    );
    expect(from(nowhere, (c) => c.number(8))).toContain('number must be below 2^53');
  });

  test.each([2, 4, 8])('as addresses and lengths of %i bytes, of which none are all ones', (width) => {
    const ones = Array<number>(width).fill(255);
    const other = [5, ...ones.slice(1)].fill(0, 1);
    expect(from([...ones, ...other], (c) => [c.address(), c.address(), c.at()], width)).toEqual([
      undefined,
      5,
      2 * width,
    ]);
    expect(from(other, (c) => [c.length(), c.at()], width)).toEqual([5, width]);
    expect(from(ones, (c) => c.length(), width)).toBe('length must be a number, got none: the file is damaged');
  });

  test.each<readonly [string, (c: Cursor) => unknown, number]>([
    ['u8', (c) => c.u8(), 4],
    ['u16', (c) => c.u16(), 5],
    ['u32', (c) => c.u32(), 7],
    ['number', (c) => c.number(3), 6],
    ['address', (c) => c.address(), 11],
    ['length', (c) => c.length(), 11],
    ['bytes', (c) => c.bytes(9), 12],
    ['skip', (c) => c.skip(2), 5],
    ['signature', (c) => c.signature('abcd'), 7],
    ['checksum', (c) => c.checksum(), 7],
  ])('within the file: %s', (_, reader, end) => {
    const past = (c: Cursor) => [c.skip(3), reader(c)];
    expect(from([1, 2, 3], past)).toBe(
      `extent must be within 3 bytes, got up to byte ${end}: the file is cut short or damaged`,
    );
  });

  test('as texts up to their first zero', () => {
    const text = (name: string) => textOf(Uint8Array.from(letters(name)));
    expect(['', 'ab', 'a\0b', '\0bc', 'é\0'].map(text)).toEqual(['', 'ab', 'a', '', 'é']);
  });
});
