import { size, type Shape } from '../../core/shape.js';
import { chunksOf, type Chunk } from './chunks.js';
import { damaged, type File } from './cursor.js';
import { unfiltered, type Filter } from './filters.js';
import type { Layout } from './layout.js';
import type { Room } from './unwritten.js';

/** The elements of a dataset: their shape, the bytes of each, the filters of its chunks, and the room for them. */
export interface Elements {
  readonly file: File;
  readonly shape: Shape;
  readonly most: Shape;
  readonly width: number;
  readonly filters: readonly Filter[];
  readonly room: Room;
}

/** The most that compression saves: no more than this many times the bytes of a file can come out of it. */
const densest = 1100;

/** The elements of a dataset in chunks; those of chunks that were never written have the fill value. */
export const chunkBytes = async (
  { file, shape, most, width, filters, room }: Elements,
  { chunk, index, plainEdges }: Extract<Layout, { readonly is: 'chunks' }>,
): Promise<Uint8Array> => {
  const full = size(chunk) * width;
  if (chunk.length !== shape.length || chunk.some((extent) => extent < 1))
    throw damaged('chunks', `of ${shape.length} axes, as the data`, `[${chunk.join(', ')}]`);
  const chunks = chunksOf(file, index, { shape, most, chunk, full });
  const written = width * coveredBy(chunks, shape, chunk);
  const largest = file.bytes.length * (filters.length > 0 ? densest : 1);
  if (chunks.length > 0 && Math.max(full, written) > largest)
    throw damaged('chunks', `[${shape.join(', ')}], no larger than the file allows`, `[${chunk.join(', ')}]`);
  const out = room(size(shape) * width, written);
  for (const { offset, at, bytes, skipped } of chunks) {
    const what = `chunk at byte ${at}`;
    const isPlain = plainEdges && offset.some((from, axis) => from + chunk[axis]! > shape[axis]!);
    const plain = await unfiltered(what, bytes, isPlain ? [] : filters, skipped, full + 4);
    if (plain.length < full) throw damaged(what, `${full} bytes`, `${plain.length}`);
    place(out, shape, plain, chunk, offset, width);
  }
  return out;
};

/** How many elements of the data are in chunks, each of which has a place of its own. */
const coveredBy = (chunks: readonly Chunk[], shape: Shape, chunk: Shape): number => {
  const places = new Set<string>();
  let covered = 0;
  for (const { offset, at } of chunks) {
    const where = `[${offset.join(', ')}]`;
    const isBetween = offset.some((from, axis) => from % chunk[axis]! !== 0);
    if (isBetween || places.has(where))
      throw damaged(`chunk at byte ${at}`, `one of its place, within [${shape.join(', ')}]`, `at ${where}`);
    places.add(where);
    covered += size(offset.map((from, axis) => Math.min(chunk[axis]!, shape[axis]! - from)));
  }
  return covered;
};

/** Copies a chunk to its place, row by row along the last axis; what lies outside of the data is left out. */
const place = (out: Uint8Array, shape: Shape, bytes: Uint8Array, chunk: Shape, offset: Shape, width: number): void => {
  const last = shape.length - 1;
  const run = Math.min(chunk[last]!, shape[last]! - offset[last]!);
  for (let row = 0; row < size(chunk.slice(0, last)); row++) {
    let [rest, target, step, inside] = [row, offset[last]!, shape[last]!, true];
    for (let axis = last - 1; axis >= 0; axis--) {
      const at = offset[axis]! + (rest % chunk[axis]!);
      rest = Math.floor(rest / chunk[axis]!);
      inside &&= at < shape[axis]!;
      target += at * step;
      step *= shape[axis]!;
    }
    if (!inside) continue;
    out.set(bytes.subarray(row * chunk[last]! * width, (row * chunk[last]! + run) * width), target * width);
  }
};
