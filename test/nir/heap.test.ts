import { describe, expect, test } from 'vitest';
import { lookup3 } from '../../src/io/hdf5/checksum.js';
import { heapObject, openHeap } from '../../src/io/hdf5/fractal-heap.js';
import { little } from '../events/support/files.js';
import { fileOf, letters, placed, read, summed, u16, u32, wide, zeros } from './support/bytes.js';

const usual = {
  filters: 0,
  flags: 0,
  largest: 200,
  width: 4,
  start: 512,
  longest: 512,
  bits: 32,
  damage: 0,
  kind: 0,
  length: 3,
};

/** An object of a heap of one block, which has no checksum: h5py writes none such. */
const objectOf = (heap: Partial<typeof usual>): readonly number[] => {
  const { filters, flags, largest, width, start, longest, bits, damage, kind, length } = { ...usual, ...heap };
  const [object, offset] = [[7, 8, 9], 40];
  const root = 200;
  const sizes = [...little(2, width), ...little(8, start), ...little(8, longest), ...little(2, bits), 0, 0];
  const unread = Array<number>(96).fill(0);
  const header = [...Buffer.from('FRHP'), 0, 0, 0, filters, 0, flags, ...little(4, largest), ...unread, ...sizes];
  header.push(...little(8, root), 0, 0);
  const bytes = new Uint8Array(root + 512);
  bytes.set([...header, ...little(4, lookup3(Uint8Array.from(header)) ^ damage)]);
  bytes.set(Buffer.from('FHDB'), root);
  bytes.set(object, root + offset);
  const file = { bytes, base: 0, wide: { address: 8, length: 8 } };
  const id = Uint8Array.from([kind << 4, ...little(Math.ceil(bits / 8), offset), ...little(2, length)]);
  return [...heapObject(file, openHeap(file, 0), id)];
};

test.each([{}, { flags: 1 }, { width: 1 }, { width: 1024 }, { longest: 2 ** 40 }, { largest: 3 }, { bits: 64 }])(
  'an object of a heap is read: %j',
  (heap) => {
    expect(objectOf(heap)).toEqual([7, 8, 9]);
  },
);

const sizes = 'heap of a group must be uncompressed, with valid sizes';
const kinds = 'link of a group must be within a block of its heap';

test.each([
  [{ width: 0 }, sizes],
  [{ width: 1025 }, sizes],
  [{ start: 0 }, sizes],
  [{ longest: 511 }, sizes],
  [{ largest: 0 }, sizes],
  [{ bits: 65 }, sizes],
  [{ filters: 1 }, sizes],
  // More stands before the checksum of a heap that is filtered.
  [{ filters: 1, damage: 1 }, sizes],
  [{ damage: 1 }, 'structure at byte 0 must be as its checksum says'],
  [{ flags: 2 }, 'block of a heap at byte 200 must be as its checksum says'],
  [{ kind: 1 }, kinds],
  [{ kind: 2 }, kinds],
  [{ largest: 4096, length: 473 }, 'the file is cut short or damaged'],
])('a heap that is none such is a fault: %j', (heap, sentence) => {
  expect(() => objectOf(heap)).toThrow(sentence);
});

describe('a heap whose root is a table', () => {
  /** Rows of two blocks of 64, 64, 128, ... bytes, which lie at 300, 400, ...; the bytes of each count from its number. HDF5 File Format Specification 3.0, III.G. */
  const heap = (rows: number, longest: number, damage = 0) => {
    const [width, start] = [2, 64];
    const sizes = Array.from({ length: rows * width }, (_, k) => start * 2 ** Math.max(0, (k >> 1) - 1));
    const fields = [...little(2, width), ...little(8, start), ...little(8, longest), ...little(2, 16), 0, 0];
    const header = summed([
      ...letters('FRHP'),
      ...zeros(3),
      ...u16(0),
      0,
      ...u32(200),
      ...zeros(96),
      ...fields,
      ...wide(200),
      ...u16(rows),
    ]);
    const table = summed([
      ...letters('FHIB'),
      0,
      ...wide(0),
      ...u16(0),
      ...sizes.flatMap((__, k) => wide(300 + 300 * k)),
    ]);
    const blocks = Object.fromEntries(
      sizes.map((size, k) => [300 + 300 * k, [...letters('FHDB'), ...Array<number>(size - 4).fill(k)]]),
    );
    const file = fileOf(placed({ 0: header, 200: [...table.slice(0, -1), table.at(-1)! ^ damage], ...blocks }));
    return (offset: number, length: number) =>
      read(() => [...heapObject(file, openHeap(file, 0), Uint8Array.from([0, ...u16(offset), length]))]);
  };
  const none =
    'group must be of fewer members, or written with libver="earliest", got one whose heap has tables of tables';

  test('has its objects in the blocks that the table names, each from its first byte to its last', () => {
    const find = heap(3, 1024);
    const starts = [0, 64, 128, 192, 256, 384];
    for (const [k, start] of starts.entries()) {
      expect(find(start, 5)).toEqual([...letters('FHDB'), k]);
      expect(find((starts[k + 1] ?? 512) - 1, 1)).toEqual([k]);
    }
    expect(find(512, 1)).toBe(none);
  });

  test('has no blocks beyond the rows of those that hold objects: tables within it are not read', () => {
    const find = heap(3, 64);
    expect(find(255, 1)).toEqual([3]);
    expect(find(256, 1)).toBe(none);
  });

  test('that is not as its checksum says is refused', () => {
    expect(heap(1, 64, 1)(0, 1)).toBe(
      'structure at byte 200 must be as its checksum says, got other bytes: the file is damaged',
    );
  });
});
