import { size, type Shape } from '../../core/shape.js';
import type { Dataset, ListArray } from './array.js';
import { chunksOf } from './chunks.js';
import { cursor, damaged, present, type File } from './cursor.js';
import { datatypeOf } from './datatype.js';
import { filtersOf, unfiltered, type Filter } from './filters.js';
import { messageOf, messages, type Message } from './header.js';
import { layoutOf, shapeOf, type Layout } from './layout.js';
import { valuesOf } from './values.js';

/** A dataset, from the messages of its object header. */
export const readDataset = async (file: File, all: readonly Message[]): Promise<Dataset | ListArray> => {
  const told = (type: number, what: string): Uint8Array => {
    const data = messageOf(all, type);
    if (data === undefined) throw damaged('object', 'a group or a dataset', `one without ${what}`);
    return data;
  };
  const type = datatypeOf(file, told(messages.datatype, 'a type'));
  const shape = shapeOf(file, told(messages.dataspace, 'a shape'));
  if (shape === undefined) throw damaged('shape', 'of at least one element', 'an empty dataset (h5py.Empty)');
  if (messageOf(all, messages.externalFiles) !== undefined)
    throw damaged('data', 'in this file', 'data in other files, which are not read');
  const layout = layoutOf(file, told(messages.layout, 'data'));
  const pipeline = messageOf(all, messages.filters);
  const filters = pipeline === undefined ? [] : filtersOf(file, pipeline);
  return valuesOf(file, type, shape, await bytesIn(file, layout, shape, type.size, filters));
};

/** The most that compression saves: no more than this many times the bytes of a file can come out of it. */
const densest = 1100;

const bytesIn = async (
  file: File,
  layout: Layout,
  shape: Shape,
  width: number,
  filters: readonly Filter[],
): Promise<Uint8Array> => {
  const whole = size(shape) * width;
  if (layout.is === 'here') return layout.bytes;
  if (layout.is === 'at')
    return whole === 0 ? new Uint8Array() : cursor(file, present(layout.address, 'data')).bytes(whole);
  const { chunk, index } = layout;
  const full = size(chunk) * width;
  const room = file.bytes.length * (filters.length > 0 ? densest : 1);
  if (chunk.length !== shape.length || chunk.some((extent) => extent < 1) || full > room || whole > room)
    throw damaged('chunks', `[${shape.join(', ')}], no larger than the file allows`, `[${chunk.join(', ')}]`);
  const out = new Uint8Array(whole);
  let filled = 0;
  for (const { offset, at, bytes, skipped } of chunksOf(file, index, shape, chunk, full)) {
    const what = `chunk at byte ${at}`;
    const plain = await unfiltered(what, bytes, filters, skipped, full + 4);
    if (plain.length < full) throw damaged(what, `${full} bytes`, `${plain.length}`);
    filled += place(out, shape, plain, chunk, offset, width);
  }
  if (filled !== whole) throw damaged('data', `all ${whole} bytes`, `${filled}: some chunks were never written`);
  return out;
};

/** Copies a chunk to its place, row by row along the last axis; what lies outside of the data is left out. Gives the bytes copied. */
const place = (
  out: Uint8Array,
  shape: Shape,
  bytes: Uint8Array,
  chunk: Shape,
  offset: Shape,
  width: number,
): number => {
  const last = shape.length - 1;
  if (offset.some((from, axis) => from < 0 || from >= shape[axis]! || from % chunk[axis]! !== 0))
    throw damaged('chunk', `within [${shape.join(', ')}]`, `at [${offset.join(', ')}]`);
  const run = Math.min(chunk[last]!, shape[last]! - offset[last]!);
  let copied = 0;
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
    copied += run * width;
  }
  return copied;
};
