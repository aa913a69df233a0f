import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textAttribute } from '../../src/io/hdf5/attributes.js';
import { linksOf } from '../../src/io/hdf5/links.js';
import { little } from '../events/support/files.js';
import { quickLaw } from '../support/law.js';
import { fileOf, letters, read, u16, u32, wide, zeros, type Bytes } from './support/bytes.js';

const message = (type: number, bytes: Bytes) => ({ type, data: Uint8Array.from(bytes) });

describe('a link', () => {
  const nowhere = message(2, [0, 0, ...wide(-1), ...wide(-1)]);
  const links = (...bytes: Bytes) => read(() => linksOf(fileOf([]), [nowhere, message(6, bytes)]));

  // HDF5 File Format Specification 3.0, IV.A.2.g: bits 0 and 1 of the flags tell the width of the name's length.
  quickLaw(
    'has the name and the aim that it was given, whatever its flags leave out',
    [
      fc.string({ unit: 'grapheme', maxLength: 90 }).filter((name) => !name.includes('\0')),
      fc.nat(31),
      fc.constantFrom(0, 1, 64),
    ],
    (name, flags, type) => {
      fc.pre(type === 0 || (flags & 8) !== 0);
      const bytes = letters(name);
      const width = 2 ** (flags & 3);
      fc.pre(bytes.length < 256);
      const told = [1, flags, ...(flags & 8 ? [type] : []), ...(flags & 4 ? wide(77) : []), ...(flags & 16 ? [1] : [])];
      const aim = { 0: wide(300), 1: [...u16(3), ...letters('a/b')], 64: [...u16(2), 0, 0] }[type]!;
      const to = { 0: 300, 1: 'a/b', 64: undefined }[type];
      expect(links(...told, ...little(width, bytes.length), ...bytes, ...aim)).toEqual([{ name, to }]);
    },
  );

  test('without an address is a fault', () => {
    expect(links(1, 0, 1, 97, ...wide(-1))).toBe("'a' must be an address, got none: nothing was written there");
  });

  test('of a group may stand in a heap: its address lies behind the largest place where flags say that there is one', () => {
    const of = (flags: number, ...before: Bytes) =>
      read(() => linksOf(fileOf(zeros(8)), [message(2, [0, flags, ...before, ...wide(0), ...wide(-1)])]));
    const heap = `structure at byte 0 must be 'FRHP', got ${JSON.stringify('\0\0\0\0')}`;
    expect([of(0), of(1, ...wide(-1)), of(2)]).toEqual([heap, heap, heap]);
    expect(read(() => linksOf(fileOf([]), []))).toBeUndefined();
  });
});

describe('an attribute', () => {
  const [three, double] = [
    [0x13, 0, 0, 0, ...u32(3)],
    [0x11, 0, 0, 0, ...u32(8), ...u16(0), ...u16(64), 52, 11, 0, 52, ...u32(1023)],
  ] as const;
  const scalar = [2, 0, 0, 0];
  const float = [...new Uint8Array(Float64Array.of(1.5).buffer)];
  const parts = (version: number, type: Bytes, space: Bytes, value: Bytes, flags = 0, name = 'of'): Bytes => {
    const three = [letters(`${name}\0`), type, space];
    const filled = three.flatMap((part) => [...part, ...(version === 1 ? zeros((8 - (part.length % 8)) % 8) : [])]);
    return [
      version,
      flags,
      ...three.flatMap(({ length }) => u16(length)),
      ...(version === 3 ? [0] : []),
      ...filled,
      ...value,
    ];
  };
  const text = (...messages: readonly Bytes[]) =>
    read(() =>
      textAttribute(
        fileOf([]),
        messages.map((bytes) => message(12, bytes)),
        'of',
      ),
    );

  test.each([1, 2, 3])('of version %i has its text, whatever stands before it', (version) => {
    expect(text(parts(version, three, scalar, letters('abc')))).toBe('abc');
    const other = parts(version, double, scalar, float, 0, 'another');
    expect(text(other, parts(version, three, scalar, letters('abc')))).toBe('abc');
    expect(text(other)).toBeUndefined();
  });

  test('without a single text is a fault', () => {
    const want = "attribute 'of' must be a string, got";
    expect(text(parts(3, double, scalar, float))).toBe(`${want} a number (1.5)`);
    for (const version of [2, 3])
      expect(text(parts(version, three, scalar, letters('abc'), 1))).toBe(`${want} one of a committed type`);
    expect(text(parts(1, three, scalar, letters('abc'), 1))).toBe('abc');
    for (const space of [
      [2, 0, 0, 2],
      [2, 1, 0, 1, ...wide(2)],
      [2, 1, 0, 1, ...wide(0)],
    ])
      expect(text(parts(3, three, space, letters('abcdef')))).toBe(`${want} another value`);
    expect(text(parts(3, three, [2, 1, 0, 1, ...wide(1)], letters('abc')))).toBe('abc');
    expect(text(parts(3, [0x19, 0, 0, 0, ...u32(16), ...double], scalar, zeros(16)))).toBe(`${want} another value`);
  });

  test.each([0, 4])('of version %i is refused', (version) => {
    expect(text(parts(version, three, scalar, letters('abc')))).toBe(
      `version of an attribute must be from 1 to 3, got ${version}`,
    );
  });

  test('of an object of many may stand in a heap, whose address lies behind the largest place where flags say that there is one', () => {
    const of = (flags: number, address: Bytes, ...before: Bytes) =>
      read(() => textAttribute(fileOf(zeros(8)), [message(21, [0, flags, ...before, ...address, ...wide(-1)])], 'of'));
    const heap = `structure at byte 0 must be 'FRHP', got ${JSON.stringify('\0\0\0\0')}`;
    expect([of(0, wide(0)), of(1, wide(0), ...u16(5)), of(2, wide(0))]).toEqual([heap, heap, heap]);
    expect([of(0, wide(-1)), of(1, wide(-1), ...u16(5))]).toEqual([undefined, undefined]);
  });
});
