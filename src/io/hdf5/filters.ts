import { thrown } from '../../core/faults/errors.js';
import { fletcher32 } from './checksum.js';
import { cursorIn, damaged, textOf, unequal, type File } from './cursor.js';
import { inflated } from '../inflated.js';
import { fromLzf } from './lzf.js';

/** A step that chunks went through when they were written. */
export interface Filter {
  readonly id: number;
  readonly name: string;
  readonly values: readonly number[];
}

const names: Readonly<Record<number, string>> = { 4: 'szip', 5: 'nbit', 6: 'scaleoffset', 32004: 'lz4', 32015: 'zstd' };

/** The filters that a message tells, in the order in which they were applied; one that cannot be undone here is a fault. */
export const filtersOf = (file: File, message: Uint8Array): readonly Filter[] => {
  const c = cursorIn(file, message);
  const [version, count] = [c.u8(), c.u8()];
  if (version === 1) c.skip(6);
  return Array.from({ length: count }, () => {
    const id = c.u16();
    const named = version === 1 || id >= 256 ? c.u16() : 0;
    c.skip(2);
    const values = c.u16();
    const name = textOf(c.bytes(version === 1 ? Math.ceil(named / 8) * 8 : named));
    const filter = {
      id,
      name: names[id] ?? (name === '' ? `filter ${id}` : name),
      values: Array.from({ length: values }, c.u32),
    };
    if (version === 1 && values % 2 === 1) c.skip(4);
    if (!(id in undo))
      throw damaged('compression', "gzip or lzf (write it with compression='gzip')", `${filter.name} (filter ${id})`);
    return filter;
  });
};

/** The bytes of a chunk (`what`, for faults) before they were filtered; `most` is how many there can be. */
export const unfiltered = async (
  what: string,
  bytes: Uint8Array,
  filters: readonly Filter[],
  skipped: number,
  most: number,
): Promise<Uint8Array> => {
  let now = bytes;
  for (const [k, { id, values }] of [...filters.entries()].reverse())
    if (((skipped >> k) & 1) === 0) now = await undo[id]!(what, now, values, most);
  return now;
};

type Undo = (
  what: string,
  bytes: Uint8Array,
  values: readonly number[],
  most: number,
) => Uint8Array | Promise<Uint8Array>;

/** What each filter's work is undone by. */
const undo: Readonly<Record<number, Undo>> = {
  1: (what, bytes, _, most) => unzipped(what, bytes, most),
  2: (_, bytes, [width = 1]) => {
    const [out, each] = [new Uint8Array(bytes.length), Math.floor(bytes.length / width)];
    for (let k = 0; k < each; k++) for (let b = 0; b < width; b++) out[k * width + b] = bytes[b * each + k]!;
    out.set(bytes.subarray(each * width), each * width);
    return out;
  },
  3: (what, bytes) => summed(what, bytes),
  32000: (what, bytes, _, most) => fromLzf(what, bytes, most),
};

/** Bytes before Fletcher's sum of them, the last four; HDF5 before 1.6.3 wrote each half of it with its bytes exchanged. */
const summed = (what: string, bytes: Uint8Array): Uint8Array => {
  const end = bytes.length - 4;
  if (end < 0) throw damaged(what, 'with a checksum of four bytes', `${bytes.length} bytes: the file is damaged`);
  const [told, sum] = [
    new DataView(bytes.buffer, bytes.byteOffset + end).getUint32(0, true),
    fletcher32(bytes.subarray(0, end)),
  ];
  const exchanged = (((sum & 0x00ff00ff) << 8) | ((sum >>> 8) & 0x00ff00ff)) >>> 0;
  if (told !== sum && told !== exchanged) throw unequal(what);
  return bytes.subarray(0, end);
};

const unzipped = async (what: string, bytes: Uint8Array, most: number): Promise<Uint8Array> => {
  const data = await inflated(bytes, most, 'deflate').catch((error: unknown) => {
    throw damaged(what, 'data compressed by gzip', thrown(error));
  });
  if (data === undefined) throw damaged(what, `at most ${most} bytes once it is inflated`, 'more');
  return data;
};
