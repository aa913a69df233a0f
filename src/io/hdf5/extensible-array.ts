import { bitsIn, elementsIn, elementsOf, type Elements, type Entry } from './chunk-arrays.js';
import { damaged, structure, type Cursor, type File } from './cursor.js';

/** Blocks of one size, of which there are more from row to row: where they begin, how many they are, and the chunks of each. */
interface Row {
  readonly start: number;
  readonly blocks: number;
  readonly count: number;
}

/**
 * The chunks of an extensible array: some in its index block, then blocks that grow, the first of them named by the index block, later ones by secondary blocks.
 * HDF5 File Format Specification 3.0, VII.D.
 */
export const extensibleArray = (file: File, address: number, many: number): readonly Entry[] => {
  const head = structure(file, address, 'EAHD', 1);
  const [filtered, width, maxBits] = [head.u8() === 1, head.u8(), head.u8()];
  const [own, least, pointers, pageBits] = [head.u8(), head.u8(), head.u8(), head.u8()];
  const isPower = (count: number): boolean => Number.isInteger(Math.log2(count));
  if (maxBits > 64 || pageBits > 31 || !isPower(least) || !isPower(pointers))
    throw damaged('index of chunks', 'of valid sizes', 'other ones');
  head.skip(6 * file.wide.length);
  const index = head.address();
  head.checksum();
  if (index === undefined) return [];
  const of: Elements = { filtered, width, page: 2 ** pageBits };
  const prefix = 2 + file.wide.address;
  const isWanted = (first: number): boolean => own + first < many;
  /** A block that says where it begins, so that each is read once. */
  const blockAt = (at: number, letters: string, begin: number): Cursor => {
    const c = structure(file, at, letters, prefix);
    const told = c.number(Math.ceil(maxBits / 8));
    if (told === begin) return c;
    throw damaged(`block of chunks at byte ${c.begin}`, `that from ${begin} on`, `${told}`);
  };
  /** The chunks of a row whose addresses stand next; its blocks say that they begin behind `before` others of their size. */
  const blocksOf = (c: Cursor, { start, blocks, count }: Row, before: number, isWritten: (page: number) => boolean) =>
    Array.from({ length: blocks }, (_, k): readonly Entry[] => {
      const [at, first, page] = [c.address(), start + k * count, (k * count) / of.page];
      if (at === undefined || !isWanted(first)) return [];
      const block = blockAt(at, 'EADB', start + (before + k) * count);
      return elementsOf(block, of, own + first, count, (one) => isWritten(page + one));
    }).flat();
  const secondary = (at: number | undefined, row: Row): readonly Entry[] => {
    if (at === undefined || !isWanted(row.start)) return [];
    const c = blockAt(at, 'EASB', row.start);
    const pages = row.count > of.page ? row.count / of.page : 0;
    const found = blocksOf(c, row, 0, bitsIn(c.bytes(Math.ceil(pages / 8) * row.blocks)));
    c.checksum();
    return found;
  };
  const c = structure(file, index, 'EAIB', prefix);
  const found = [elementsIn(c, of, 0, own)];
  for (let [row, before] = [0, 0]; row <= maxBits - Math.log2(least); row++) {
    const one: Row = { start: least * (2 ** row - 1), blocks: 2 ** (row >> 1), count: least * 2 ** ((row + 1) >> 1) };
    found.push(row < 2 * Math.log2(pointers) ? blocksOf(c, one, before, () => true) : secondary(c.address(), one));
    before += one.blocks;
  }
  c.checksum();
  return found.flat();
};
