import { damaged, structure, type Cursor, type File } from './cursor.js';

/** Where a chunk is stored, by its number in an index; how many bytes of it, and which filters were not applied, where it is filtered. */
export interface Entry {
  readonly k: number;
  readonly at: number;
  readonly stored?: number;
  readonly skipped?: number;
}

/** How the elements of an array of chunks lie: whether they are filtered, the bytes of each, and how many are a page. */
export interface Elements {
  readonly filtered: boolean;
  readonly width: number;
  readonly page: number;
}

/** So many elements, numbered from `first`. Chunks that were never written have none. */
export const elementsIn = (c: Cursor, { filtered, width }: Elements, first: number, count: number): readonly Entry[] =>
  Array.from({ length: count }, (_, k): readonly Entry[] => {
    const at = c.address();
    const more = filtered && { stored: c.number(width - c.file.wide.address - 4), skipped: c.u32() };
    return at === undefined ? [] : [{ k: first + k, at, ...more }];
  }).flat();

/** Whether a page of elements was ever written. */
type Written = (page: number) => boolean;

/** The elements of a block behind its prefix: at once, or in pages where there are more than a page of them. Blocks and pages end with a checksum. */
export const elementsOf = (
  c: Cursor,
  of: Elements,
  first: number,
  count: number,
  isWritten: Written,
): readonly Entry[] => {
  const isPaged = count > of.page;
  if (isPaged) c.checksum();
  return Array.from({ length: Math.ceil(count / of.page) }, (_, k): readonly Entry[] => {
    const [begin, own] = [isPaged ? c.at() : c.begin, Math.min(of.page, count - k * of.page)];
    const isThere = !isPaged || isWritten(k);
    if (!isThere) c.skip(own * of.width + 4);
    const entries = isThere ? elementsIn(c, of, first + k * of.page, own) : [];
    if (isThere) c.checksum(begin);
    return entries;
  }).flat();
};

/** Bits, of which the first is the highest of its byte. */
export const bitsIn =
  (bytes: Uint8Array): Written =>
  (k) =>
    ((bytes[k >> 3]! >> (7 - (k & 7))) & 1) === 1;

/** The chunks of a fixed array. HDF5 File Format Specification 3.0, VII.C. */
export const fixedArray = (file: File, address: number, many: number): readonly Entry[] => {
  const head = structure(file, address, 'FAHD', 1);
  const [filtered, width, bits, count] = [head.u8() === 1, head.u8(), head.u8(), head.length()];
  if (count !== many || bits > 31) throw damaged('index of chunks', `of ${many} chunks`, `${count}`);
  const block = head.address();
  head.checksum();
  if (block === undefined) return [];
  const c = structure(file, block, 'FADB', 2 + file.wide.address);
  const page = 2 ** bits;
  const pages = count > page ? c.bytes(Math.ceil(count / page / 8)) : new Uint8Array();
  return elementsOf(c, { filtered, width, page }, 0, count, bitsIn(pages));
};
