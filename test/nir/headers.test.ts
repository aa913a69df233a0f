import { describe, expect, test } from 'vitest';
import { messagesAt } from '../../src/io/hdf5/header.js';
import { little } from '../events/support/files.js';
import { fileOf, letters, placed, read, summed, u16, u32, wide, zeros, type Bytes } from './support/bytes.js';

/** The types and bytes of the messages of the object at byte 0. */
const messages = (bytes: Bytes) => read(() => messagesAt(fileOf(bytes), 0).map(({ type, data }) => [type, ...data]));

const [space, datatype, filters, continuation] = [1, 3, 11, 16];

/** An object header of the first version: messages of eight bytes before their data. */
const old = (type: number, data: Bytes, flags = 0): Bytes => [
  ...u16(type),
  ...u16(data.length),
  flags,
  ...zeros(3),
  ...data,
];
const first = (...of: readonly Bytes[]): Bytes => [
  1,
  0,
  ...u16(of.length),
  ...u32(1),
  ...u32(of.flat().length),
  ...zeros(4),
  ...of.flat(),
];

/** One of the second version: four bytes before the data, or six where messages have an order. */
const late = (type: number, data: Bytes, flags = 0, order: Bytes = []): Bytes => [
  type,
  ...u16(data.length),
  flags,
  ...order,
  ...data,
];
const second = (flags: number, gap: number, ...of: readonly Bytes[]): Bytes =>
  summed([
    ...letters('OHDR'),
    2,
    flags,
    ...zeros(((flags & 32) !== 0 ? 16 : 0) + ((flags & 16) !== 0 ? 4 : 0)),
    ...little(2 ** (flags & 3), of.flat().length + gap),
    ...of.flat(),
    ...zeros(gap),
  ]);

describe('an object header', () => {
  test('of version 1 has its messages, of any length of data', () => {
    expect(messages(first(old(space, [1, 2]), old(99, []), old(datatype, [3])))).toEqual([
      [space, 1, 2],
      [99],
      [datatype, 3],
    ]);
    expect(messages(first())).toEqual([]);
    expect(messages(first(old(space, [1]), old(99, [])))).toEqual([[space, 1], [99]]);
    // What is too short for a message is none.
    const cut = [...first(old(space, [1])), ...zeros(7)];
    cut[8]! += 7;
    expect(messages(cut)).toEqual([[space, 1]]);
  });

  // HDF5 File Format Specification 3.0, IV.A.1.b: times for bit 5, limits for bit 4, an order for bit 2, and the width of the size.
  test.each(Array.from({ length: 64 }, (_, flags) => flags).filter((flags) => (flags & 8) === 0))(
    'of version 2 and flags %i has its messages',
    (flags) => {
      const order = (flags & 4) !== 0 ? [7, 0] : [];
      const of = [late(space, [1, 2], 0, order), late(datatype, [], 0, order)];
      const want = [[space, 1, 2], [datatype]];
      for (const gap of [0, 3 + order.length]) expect(messages(second(flags, gap, ...of))).toEqual(want);
      expect(messages(second(flags, 4 + order.length, ...of))).toEqual([...want, [0]]);
    },
  );

  test('of 255 bytes is of that size, although no bit of the byte that says so is zero', () => {
    const data = Array<number>(251).fill(9);
    expect(messages(second(0, 0, late(space, data)))).toEqual([[space, ...data]]);
  });

  test('goes on in other blocks, and in those that these name', () => {
    const at = (address: number, bytes: Bytes) => old(continuation, [...wide(address), ...wide(bytes.length)]);
    const third = old(space, [3]);
    const next = [...old(space, [2]), ...at(300, third)];
    expect(
      messages(placed({ 0: first(old(space, [1]), at(200, next), old(space, [4])), 200: next, 300: third })),
    ).toEqual([
      [space, 1],
      [space, 4],
      [space, 2],
      [space, 3],
    ]);
    const block = summed([...letters('OCHK'), ...late(space, [2])]);
    const lead = late(continuation, [...wide(200), ...wide(block.length)]);
    expect(messages(placed({ 0: second(0, 0, lead, late(space, [1])), 200: block }))).toEqual([
      [space, 1],
      [space, 2],
    ]);
    const changed = [...block.slice(0, -1), block.at(-1)! ^ 1];
    expect(messages(placed({ 0: second(0, 0, lead), 200: changed }))).toBe(
      'structure at byte 200 must be as its checksum says, got other bytes: the file is damaged',
    );
  });

  test('that leads to itself, or nowhere, is a fault', () => {
    const loop = old(continuation, [...wide(16), ...wide(8 + 16)]);
    expect(messages(first(loop))).toBe('object header must be at most 65536 messages, got more');
    expect(messages(first(old(continuation, [...wide(-1), ...wide(8)])))).toBe(
      'object header must be an address, got none: nothing was written there',
    );
  });

  test('has at most 65,536 messages', () => {
    const many = (count: number) =>
      messages([
        1,
        0,
        ...u16(0),
        ...u32(1),
        ...u32(8 * count),
        ...zeros(4),
        ...Array.from({ length: count }, () => old(99, [])).flat(),
      ]);
    expect(many(65_536)).toHaveLength(65_536);
    expect(many(65_537)).toBe('object header must be at most 65536 messages, got more');
  });

  test('of another version is a fault, as is one that is none', () => {
    const damaged = [...second(0, 0)];
    damaged[4] = 3;
    expect(messages(damaged)).toBe('version of an object header must be 1 or 2, got 3');
    expect(messages(zeros(8))).toBe(`structure at byte 0 must be 'OHDR', got ${JSON.stringify('\0\0\0\0')}`);
  });
});

describe('a message that is shared', () => {
  const own = first(old(99, [1]), old(datatype, [7, 8]));
  const shared = (type: number, message: Bytes, at: Bytes = own) =>
    messages(placed({ 0: first(old(type, message, 2)), 200: at }));
  const refused = 'type or shape must be stored with its data, or a committed type, got shared with others';

  test('is the type that it names, in every version', () => {
    expect(shared(datatype, [1, 0, ...zeros(6), ...wide(200)])).toEqual([[datatype, 7, 8]]);
    for (const kind of [0, 2]) expect(shared(datatype, [2, kind, ...wide(200)])).toEqual([[datatype, 7, 8]]);
    expect(shared(datatype, [3, 2, ...wide(200)])).toEqual([[datatype, 7, 8]]);
  });

  test('otherwise is a fault, unless nothing reads it', () => {
    for (const kind of [0, 1, 3]) expect(shared(datatype, [3, kind, ...wide(200)])).toBe(refused);
    for (const version of [0, 4]) expect(shared(datatype, [version, 2, ...wide(200)])).toBe(refused);
    for (const type of [space, filters]) expect(shared(type, [3, 2, ...wide(200)])).toBe(refused);
    expect(shared(99, [3, 1, ...wide(200)])).toEqual([]);
    expect(shared(datatype, [3, 2, ...wide(-1)])).toBe(
      'committed type must be an address, got none: nothing was written there',
    );
    expect(shared(datatype, [3, 2, ...wide(200)], first(old(99, [])))).toBe(
      'committed type at byte 200 must be a type, got something else',
    );
    expect(shared(datatype, [3, 2, ...wide(200)], first(old(datatype, [3, 2, ...wide(200)], 2)))).toBe(refused);
  });
});
