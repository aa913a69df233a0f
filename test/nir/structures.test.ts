import { describe, expect, test } from 'vitest';
import { openHeap } from '../../src/io/hdf5/fractal-heap.js';
import { layoutOf, spaceOf } from '../../src/io/hdf5/layout.js';
import { openFile } from '../../src/io/hdf5/superblock.js';
import { recordsOf } from '../../src/io/hdf5/tree-two.js';
import { little } from '../events/support/files.js';
import { fileOf, letters, read, summed, u16, u32, wide, zeros } from './support/bytes.js';

describe('a dataspace', () => {
  const space = (...bytes: readonly number[]) => read(() => spaceOf(fileOf([]), Uint8Array.from(bytes)));
  const extents = (shape: readonly number[]) => shape.flatMap((extent) => wide(extent));

  test('has a shape of at most 32 axes and 2^31 elements, and a largest one, maybe without end', () => {
    expect(space(1, 2, 0, ...zeros(5), ...extents([2, 3]))).toEqual({ shape: [2, 3], most: [2, 3] });
    expect(space(2, 2, 1, 1, ...extents([2, 3, 4, -1]))).toEqual({ shape: [2, 3], most: [4, Infinity] });
    expect(space(2, 1, 0, 1, ...extents([2 ** 31]))).toEqual({ shape: [2 ** 31], most: [2 ** 31] });
    expect(space(2, 32, 0, 1, ...extents(Array<number>(32).fill(1)))).toMatchObject({ shape: { length: 32 } });
    expect(space(2, 33, 0, 1, ...extents(Array<number>(33).fill(1)))).toContain(
      'shape must be of at most 2^31 elements',
    );
    expect(space(2, 1, 0, 1, ...extents([2 ** 31 + 1]))).toContain('shape must be of at most 2^31 elements');
  });

  test('may have no elements', () => {
    expect(space(2, 0, 0, 2)).toBeUndefined();
    expect(space(2, 0, 0, 0)).toEqual({ shape: [], most: [] });
  });

  test.each([0, 3])('of version %i is refused', (version) => {
    expect(space(version, 0, 0, 0, 0, 0, 0, 0)).toBe(`version of a shape must be 1 or 2, got ${version}`);
  });
});

describe('a layout', () => {
  const layout = (...bytes: readonly number[]) => read(() => layoutOf(fileOf([]), Uint8Array.from(bytes), true));

  test.each([3, 4, 5])('of version %i has its bytes in itself or at an address', (version) => {
    expect(layout(version, 0, ...u16(2), 7, 8)).toEqual({ is: 'here', bytes: Uint8Array.of(7, 8) });
    expect(layout(version, 1, ...wide(99))).toEqual({ is: 'at', address: 99 });
    expect(layout(version, 1, ...wide(-1))).toEqual({ is: 'at', address: undefined });
    expect(layout(version, 3)).toBe('data must be in this file, got parts of other files (a virtual dataset)');
  });

  test.each([2, 6])('of version %i is refused', (version) => {
    expect(layout(version, 1, ...wide(9))).toBe(`layout of the data must be of version 3, 4 or 5, got ${version}`);
  });

  test('of chunks has an index of its kind', () => {
    const chunks = { is: 'chunks', chunk: [5, 6], plainEdges: false };
    expect(layout(3, 2, 3, ...wide(99), ...u32(5), ...u32(6), ...u32(4))).toEqual({
      ...chunks,
      index: { is: 'tree', address: 99 },
    });
    const told = (flags: number, ...index: readonly number[]) => {
      const [four, five] = [4, 5].map((version) =>
        layout(version, 2, flags, 3, 2, ...[5, 6, 4].flatMap(u16), ...index),
      );
      expect(five).toEqual(four);
      return four;
    };
    expect(told(0, 1, ...wide(99))).toEqual({
      ...chunks,
      index: { is: 'single', stored: undefined, skipped: 0, address: 99 },
    });
    expect(told(2, 1, ...wide(7), ...u32(3), ...wide(99))).toEqual({
      ...chunks,
      index: { is: 'single', stored: 7, skipped: 3, address: 99 },
    });
    expect(told(1, 1, ...wide(99))).toMatchObject({ plainEdges: true, index: { stored: undefined, address: 99 } });
    expect(told(1, 2, ...wide(99))).toEqual({ ...chunks, plainEdges: true, index: { is: 'row', address: 99 } });
    expect(told(0, 3, 9, ...wide(99))).toEqual({ ...chunks, index: { is: 'array', address: 99 } });
    expect(told(0, 4, ...zeros(5), ...wide(99))).toEqual({ ...chunks, index: { is: 'growing', address: 99 } });
    expect(told(0, 5, ...zeros(6), ...wide(99))).toEqual({
      ...chunks,
      index: { is: 'tree two', filtered: true, address: 99 },
    });
    for (const kind of [0, 6]) expect(told(0, kind)).toBe(`index of chunks must be of a kind from 1 to 5, got ${kind}`);
  });
});

describe('a superblock', () => {
  const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
  const old = (version: number, width: number, root: number, gap: number) => [
    ...signature,
    version,
    ...zeros(4),
    width,
    width,
    ...zeros(gap),
    ...zeros(5 * width),
    ...little(width, root),
  ];
  const late = (version: number, width: number, root: number, base = 0, length = width) =>
    summed([
      ...signature,
      version,
      width,
      length,
      0,
      ...little(width, base),
      ...zeros(2 * width),
      ...little(width, root),
    ]);
  const opened = (bytes: readonly number[]) => read(() => openFile(Uint8Array.from(bytes)));

  test.each([2, 4, 8])('of numbers of %i bytes has the root of the file, in every version', (width) => {
    const want = { root: 300, file: { base: 0, wide: { address: width, length: width } } };
    for (const bytes of [old(0, width, 300, 9), old(1, width, 300, 13), late(2, width, 300), late(3, width, 300)])
      expect(opened(bytes)).toMatchObject(want);
  });

  test('of another version, another width or without a root is refused', () => {
    expect(opened(late(4, 8, 300))).toBe('version of the superblock must be from 0 to 3, got 4');
    expect(opened(late(2, 3, 300))).toBe('width of addresses and lengths must be 2, 4 or 8 bytes, got 3 and 3');
    expect(opened(late(2, 4, 300, 0, 3))).toBe('width of addresses and lengths must be 2, 4 or 8 bytes, got 4 and 3');
    expect(opened(late(2, 8, -1))).toBe('root group must be an address, got none: nothing was written there');
    expect(opened([...late(2, 8, 300).slice(0, -1), 1])).toContain('as its checksum says');
  });

  test.each([0, 512, 1024, 2048])('at byte %i tells where addresses count from, or they count from there', (start) => {
    expect(opened([...zeros(start), ...late(2, 8, 300, 64)])).toMatchObject({ file: { base: 64 } });
    expect(opened([...zeros(start), ...late(2, 8, 300, -1)])).toMatchObject({ file: { base: start } });
  });

  test.each([256, 513, 1536])('at byte %i is none', (start) => {
    expect(opened([...zeros(start), ...late(2, 8, 300)])).toContain('file must be an HDF5 file, which begins with');
  });
});

describe('a fractal heap', () => {
  const sound = { filters: 0, flags: 2, largest: 4096, width: 4, start: 512, longest: 65536, bits: 32, rows: 2 };
  const heap = (parts: Partial<typeof sound>) => {
    const { filters, flags, largest, width, start, longest, bits, rows } = { ...sound, ...parts };
    const sizes = [...u16(width), ...wide(start), ...wide(longest), ...u16(bits), ...u16(0)];
    const own = [...letters('FRHP'), ...zeros(3), ...u16(filters), flags, ...u32(largest), ...zeros(96), ...sizes];
    return read(() => openHeap(fileOf(summed([...own, ...wide(99), ...u16(rows)])), 0));
  };

  test('has sizes, and its blocks a checksum if it says so', () => {
    const { width, start, rows } = sound;
    const want = {
      address: 0,
      offsetBytes: 4,
      lengthBytes: 2,
      width,
      start,
      directRows: 9,
      root: 99,
      rows,
      checked: true,
    };
    expect(heap({})).toEqual(want);
    expect(heap({ flags: 1 })).toEqual({ ...want, checked: false });
    expect(heap({ bits: 33, largest: 255 })).toEqual({ ...want, offsetBytes: 5, lengthBytes: 1 });
    expect(heap({ longest: 512 })).toEqual({ ...want, directRows: 2 });
  });

  test.each([{ width: 1 }, { width: 1024 }, { start: 1 }, { bits: 64 }, { largest: 1 }])('may have %o', (parts) => {
    expect(heap(parts)).toMatchObject({ root: 99 });
  });

  test.each([
    { filters: 1 },
    { width: 0 },
    { width: 1025 },
    { start: 0 },
    { longest: 511 },
    { bits: 65 },
    { largest: 0 },
  ])('of %o is refused', (parts) => {
    expect(heap(parts)).toBe('heap of a group must be uncompressed, with valid sizes, got another');
  });
});

describe('a tree of version 2', () => {
  const sound = { kind: 5, node: 512, record: 11, depth: 0 };
  const tree = (parts: Partial<typeof sound>) => {
    const { kind, node, record, depth } = { ...sound, ...parts };
    const own = [...letters('BTHD'), 0, kind, ...u32(node), ...u16(record), ...u16(depth), ...zeros(2)];
    return read(() => recordsOf(fileOf(summed([...own, ...wide(-1), ...u16(0), ...wide(0)])), 0, 5));
  };

  test.each([{}, { record: 5 }, { node: 21 }, { depth: 8 }])('without a root has no records: %o', (parts) => {
    expect(tree(parts)).toEqual([]);
  });

  test.each([{ kind: 6 }, { record: 4 }, { node: 20 }, { depth: 9 }])('of %o is refused', (parts) => {
    expect(tree(parts)).toContain('index of a group or of chunks must be of type 5, with valid sizes');
  });
});
