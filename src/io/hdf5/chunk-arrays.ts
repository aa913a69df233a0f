import { cursor, damaged, type Cursor, type File } from './cursor.js';

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

/** Elements up to a checksum of all from a byte on: those of a block or of a page, numbered from `first`. Chunks that were never written have none. */
export const elementsIn = (
  file: File,
  c: Cursor,
  { filtered, width }: Elements,
  first: number,
  count: number,
): readonly Entry[] =>
  Array.from({ length: count }, (_, k): readonly Entry[] => {
    const at = c.address();
    const [stored, skipped] = filtered ? [c.whole(width - file.wide.address - 4) ?? 0, c.u32()] : [];
    return at === undefined ? [] : [{ k: first + k, at, ...(filtered && { stored, skipped }) } as Entry];
  }).flat();

/**
 * Elements of a block whose prefix was read from byte `from` on: at once, or in pages where there are more than one page of them; `isWritten`
 * tells which pages are. Blocks and pages end with a checksum.
 */
export const elementsOf = (
  file: File,
  c: Cursor,
  of: Elements,
  { from, first, count }: { readonly from: number; readonly first: number; readonly count: number },
  isWritten: (page: number) => boolean,
): readonly Entry[] => {
  if (count <= of.page) {
    const own = elementsIn(file, c, of, first, count);
    c.checksum(from);
    return own;
  }
  c.checksum(from);
  return Array.from({ length: Math.ceil(count / of.page) }, (_, k): readonly Entry[] => {
    const [begin, own] = [c.at(), Math.min(of.page, count - k * of.page)];
    if (!isWritten(k)) {
      c.skip(own * of.width + 4);
      return [];
    }
    const entries = elementsIn(file, c, of, first + k * of.page, own);
    c.checksum(begin);
    return entries;
  }).flat();
};

/** Bits, of which the first is the highest of its byte. */
export const bitsIn =
  (bytes: Uint8Array) =>
  (k: number): boolean =>
    ((bytes[k >> 3]! >> (7 - (k & 7))) & 1) === 1;

export interface Block {
  readonly c: Cursor;
  readonly from: number;
}

/** A block of an array, behind its signature, its version, its kind and the address of its header. */
export const open = (file: File, at: number, letters: string): Block => {
  const c = cursor(file, at);
  const from = c.at();
  c.signature(letters);
  c.skip(2 + file.wide.address);
  return { c, from };
};

/** The chunks of a fixed array. HDF5 File Format Specification 3.0, VII.C. */
export const fixedArray = (file: File, address: number, many: number): readonly Entry[] => {
  const head = cursor(file, address);
  const start = head.at();
  head.signature('FAHD');
  head.skip(1);
  const [filtered, width, bits, count] = [head.u8() === 1, head.u8(), head.u8(), head.length()];
  if (count !== many || bits > 31) throw damaged('index of chunks', `of ${many} chunks`, `${count}`);
  const block = head.address();
  head.checksum(start);
  if (block === undefined) return [];
  const { c, from } = open(file, block, 'FADB');
  const page = 2 ** bits;
  const pages = count > page ? c.bytes(Math.ceil(count / page / 8)) : new Uint8Array();
  return elementsOf(file, c, { filtered, width, page }, { from, first: 0, count }, bitsIn(pages));
};
