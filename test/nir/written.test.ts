import { describe, expect, test } from 'vitest';
import type { Choice, Dataset } from '../../src/io/hdf5/array.js';
import { output } from '../../src/io/hdf5/output.js';
import { datasetMessages } from '../../src/io/hdf5/write-dataset.js';
import { writeHdf5 } from '../../src/io/hdf5/write.js';
import { letters, nowhere, placed, u16, u32, wide, zeros, type Bytes } from './support/bytes.js';
import { headerOf, messageOf } from './support/objects.js';

/** The messages of a dataset that is written first, by their types. HDF5 File Format Specification 3.0, IV.A.2. */
const messages = (set: Dataset) =>
  datasetMessages(output(), set, () => new Uint8Array(16)).map(([type, data]) => [type, ...data]);

describe('the messages of a dataset', () => {
  test.each<readonly [Dataset['dtype'], Dataset['data'], Bytes]>([
    ['i8', Int8Array.of(1), [0x10, 8, 0, 0, ...u32(1), ...u16(0), ...u16(8)]],
    ['i16', Int16Array.of(1), [0x10, 8, 0, 0, ...u32(2), ...u16(0), ...u16(16)]],
    ['i32', Int32Array.of(1), [0x10, 8, 0, 0, ...u32(4), ...u16(0), ...u16(32)]],
    ['i64', BigInt64Array.of(1n), [0x10, 8, 0, 0, ...u32(8), ...u16(0), ...u16(64)]],
    ['u8', Uint8Array.of(1), [0x10, 0, 0, 0, ...u32(1), ...u16(0), ...u16(8)]],
    ['u16', Uint16Array.of(1), [0x10, 0, 0, 0, ...u32(2), ...u16(0), ...u16(16)]],
    ['u32', Uint32Array.of(1), [0x10, 0, 0, 0, ...u32(4), ...u16(0), ...u16(32)]],
    ['u64', BigUint64Array.of(1n), [0x10, 0, 0, 0, ...u32(8), ...u16(0), ...u16(64)]],
    // IEEE: a mantissa with a one before it, the sign last, and the bias of the exponent.
    ['f32', Float32Array.of(1), [0x11, 0x20, 31, 0, ...u32(4), ...u16(0), ...u16(32), 23, 8, 0, 23, ...u32(127)]],
    ['f64', Float64Array.of(1), [0x11, 0x20, 63, 0, ...u32(8), ...u16(0), ...u16(64), 52, 11, 0, 52, ...u32(1023)]],
    // numpy's bool: an enumeration of bytes with a sign, whose two names are filled up to eight bytes.
    [
      'bool',
      Uint8Array.of(1),
      [
        0x18,
        2,
        0,
        0,
        ...u32(1),
        0x10,
        8,
        0,
        0,
        ...u32(1),
        ...u16(0),
        ...u16(8),
        ...letters('FALSE\0\0\0TRUE\0\0\0\0'),
        0,
        1,
      ],
    ],
    // Characters in UTF-8 of any length that end with a zero.
    ['text', [''], [0x19, 1, 1, 0, ...u32(16), 0x13, 0, 0, 0, ...u32(1)]],
  ])('of type %s tell shape, type, fill value and layout', (dtype, data, type) => {
    const width = dtype === 'text' ? 16 : (data as Uint8Array).BYTES_PER_ELEMENT;
    expect(messages({ shape: [1], dtype, data } as Dataset)).toEqual([
      [1, 1, 1, 0, 0, ...u32(0), ...wide(1)],
      [3, ...type],
      // Version 2; room is made late, and filled where a value was given, which none was.
      [5, 2, 2, 2, 1, ...u32(0)],
      [8, 3, 1, ...wide(0), ...wide(width)],
    ]);
  });

  test('that has no elements have no address', () => {
    const set: Dataset = { shape: [0, 3], dtype: 'f32', data: new Float32Array() };
    expect(messages(set)[0]).toEqual([1, 1, 2, 0, 0, ...u32(0), ...wide(0), ...wide(3)]);
    expect(messages(set)[3]).toEqual([8, 3, 1, ...nowhere, ...wide(0)]);
  });

  test('tell its attributes: name, type and shape, each filled up to eight bytes, and the value', () => {
    const choice: Choice = { shape: [], dtype: 'choice', names: ['by_id', 'by_time'], data: 'by_time' };
    const attributes = { sorting: choice, n: { shape: [2], dtype: 'i16', data: Int16Array.of(3, 4) } } as const;
    const u8 = [0x10, 0, 0, 0, ...u32(1), ...u16(0), ...u16(8)];
    const names = letters('by_id\0\0\0by_time\0');
    const type = [0x18, 2, 0, 0, ...u32(1), ...u8, ...names, 0, 1];
    const set: Dataset = { shape: [], dtype: 'u8', data: Uint8Array.of(1), attributes };
    expect(messages(set).slice(4)).toEqual([
      [
        12,
        1,
        0,
        ...u16(8),
        ...u16(type.length),
        ...u16(8),
        ...letters('sorting\0'),
        ...type,
        ...zeros(2),
        1,
        0,
        0,
        0,
        ...u32(0),
        1,
      ],
      [
        12,
        1,
        0,
        ...u16(2),
        ...u16(12),
        ...u16(16),
        ...letters('n\0'),
        ...zeros(6),
        16,
        8,
        0,
        0,
        ...u32(2),
        ...u16(0),
        ...u16(16),
        ...zeros(4),
        1,
        1,
        0,
        0,
        ...u32(0),
        ...wide(2),
        3,
        0,
        4,
        0,
      ],
    ]);
  });
});

test('a file with one number is, byte by byte, what the specification of HDF5 says', () => {
  const set: Dataset = { shape: [], dtype: 'u8', data: Uint8Array.of(7) };
  const data = 96;
  const own = headerOf(
    messageOf(1, [1, 0, 0, 0, ...u32(0)]),
    messageOf(3, [0x10, 0, 0, 0, ...u32(1), ...u16(0), ...u16(8)]),
    messageOf(5, [2, 2, 2, 1, ...u32(0)]),
    messageOf(8, [3, 1, ...wide(data), ...wide(1)]),
  );
  const [at, names] = [data + 8, data + 8 + own.length];
  const heap = names + 8 + 8;
  const node = heap + 32;
  // Room for 8 names of 40 bytes, and for 32 nodes.
  const tree = node + 8 + 8 * 40;
  const root = tree + 24 + 8 + 32 * 16;
  const whole = root + 16 + 24;
  const superblock = [
    137,
    ...letters('HDF\r\n\n'),
    0,
    0,
    0,
    0,
    0,
    8,
    8,
    0,
    ...u16(4),
    ...u16(16),
    ...u32(0),
    ...wide(0),
    ...nowhere,
    ...wide(whole),
    ...nowhere,
    ...wide(0),
    ...wide(root),
    ...u32(1),
    ...u32(0),
    ...wide(tree),
    ...wide(heap),
  ];
  expect([...writeHdf5({ members: new Map([['x', set]]) })]).toEqual(
    placed({
      0: superblock,
      [data]: [7],
      [at]: own,
      [names]: [...zeros(8), ...letters('x')],
      [heap]: [...letters('HEAP'), ...u32(0), ...wide(16), ...wide(1), ...wide(names)],
      [node]: [...letters('SNOD'), 1, 0, ...u16(1), ...wide(8), ...wide(at)],
      [tree]: [...letters('TREE'), 0, 0, ...u16(1), ...nowhere, ...nowhere, ...wide(0), ...wide(node), ...wide(8)],
      [root]: headerOf(messageOf(17, [...wide(tree), ...wide(heap)])),
    }),
  );
});

describe('texts', () => {
  const file = (texts: readonly string[]) =>
    writeHdf5({ members: new Map([['x', { shape: [texts.length], dtype: 'text', data: texts }]]) });
  /** Where the collections of the heap begin, how long they are, and the room that is left in each. */
  const collections = (bytes: Uint8Array) => {
    const [all, view] = [Buffer.from(bytes), new DataView(bytes.buffer)];
    const found: (readonly [count: number, length: number])[] = [];
    for (let at = all.indexOf('GCOL'); at >= 0; at = all.indexOf('GCOL', at + 1)) {
      expect([...bytes.subarray(at + 4, at + 8)]).toEqual([1, 0, 0, 0]);
      const length = Number(view.getBigUint64(at + 8, true));
      let [place, count] = [at + 16, 0];
      for (; view.getUint16(place, true) !== 0; count++) {
        const [number, references, rest] = [
          view.getUint16(place, true),
          view.getUint16(place + 2, true),
          view.getUint32(place + 4, true),
        ];
        if (number !== count + 1 || references !== 1 || rest !== 0)
          throw new Error(`object ${number} behind ${count} others`);
        place += 16 + Math.ceil(Number(view.getBigUint64(place + 8, true)) / 8) * 8;
      }
      // Object 0 is what is left, with its own sixteen bytes.
      expect(Number(view.getBigUint64(place + 8, true))).toBe(at + length - place);
      found.push([count, length]);
    }
    return found;
  };

  test('lie in a heap whose collections are full to their ends, of at least 4096 bytes', () => {
    expect(collections(file(['a', 'b', 'a', '']))).toEqual([[2, 4096]]);
    const fits = 4096 - 16 - 16 - 16;
    expect(collections(file(['a'.repeat(fits)]))).toEqual([[1, 4096]]);
    expect(collections(file(['a'.repeat(fits + 1)]))).toEqual([[1, 4104]]);
  });
});

test.each([0, 1, 8, 9, 64, 65, 2048, 2049])(
  'a group of %i members is a tree of one level, whose nodes are as large as the file says',
  (count) => {
    const set: Dataset = { shape: [], dtype: 'u8', data: Uint8Array.of(1) };
    const bytes = writeHdf5({ members: new Map(Array.from({ length: count }, (_, k) => [`${k}`, set])) });
    const [all, view] = [Buffer.from(bytes), new DataView(bytes.buffer)];
    const [leaf, inner] = [view.getUint16(16, true), view.getUint16(18, true)];
    const half = Math.ceil(Math.sqrt(count) / 2);
    expect([leaf, inner]).toEqual([Math.max(4, half), Math.max(16, half)]);
    const used: number[] = [];
    for (let at = all.indexOf('SNOD'); at >= 0; at = all.indexOf('SNOD', at + 1))
      used.push(view.getUint16(at + 6, true));
    expect(used.reduce((sum, one) => sum + one, 0)).toBe(count);
    expect(used.length).toBe(Math.ceil(count / (2 * leaf)));
    expect(used.length).toBeLessThanOrEqual(2 * inner);
    expect(view.getUint16(all.lastIndexOf('TREE') + 6, true)).toBe(used.length);
  },
);
