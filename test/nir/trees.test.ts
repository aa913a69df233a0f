import { describe, expect, test } from 'vitest';
import { globalHeap } from '../../src/io/hdf5/global-heap.js';
import { recordsOf } from '../../src/io/hdf5/tree-two.js';
import { treeLeaves } from '../../src/io/hdf5/tree.js';
import { little } from '../events/support/files.js';
import {
  fileOf,
  letters,
  nowhere as none,
  placed,
  read,
  summed,
  u16,
  u32,
  wide,
  zeros,
  type Bytes,
} from './support/bytes.js';

describe('a tree of version 1', () => {
  const node = (type: number, level: number, entries: readonly (readonly [key: number, child: Bytes])[]): Bytes => [
    ...letters('TREE'),
    type,
    level,
    ...u16(entries.length),
    ...zeros(16),
    ...entries.flatMap(([key, child]) => [...wide(key), ...child]),
  ];
  const leaves = (nodes: Readonly<Record<number, Bytes>>, type: 0 | 1 = 1) =>
    read(() => treeLeaves(fileOf(placed(nodes)), 0, type, (c) => c.length()));

  test('has its leaves from left to right, each with the key before it', () => {
    const [left, right] = [
      node(1, 0, [
        [1, wide(71)],
        [2, wide(72)],
      ]),
      node(1, 0, [[3, wide(73)]]),
    ];
    expect(
      leaves({
        0: node(1, 1, [
          [1, wide(200)],
          [3, wide(100)],
        ]),
        200: left,
        100: right,
      }),
    ).toEqual([
      { key: 1, child: 71 },
      { key: 2, child: 72 },
      { key: 3, child: 73 },
    ]);
    expect(leaves({ 0: node(0, 0, []) }, 0)).toEqual([]);
  });

  test('of another type, with a level that does not follow, or without an address is refused', () => {
    expect(leaves({ 0: node(0, 0, []) })).toBe('node of a tree must be of type 1, got 0, level 0');
    expect(leaves({ 0: node(1, 0, []) }, 0)).toBe('node of a tree must be of type 0, got 1, level 0');
    const root = node(1, 2, [[1, wide(100)]]);
    for (const level of [0, 2])
      expect(leaves({ 0: root, 100: node(1, level, []) })).toBe(
        `node of a tree must be of type 1, level 1, got 1, level ${level}`,
      );
    expect(leaves({ 0: root, 100: node(0, 1, []) })).toBe('node of a tree must be of type 1, level 1, got 0, level 1');
    expect(leaves({ 0: node(1, 0, [[1, none]]) })).toBe('tree must be an address, got none: nothing was written there');
    expect(leaves({ 0: node(1, 1, [[1, wide(0)]]) })).toBe(
      'tree of a group or of chunks must be without cycles, got a cycle',
    );
  });
});

describe('a tree of version 2', () => {
  const head = (depth: number, root: number, count: number, node = 60): Bytes =>
    summed([
      ...letters('BTHD'),
      0,
      5,
      ...u32(node),
      ...u16(11),
      ...u16(depth),
      0,
      0,
      ...wide(root),
      ...u16(count),
      ...wide(9),
    ]);
  const record = (k: number): Bytes => [k, ...zeros(10)];
  const leaf = (...records: Bytes): Bytes => summed([...letters('BTLF'), 0, 5, ...records.flatMap(record)]);
  /** A node with records between its children, the number of records of each, and of all below each where it is not the lowest. */
  const inner = (records: Bytes, children: readonly (readonly [at: number, own: number, total?: number])[]): Bytes =>
    summed([
      ...letters('BTIN'),
      0,
      5,
      ...records.flatMap(record),
      ...children.flatMap(([at, own, total]) => [...wide(at), own, ...(total === undefined ? [] : [total])]),
    ]);
  const records = (nodes: Readonly<Record<number, Bytes>>) =>
    read(() => recordsOf(fileOf(placed(nodes)), 0, 5).map(([first]) => first));

  test('has its records in order, through all of its levels', () => {
    expect(records({ 0: head(0, 100, 2), 100: leaf(1, 2) })).toEqual([1, 2]);
    const two = {
      100: leaf(1),
      200: leaf(3, 4),
      300: inner(
        [2],
        [
          [100, 1],
          [200, 2],
        ],
      ),
    };
    expect(records({ 0: head(1, 300, 1), ...two })).toEqual([1, 2, 3, 4]);
    const right = {
      400: leaf(6),
      500: leaf(8),
      600: inner(
        [7],
        [
          [400, 1],
          [500, 1],
        ],
      ),
    };
    const root = inner(
      [5],
      [
        [300, 1, 4],
        [600, 1, 3],
      ],
    );
    expect(records({ 0: head(2, 700, 1), ...two, ...right, 700: root })).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  // Behind ten bytes a node has room for records of 11 bytes; counts are as wide as the most that a node, or a tree, may have.
  test.each([
    [10 + 11 * 256 - 1, 1],
    [10 + 11 * 256, 2],
  ])('whose nodes have %i bytes counts their records in %i', (node, width) => {
    const children = [100, 200].flatMap((at) => [...wide(at), ...little(width, 1)]);
    const top = summed([...letters('BTIN'), 0, 5, ...record(2), ...children]);
    expect(records({ 0: head(1, 300, 1, node), 100: leaf(1), 200: leaf(3), 300: top })).toEqual([1, 2, 3]);
  });

  // Nodes of 240 bytes hold 20 records, or 11 and 12 children: 251 records in all. One byte more, and they hold 21: 263.
  test.each([
    [240, 1],
    [241, 2],
  ])('of two levels, whose nodes have %i bytes, counts those of a tree in %i', (node, width) => {
    const lower = (at: number, k: number) => ({
      [at]: leaf(k),
      [at + 50]: leaf(k + 2),
      [at + 100]: inner(
        [k + 1],
        [
          [at, 1],
          [at + 50, 1],
        ],
      ),
    });
    const children = [200, 400].flatMap((at) => [...wide(at), 1, ...little(width, 3)]);
    const top = summed([...letters('BTIN'), 0, 5, ...record(4), ...children]);
    const nodes = { 0: head(2, 600, 1, node), ...lower(100, 1), ...lower(300, 5), 600: top };
    expect(records(nodes)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('that comes back to a node, or leads nowhere, is refused', () => {
    const index = 'index of a group or of chunks';
    expect(
      records({
        0: head(1, 300, 1),
        100: leaf(1),
        300: inner(
          [2],
          [
            [100, 1],
            [100, 1],
          ],
        ),
      }),
    ).toBe(`${index} must be a tree, got a cycle`);
    const lost = summed([...letters('BTIN'), 0, 5, ...none, 0]);
    expect(records({ 0: head(1, 300, 0), 300: lost })).toBe(
      `${index} must be an address, got none: nothing was written there`,
    );
  });
});

describe('the global heap', () => {
  const object = (index: number, bytes: Bytes): Bytes => [
    ...u16(index),
    ...u16(1),
    ...u32(0),
    ...wide(bytes.length),
    ...bytes,
    ...zeros((8 - (bytes.length % 8)) % 8),
  ];
  const heap = (length: number, ...objects: readonly Bytes[]) => {
    const file = fileOf(placed({ 40: [...letters('GCOL'), ...u32(1), ...wide(length), ...objects.flat()] }));
    return (index: number) => read(() => [...globalHeap({ ...file, base: 8 })(32, index, 'text')]);
  };

  test('has the bytes of each object, up to the one that is the room left', () => {
    const find = heap(
      200,
      object(1, [5]),
      object(7, [1, 2, 3, 4, 5, 6, 7, 8]),
      object(3, []),
      object(0, zeros(16)),
      object(4, [9]),
    );
    expect([1, 7, 3].map(find)).toEqual([[5], [1, 2, 3, 4, 5, 6, 7, 8], []]);
    for (const index of [0, 4])
      expect(find(index)).toBe(`text must be object ${index} of the heap at byte 40, got none: the file is damaged`);
  });

  test('ends where it says, although no room is left', () => {
    const objects = [object(1, [5]), object(2, [6])];
    const length = 16 + objects.flat().length;
    expect(heap(length, ...objects)(2)).toEqual([6]);
    expect(heap(length - 9, ...objects)(2)).toContain('must be object 2');
    expect(heap(length + 15, ...objects)(2)).toEqual([6]);
    // An object of no bytes is sixteen.
    expect(heap(16 + 24 + 16, object(1, [5]), object(2, []))(2)).toEqual([]);
    expect(heap(16 + 24 + 15, object(1, [5]), object(2, []))(2)).toContain('must be object 2');
  });
});
