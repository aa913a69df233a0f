import { size, type Shape } from '../../core/shape.js';
import { cursor, damaged, present, type File } from './cursor.js';
import type { Index } from './layout.js';
import { treeLeaves } from './tree.js';

/** A chunk as it is stored: where it lies in the data, and its bytes; `skipped` has a bit for each filter that was not applied. */
export interface Chunk {
  readonly offset: Shape;
  /** Where its bytes begin in the file. */
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly skipped: number;
}

/** The stored chunks of a dataset, each with at most `full` bytes where nothing compresses them. */
export const chunksOf = (file: File, index: Index, shape: Shape, chunk: Shape, full: number): readonly Chunk[] => {
  const address = present(index.address, 'data');
  if (index.is === 'tree') return treeChunks(file, address, chunk.length);
  const counts = chunk.map((extent, axis) => Math.ceil(shape[axis]! / extent));
  const offsetOf = (k: number): Shape =>
    counts.map((count, axis) => (Math.floor(k / size(counts.slice(axis + 1))) % count) * chunk[axis]!);
  const chunkAt = (k: number, at: number, bytes: number, skipped = 0): Chunk => ({
    offset: offsetOf(k),
    at: file.base + at,
    bytes: cursor(file, at).bytes(bytes),
    skipped,
  });
  if (index.is === 'single') return [chunkAt(0, address, index.stored ?? full, index.skipped)];
  const many = size(counts);
  if (many * 8 > file.bytes.length) throw damaged('chunks', 'no more than the file has room for', `${many}`);
  if (index.is === 'row') return Array.from({ length: many }, (_, k) => chunkAt(k, address + k * full, full));
  return arrayEntries(file, address, many).map(({ at, stored, skipped }, k) =>
    chunkAt(k, present(at, 'chunk'), stored ?? full, skipped),
  );
};

const treeChunks = (file: File, root: number, axes: number): readonly Chunk[] =>
  treeLeaves(file, root, 1, (c) => {
    const [stored, skipped] = [c.u32(), c.u32()];
    const offset = Array.from({ length: axes + 1 }, () => c.whole(8) ?? -1).slice(0, -1);
    return { stored, skipped, offset };
  }).map(({ key, child }) => ({ ...key, at: file.base + child, bytes: cursor(file, child).bytes(key.stored) }));

interface Entry {
  readonly at: number | undefined;
  readonly stored?: number;
  readonly skipped?: number;
}

/** The entries of a fixed array of chunks, in pages where there are many. */
const arrayEntries = (file: File, index: number, many: number): readonly Entry[] => {
  const head = cursor(file, index);
  const start = head.at();
  head.signature('FAHD');
  head.skip(1);
  const [filtered, width, bits] = [head.u8() === 1, head.u8(), head.u8()];
  const count = head.length();
  if (count !== many || bits > 31) throw damaged('index of chunks', `of ${many} chunks`, `${count}`);
  const address = present(head.address(), 'data');
  head.checksum(start);
  const data = cursor(file, address);
  const from = data.at();
  data.signature('FADB');
  data.skip(2 + file.wide.address);
  const entry = (): Entry => {
    const at = data.address();
    if (!filtered) return { at };
    const stored = data.whole(width - file.wide.address - 4) ?? 0;
    return { at, stored, skipped: data.u32() };
  };
  const page = 2 ** bits;
  if (count > page) {
    data.skip(Math.ceil(Math.ceil(count / page) / 8));
    data.checksum(from);
  }
  // Each page ends with a checksum; without pages the whole does.
  return Array.from({ length: Math.ceil(count / page) }, (_, k) => {
    const begin = count > page ? data.at() : from;
    const entries = Array.from({ length: Math.min(page, count - k * page) }, entry);
    data.checksum(begin);
    return entries;
  }).flat();
};
