import { expect, test } from 'vitest';
import { lookup3 } from '../../src/io/hdf5/checksum.js';
import { heapObject, openHeap } from '../../src/io/hdf5/fractal-heap.js';
import { little } from '../events/support/files.js';

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
  [{ damage: 1 }, 'structure at byte 0 must be as its checksum says'],
  [{ flags: 2 }, 'block of a heap at byte 200 must be as its checksum says'],
  [{ kind: 1 }, kinds],
  [{ kind: 2 }, kinds],
  [{ largest: 4096, length: 473 }, 'the file is cut short or damaged'],
])('a heap that is none such is a fault: %j', (heap, sentence) => {
  expect(() => objectOf(heap)).toThrow(sentence);
});
