import { describe, expect, test } from 'vitest';
import { datatypeOf } from '../../src/io/hdf5/datatype.js';
import { filtersOf } from '../../src/io/hdf5/filters.js';
import { fileOf, letters, read, u16, u32, zeros, type Bytes } from './support/bytes.js';

describe('filters', () => {
  const filters = (...bytes: Bytes) => read(() => filtersOf(fileOf([]), Uint8Array.from(bytes)));
  const counted = (count: number) => Array.from({ length: count }, (_, k) => k + 5);

  test.each([0, 1, 2, 3, 4])('of %i values each are read behind each other, in both versions', (count) => {
    const values = counted(count);
    const [deflate, lzf] = [
      { id: 1, name: 'deflate', values },
      { id: 32000, name: 'lzf', values },
    ];
    const numbers = values.flatMap(u32);
    // Names, and numbers of the first version, end at multiples of eight bytes.
    const fill = count % 2 === 1 ? zeros(4) : [];
    const old = (id: number, name: Bytes) => [
      ...u16(id),
      ...u16(name.length),
      ...u16(1),
      ...u16(count),
      ...name,
      ...zeros((8 - (name.length % 8)) % 8),
      ...numbers,
      ...fill,
    ];
    for (const name of ['deflate', 'gzip, 9 letters', 'twenty four of letters..', ''])
      expect(filters(1, 2, ...zeros(6), ...old(1, letters(`${name}\0`)), ...old(32000, letters('lzf\0')))).toEqual([
        { ...deflate, name: name || 'filter 1' },
        lzf,
      ]);
    // From 256 on a filter has a name.
    const own = [...u16(32000), ...u16(4), ...u16(0), ...u16(count), ...letters('lzf\0'), ...numbers];
    expect(filters(2, 2, ...u16(1), ...u16(0), ...u16(count), ...numbers, ...own)).toEqual([
      { ...deflate, name: 'filter 1' },
      lzf,
    ]);
  });

  test.each<readonly [number, string, string]>([
    [4, '', 'szip'],
    [5, '', 'nbit'],
    [6, '', 'scaleoffset'],
    [7, '', 'filter 7'],
    [255, '', 'filter 255'],
    [256, 'own', 'own'],
    [257, '', 'filter 257'],
    [32004, 'any', 'lz4'],
    [32015, 'any', 'zstd'],
    [32001, 'blosc', 'blosc'],
  ])('of number %i are not undone: %j', (id, name, told) => {
    const named = id >= 256 ? u16(name.length) : [];
    expect(filters(2, 1, ...u16(id), ...named, ...u16(0), ...u16(0), ...(id >= 256 ? letters(name) : []))).toBe(
      `compression must be gzip or lzf (write it with compression='gzip'), got ${told} (filter ${id})`,
    );
  });

  test.each([1, 2, 3, 32000])('of number %i are', (id) => {
    const named = id >= 256 ? u16(0) : [];
    expect(filters(2, 1, ...u16(id), ...named, ...u16(0), ...u16(0))).toEqual([
      { id, name: `filter ${id}`, values: [] },
    ]);
  });
});

describe('a type of elements', () => {
  const type = (...bytes: Bytes) => read(() => datatypeOf(fileOf([]), Uint8Array.from(bytes)));
  const head = (kind: number, size: number, bits = 0, version = 1): Bytes => [
    16 * version + kind,
    bits,
    0,
    0,
    ...u32(size),
  ];
  const whole = (size: number, bits = 0, offset = 0, precision = 8 * size): Bytes => [
    ...head(0, size, bits),
    ...u16(offset),
    ...u16(precision),
  ];
  const float = (size: number, exponent: number, bits = 0, offset = 0, precision = 8 * size): Bytes => [
    ...head(1, size, bits),
    ...u16(offset),
    ...u16(precision),
    9,
    exponent,
  ];

  test('is a whole number or a float of its size, sign and order of bytes', () => {
    for (const size of [1, 2, 4, 8])
      for (const bits of [0, 1, 8, 9])
        expect(type(...whole(size, bits))).toEqual({
          is: 'number',
          stored: `${bits >= 8 ? 'i' : 'u'}${8 * size}`,
          size,
          little: bits % 2 === 0,
        });
    for (const [size, exponent] of [
      [2, 5],
      [4, 8],
      [8, 11],
    ] as const)
      for (const bits of [0, 1])
        expect(type(...float(size, exponent, bits))).toEqual({
          is: 'number',
          stored: `f${8 * size}`,
          size,
          little: bits === 0,
        });
  });

  test('is a text of a size or of any, or lists of numbers', () => {
    expect(type(...head(3, 7))).toEqual({ is: 'text', size: 7 });
    expect(type(...head(9, 16, 1))).toEqual({ is: 'long text', size: 16 });
    const of = { is: 'number', stored: 'u2', size: 2, little: true };
    expect(type(...head(9, 16, 0), ...whole(2))).toEqual({ is: 'list', of: { ...of, stored: 'u16' }, size: 16 });
  });

  const member = (version: number, name: string): Bytes => {
    const bytes = letters(`${name}\0`);
    return version < 3 ? [...bytes, ...zeros((8 - (bytes.length % 8)) % 8)] : bytes;
  };
  const names = (version: number, given: readonly string[], ...values: Bytes): Bytes => [
    ...head(8, 1, given.length, version),
    ...whole(1, 8),
    ...given.flatMap((name) => member(version, name)),
    ...values,
  ];

  test.each([1, 2, 3])('of names is bool where they are those of numpy, in version %i', (version) => {
    const [bool, i8] = ['bool', 'i8'].map((stored) => ({ is: 'number', stored, size: 1, little: true }));
    expect(type(...names(version, ['FALSE', 'TRUE'], 0, 1))).toEqual(bool);
    expect(type(...names(version, ['FALSE', 'TRUE'], 1, 0))).toEqual(i8);
    expect(type(...names(version, ['TRUE', 'FALSE'], 0, 1))).toEqual(i8);
    for (const third of ['seven77', 'eight888', 'sixteen.sixteen.', ''])
      expect(type(...names(version, ['FALSE', 'TRUE', third], 0, 1, 2))).toEqual(i8);
    expect(
      type(
        ...head(8, 2, 2, version),
        ...whole(2),
        ...['FALSE', 'TRUE'].flatMap((name) => member(version, name)),
        ...u16(0),
        ...u16(1),
      ),
    ).toEqual({ is: 'number', stored: 'u16', size: 2, little: true });
    expect(type(...names(version, ['FALSE', 'TRUE'], 0))).toMatch(/^extent must be within \d+ bytes, got up to byte/);
  });

  test.each<readonly [string, Bytes]>([
    ['24 bits', whole(3)],
    ['128 bits', whole(16)],
    ['7 bits', whole(1, 0, 0, 7)],
    ['8 bits', whole(1, 0, 1)],
    ['a float of 32 bits, 9 of them an exponent', float(4, 9)],
    ['a float of 32 bits, 8 of them an exponent', float(4, 8, 0, 1)],
    ['a float of 31 bits, 8 of them an exponent', float(4, 8, 0, 0, 31)],
    ['a float of 32 bits, 8 of them an exponent', float(4, 8, 65)],
    ['a float of 128 bits, 15 of them an exponent', float(16, 15)],
    ['time', head(2, 4)],
    ['bit field', head(4, 4)],
    ['opaque', head(5, 4)],
    ['compound', head(6, 4)],
    ['reference', head(7, 8)],
    ['type 10', head(10, 8)],
    ['type 15', head(15, 8)],
    ['lists of texts', [...head(9, 16), ...head(3, 7)]],
    ['lists of long texts', [...head(9, 16), ...head(9, 16, 1)]],
    ['lists of lists', [...head(9, 16), ...head(9, 16), ...whole(2)]],
    ['lists of lists', head(9, 16, 2)],
    ['enumeration', [...head(9, 16), ...head(8, 1, 0), ...whole(1)]],
    ['enumeration', [...head(8, 1, 0), ...head(8, 1, 0), ...whole(1)]],
    ['lists of lists', [...head(8, 16, 0), ...head(9, 16), ...whole(2)]],
    ['an enumeration of texts', [...head(8, 7, 0), ...head(3, 7)]],
    ['an enumeration of numbers', [...head(8, 2, 0), ...whole(1)]],
  ])('that is none of these is refused: %s', (got, bytes) => {
    expect(type(...bytes)).toBe(`type of the elements must be whole numbers, floats, booleans or strings, got ${got}`);
  });
});
