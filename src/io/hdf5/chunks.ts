import { size, type Shape } from '../../core/shape.js';
import { fixedArray, type Entry } from './chunk-arrays.js';
import { cursor, cursorIn, damaged, type File } from './cursor.js';
import { extensibleArray } from './extensible-array.js';
import type { Index } from './layout.js';
import { recordsOf } from './tree-two.js';
import { treeLeaves } from './tree.js';

/** A chunk as it is stored: where it lies in the data, and its bytes; `skipped` has a bit for each filter that was not applied. */
export interface Chunk {
  readonly offset: Shape;
  /** Where its bytes begin in the file. */
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly skipped: number;
}

/** A dataset in chunks: its shape, the largest that it may have, the shape of a chunk, and the bytes of one that is not compressed. */
export interface Chunked {
  readonly shape: Shape;
  readonly most: Shape;
  readonly chunk: Shape;
  readonly full: number;
}

/** The stored chunks of a dataset; those that were never written are not among them. */
export const chunksOf = (file: File, index: Index, of: Chunked): readonly Chunk[] => {
  if (index.address === undefined) return [];
  return entriesOf(file, index, index.address, of).flatMap(({ offset, at, stored = of.full, skipped = 0 }): Chunk[] =>
    // Room may be made for all that the dataset may become.
    offset.every((from, axis) => from < of.shape[axis]!)
      ? [{ offset, at: file.base + at, bytes: cursor(file, at).bytes(stored), skipped }]
      : [],
  );
};

type Placed = Omit<Entry, 'k'> & { readonly offset: Shape };

const entriesOf = (file: File, index: Index, address: number, of: Chunked): readonly Placed[] => {
  const { chunk, full } = of;
  if (index.is === 'tree') return treeEntries(file, address, chunk.length);
  if (index.is === 'tree two') return recordEntries(file, address, index.filtered, chunk);
  const { many, offsetOf } = grid(of);
  const numbered = (): readonly Entry[] => {
    if (index.is === 'single') return [{ k: 0, at: address, stored: index.stored ?? full, skipped: index.skipped }];
    if (index.is === 'growing') return extensibleArray(file, address, many);
    if (many * 8 > file.bytes.length) throw damaged('chunks', 'no more than the file has room for', `${many}`);
    return index.is === 'array'
      ? fixedArray(file, address, many)
      : Array.from({ length: many }, (_, k) => ({ k, at: address + k * full }));
  };
  return numbered().map(({ k, ...entry }) => ({ ...entry, offset: offsetOf(k) }));
};

/** Chunks by their numbers: row by row in the largest shape, but that the axis along which it grows without end comes first. */
const grid = ({ shape, most, chunk }: Chunked) => {
  const extents = most.map((extent, axis) => (Number.isFinite(extent) ? extent : shape[axis]!));
  const counts = extents.map((extent, axis) => Math.ceil(extent / chunk[axis]!));
  const order = [...most.keys()].sort((a, b) => Number(Number.isFinite(most[a])) - Number(Number.isFinite(most[b])));
  const offsetOf = (k: number): Shape => {
    const offset = counts.slice();
    let rest = k;
    for (const axis of order.toReversed()) {
      offset[axis] = (rest % counts[axis]!) * chunk[axis]!;
      rest = Math.floor(rest / counts[axis]!);
    }
    return offset;
  };
  return { many: size(counts), offsetOf };
};

const treeEntries = (file: File, root: number, axes: number): readonly Placed[] =>
  treeLeaves(file, root, 1, (c) => {
    const [stored, skipped] = [c.u32(), c.u32()];
    const offset = Array.from({ length: axes + 1 }, () => c.number(8)).slice(0, -1);
    return { stored, skipped, offset };
  }).map(({ key, child }) => ({ ...key, at: child }));

/** Of data that may grow along several axes: places count in chunks. */
const recordEntries = (file: File, root: number, filtered: boolean, chunk: Shape): readonly Placed[] =>
  recordsOf(file, root, filtered ? 11 : 10).flatMap((record): readonly Placed[] => {
    const c = cursorIn(file, record);
    const at = c.address();
    const sizeBytes = record.length - file.wide.address - 4 - 8 * chunk.length;
    const [stored, skipped] = filtered ? [c.number(sizeBytes), c.u32()] : [];
    const offset = chunk.map((extent) => c.number(8) * extent);
    return at === undefined ? [] : [{ at, offset, ...(filtered && { stored, skipped }) } as Placed];
  });
