import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fletcher32 } from '../../src/io/hdf5/checksum.js';
import type { Index } from '../../src/io/hdf5/layout.js';
import { fileOf, placed, u32, zeros, type Bytes } from './support/bytes.js';
import { elements, filter, tree, type Stored } from './support/chunks.js';

const [deflate, shuffle, fletcher] = [filter(1), filter(2, 2), filter(3)];

describe('chunks', () => {
  const [two, four] = [
    { offset: [0], at: 90, stored: 2 },
    { offset: [2], at: 92, stored: 2 },
  ];
  const file = (chunks: readonly Stored[], data: Bytes = [7, 8, 9, 10, 11, 12]): Bytes =>
    placed({ 0: tree(chunks), 90: data });

  test('longer than they have to be are cut to their size, shorter ones are a fault', async () => {
    const long = { offset: [0, 0], at: 90, stored: 6 };
    expect(await elements(file([long]), { shape: [2, 2], chunk: [2, 2] })).toEqual([7, 8, 9, 10]);
    expect(await elements(file([{ ...long, stored: 4 }]), { shape: [2, 2], chunk: [2, 2] })).toEqual([7, 8, 9, 10]);
    expect(await elements(file([{ ...long, stored: 3 }]), { shape: [2, 2], chunk: [2, 2] })).toBe(
      'chunk at byte 90 must be 4 bytes, got 3',
    );
  });

  test('lie at places of their own, at multiples of their extents', async () => {
    expect(await elements(file([two, four]), { chunk: [2] })).toEqual([7, 8, 9, 10]);
    const wrong = (at: number, offset: string) =>
      `chunk at byte ${at} must be one of its place, within [4], got at ${offset}`;
    expect(await elements(file([two, { ...four, offset: [0] }]), { chunk: [2] })).toBe(wrong(92, '[0]'));
    expect(await elements(file([{ ...two, offset: [1] }]), { chunk: [2] })).toBe(wrong(90, '[1]'));
  });

  test('say in which byte of the file they begin, wherever its addresses count from', async () => {
    const based = { ...fileOf([...zeros(8), ...file([{ ...two, stored: 1 }])]), base: 8 };
    expect(await elements([], { file: based, chunk: [2] })).toBe('chunk at byte 98 must be 2 bytes, got 1');
  });

  test('beyond the shape are not read: there may be room for what the data may become', async () => {
    const index: Index = { is: 'row', address: 30 };
    for (const [extent, want] of [
      [1, [1]],
      [2, [1, 2]],
    ] as const)
      expect(await elements([...zeros(30), 1, 2], { shape: [extent], most: [4], chunk: [2], index })).toEqual(want);
    expect(await elements([...zeros(30), 1, 2], { shape: [3], most: [4], chunk: [2], index })).toMatch(
      /^extent must be/,
    );
  });

  test('of which there is one are the first of the data', async () => {
    const index: Index = { is: 'single', address: 1, stored: undefined, skipped: 0 };
    expect(await elements([9, 1, 2, 3], { chunk: [2], index })).toEqual([1, 2, 0, 0]);
    expect(await elements([9, 1, 2, 3], { chunk: [2], index: { ...index, stored: 1 } })).toBe(
      'chunk at byte 1 must be 2 bytes, got 1',
    );
  });

  test('are filtered where their index says nothing else', async () => {
    const index: Index = { is: 'row', address: 20 };
    const of = { chunk: [4], filters: [shuffle], index };
    expect(await elements([...zeros(20), 1, 3, 2, 4], of)).toEqual([1, 2, 3, 4]);
    const single: Index = { is: 'single', address: 0, stored: 4, skipped: 1 };
    expect(await elements([1, 3, 2, 4], { ...of, index: single })).toEqual([1, 3, 2, 4]);
    expect(await elements([1, 3, 2, 4], { ...of, index: { ...single, skipped: 0 } })).toEqual([1, 2, 3, 4]);
  });

  test('that reach beyond the shape may be left unfiltered, along whichever axis', async () => {
    const of = { filters: [shuffle], plainEdges: true, chunk: [2, 2] };
    const chunk = (...offset: readonly number[]) => ({ offset, at: 90, stored: 4 });
    const [plain, undone] = [
      [7, 8, 9, 10],
      [7, 9, 8, 10],
    ];
    const at = async (shape: readonly number[], offset: readonly number[]) => {
      const found = (await elements(file([chunk(...offset)]), { ...of, shape })) as readonly number[];
      const [, columns] = shape as [number, number];
      return [0, 1].flatMap((row) => found.slice((row + offset[0]!) * columns + offset[1]!).slice(0, 2));
    };
    expect(await at([4, 4], [2, 2])).toEqual(undone);
    expect(await elements(file([chunk(0, 0)]), { ...of, shape: [2, 2] })).toEqual(undone);
    expect(await elements(file([chunk(0, 0)]), { ...of, shape: [1, 2] })).toEqual(plain.slice(0, 2));
    expect(await elements(file([chunk(0, 0)]), { ...of, shape: [2, 1] })).toEqual([plain[0], plain[2]]);
    expect(await elements(file([chunk(0, 0)]), { ...of, shape: [2, 1], plainEdges: false })).toEqual([7, 8]);
  });

  test('may hold a sum of four bytes more before they are compressed, and no more', async () => {
    const sums = (count: number): Bytes => {
      const plain = Array<number>(count).fill(5);
      return [...deflateSync(Uint8Array.from([...plain, ...u32(fletcher32(Uint8Array.from(plain)))]))];
    };
    const of = (count: number) => {
      const data = sums(count);
      return elements(file([{ offset: [0], at: 90, stored: data.length }], data), {
        chunk: [4],
        filters: [fletcher, deflate],
      });
    };
    expect(await of(4)).toEqual([5, 5, 5, 5]);
    expect(await of(5)).toBe('chunk at byte 90 must be at most 8 bytes once it is inflated, got more');
  });

  // Each byte of deflated data stands for 1032 at most.
  test.each([
    ['plain', [], 1],
    ['filtered', [shuffle], 1100],
    ['filtered twice', [shuffle, shuffle], 1100],
  ] as const)('that are %s are no larger than the file allows', async (_, filters, times) => {
    const bytes = file([{ offset: [0], at: 90, stored: 5 }], [5, 5, 5, 5, 5]);
    const most = bytes.length * times;
    const of = (extent: number) => elements(bytes, { shape: [3], chunk: [extent], filters });
    expect(await of(most)).toBe(`chunk at byte 90 must be ${most} bytes, got 5`);
    expect(await of(most + 1)).toBe(`chunks must be [3], no larger than the file allows, got [${most + 1}]`);
  });

  test('of which none was written may be of any size', async () => {
    const index: Index = { is: 'tree', address: undefined };
    expect(await elements([], { shape: [3], chunk: [1000], index })).toEqual([0, 0, 0]);
  });

  test('hold no more in all than the file allows, although each of them may lie in the same bytes', async () => {
    const same = Array.from({ length: 20 }, (_, k) => ({ offset: [40 * k], at: 664, stored: 40 }));
    const of = (length: number) =>
      elements([...tree(same), ...Array<number>(length - 664).fill(3)], { shape: [800], chunk: [40] });
    expect(await of(800)).toEqual(Array(800).fill(3));
    expect(await of(799)).toBe('chunks must be [800], no larger than the file allows, got [40]');
  });
});
