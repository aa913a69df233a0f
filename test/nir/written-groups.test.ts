import { expect, test } from 'vitest';
import type { Dataset, Group } from '../../src/io/hdf5/array.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { letters, nowhere, placed, u16, u32, wide, zeros, type Bytes } from './support/bytes.js';
import { headerOf, messageOf } from './support/objects.js';

/** What all datasets say: that no value fills them, and where they lie. */
const [fill, layout] = [
  messageOf(5, [2, 2, 2, 1, ...u32(0)]),
  (at: Bytes, length: number) => messageOf(8, [3, 1, ...at, ...wide(length)]),
];
const space = (...shape: readonly number[]): Bytes => [1, shape.length, 0, 0, ...u32(0), ...shape.flatMap(wide)];
const whole = (size: number, sign: 0 | 8): Bytes => [0x10, sign, 0, 0, ...u32(size), ...u16(0), ...u16(8 * size)];

// HDF5 File Format Specification 3.0: II.A (superblock), III.A.1 (trees), III.C and III.D (names), III.E (heap of texts), IV.A.
test('a file of a group within a group, texts, attributes and nothing is, byte by byte, what the specification says', () => {
  const root: Group = {
    attributes: { v: { shape: [2], dtype: 'u32', data: Uint32Array.of(3, 4) } },
    members: new Map<string, Group | Dataset>([
      ['t', { shape: [3], dtype: 'text', data: ['é', '', 'é'] }],
      ['g', { members: new Map([['n', { shape: [1, 2], dtype: 'i16', data: Int16Array.of(-1, 258) }]]) }],
      ['eight888', { shape: [0], dtype: 'u8', data: new Uint8Array() }],
    ]),
  };
  // Each text once: two bytes, and the rest of the 4096 is object 0.
  const texts = 96;
  const collection = [
    ...letters('GCOL'),
    ...u32(1),
    ...wide(4096),
    ...u16(1),
    ...u16(1),
    ...u32(0),
    ...wide(2),
    0xc3,
    0xa9,
    ...zeros(6),
    ...wide(0),
    ...wide(4096 - 16 - 24),
  ];
  const empty = texts + 4096;
  const emptyHeader = headerOf(messageOf(1, space(0)), messageOf(3, whole(1, 0)), fill, layout(nowhere, 0));
  const n = empty + emptyHeader.length;
  const nHeader = headerOf(messageOf(1, space(1, 2)), messageOf(3, whole(2, 8)), fill, layout(wide(n), 4));
  // A group: names, their heap, one node of names with room for 8, a tree with room for 32 nodes, and the header.
  const groupAt = (names: number, size: number) => {
    const heap = names + size;
    return { names, heap, node: heap + 32, tree: heap + 32 + 8 + 8 * 40, header: heap + 32 + 328 + 24 + 8 + 32 * 16 };
  };
  const g = groupAt(n + 8 + nHeader.length, 16);
  const t = g.header + 16 + 24;
  const reference = [...u32(2), ...wide(texts), ...u32(1)];
  const tHeader = headerOf(
    messageOf(1, space(3)),
    messageOf(3, [0x19, 1, 1, 0, ...u32(16), 0x13, 0, 0, 0, ...u32(1)]),
    fill,
    layout(wide(t), 48),
  );
  const own = groupAt(t + 48 + tHeader.length, 8 + 16 + 8 + 8);
  const attribute = messageOf(12, [
    1,
    0,
    ...u16(2),
    ...u16(12),
    ...u16(16),
    ...letters('v'),
    ...zeros(7),
    ...whole(4, 0),
    ...zeros(4),
    ...space(2),
    ...u32(3),
    ...u32(4),
  ]);
  const group = (
    { names, heap, node, tree }: typeof g,
    held: Bytes,
    size: number,
    last: number,
    entries: readonly Bytes[],
  ) => ({
    [names]: held,
    [heap]: [...letters('HEAP'), ...u32(0), ...wide(size), ...wide(1), ...wide(names)],
    [node]: [...letters('SNOD'), 1, 0, ...u16(entries.length), ...entries.flat()],
    [tree]: [...letters('TREE'), 0, 0, ...u16(1), ...nowhere, ...nowhere, ...wide(0), ...wide(node), ...wide(last)],
  });
  const plain = (name: number, header: number): Bytes => [...wide(name), ...wide(header), ...zeros(24)];
  const cached = (name: number, { header, tree, heap }: typeof g): Bytes => [
    ...wide(name),
    ...wide(header),
    ...u32(1),
    ...u32(0),
    ...wide(tree),
    ...wide(heap),
  ];
  const header = headerOf(messageOf(17, [...wide(own.tree), ...wide(own.heap)]), attribute);
  expect([...writeHdf5(root)]).toEqual(
    placed({
      0: [
        137,
        ...letters('HDF\r\n\n'),
        ...zeros(5),
        8,
        8,
        0,
        ...u16(4),
        ...u16(16),
        ...u32(0),
        ...wide(0),
        ...nowhere,
        ...wide(own.header + header.length),
        ...nowhere,
        ...cached(0, own),
      ],
      [texts]: collection,
      [empty]: emptyHeader,
      [n]: [255, 255, 2, 1],
      [n + 8]: nHeader,
      ...group(g, [...zeros(8), ...letters('n')], 16, 8, [plain(8, n + 8)]),
      [g.header]: headerOf(messageOf(17, [...wide(g.tree), ...wide(g.heap)])),
      [t]: [...reference, ...zeros(16), ...reference],
      [t + 48]: tHeader,
      // A name of eight letters ends with a zero of eight bytes.
      ...group(
        own,
        [...zeros(8), ...letters('eight888'), ...zeros(8), ...letters('g'), ...zeros(7), ...letters('t')],
        40,
        32,
        [plain(8, empty), cached(24, g), plain(32, t + 48)],
      ),
      [own.header]: header,
    }),
  );
});

test('members lie in the order of the bytes of their names, the shorter of two alike first', () => {
  const sorted = [
    '',
    '\u0001',
    'B',
    'Bb',
    'a',
    'a\u0001',
    'a\u0001\u0001',
    'a b',
    'ab',
    'b',
    'z',
    'é',
    'é1',
    '我',
    '𝄞',
  ];
  const set: Dataset = { shape: [], dtype: 'u8', data: Uint8Array.of(1) };
  const names = (given: readonly string[]): readonly string[] => {
    const bytes = Buffer.from(writeHdf5({ members: new Map(given.map((name) => [name, set])) }));
    const heap = bytes.lastIndexOf('HEAP');
    const [size, at] = [Number(bytes.readBigUInt64LE(heap + 8)), Number(bytes.readBigUInt64LE(heap + 24))];
    // Each is followed by a zero and zeros up to a multiple of eight bytes; the first is the empty name of no member.
    const held = bytes.subarray(at + 8, at + size);
    const found: string[] = [];
    for (let place = 0; place < held.length;) {
      const end = held.indexOf(0, place);
      found.push(held.toString('utf8', place, end));
      place += Math.floor((end - place) / 8) * 8 + 8;
    }
    return found;
  };
  expect(names(sorted)).toEqual(sorted);
  expect(names(sorted.toReversed())).toEqual(sorted);
});
