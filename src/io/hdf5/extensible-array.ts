import { bitsIn, elementsIn, elementsOf, open, type Elements, type Entry } from './chunk-arrays.js';
import { cursor, damaged, type Cursor, type File } from './cursor.js';

/**
 * The chunks of an extensible array: some in its index block, then blocks that grow, the first of them named by the index block, later ones by secondary blocks.
 * HDF5 File Format Specification 3.0, VII.D.
 */
export const extensibleArray = (file: File, address: number, many: number): readonly Entry[] => {
  const head = cursor(file, address);
  const start = head.at();
  head.signature('EAHD');
  head.skip(1);
  const filtered = head.u8() === 1;
  const [width, maxBits, own, least, pointers, pageBits] = [...head.bytes(6)] as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (
    maxBits > 64 ||
    pageBits > 31 ||
    ![least, pointers].every((count) => count > 0 && Number.isInteger(Math.log2(count)))
  )
    throw damaged('index of chunks', 'of sizes that make sense', 'another');
  for (let k = 0; k < 6; k++) head.length();
  const index = head.address();
  head.checksum(start);
  if (index === undefined) return [];
  const of: Elements = { filtered, width, page: 2 ** pageBits };
  const wanted = (first: number): boolean => own + first < many;
  /** A block that says where it begins, so that each is read once, and of which a part of the chunks is wanted. */
  const blockAt = (at: number, letters: string, begin: number) => {
    const block = open(file, at, letters);
    const told = block.c.whole(Math.ceil(maxBits / 8));
    if (told !== begin) throw damaged(`block of chunks at byte ${block.from}`, `that from ${begin} on`, `${told}`);
    return block;
  };
  /** The chunks of a row of blocks, whose addresses stand next; blocks count from the first that is named in the same place. */
  const blocksOf = (
    names: Cursor,
    { start, blocks, count }: Row,
    before: number,
    isWritten: (page: number) => boolean,
  ) =>
    Array.from({ length: blocks }, (_, k): readonly Entry[] => {
      const [at, first] = [names.address(), start + k * count];
      if (at === undefined || !wanted(first)) return [];
      const { c, from } = blockAt(at, 'EADB', start + (before + k) * count);
      const page = (count / of.page) * k;
      return elementsOf(file, c, of, { from, first: own + first, count }, (one) => isWritten(page + one));
    }).flat();
  const secondary = (at: number | undefined, row: Row): readonly Entry[] => {
    if (at === undefined || !wanted(row.start)) return [];
    const { c, from } = blockAt(at, 'EASB', row.start);
    const pages = row.count > of.page ? row.count / of.page : 0;
    const written = c.bytes(Math.ceil(pages / 8) * row.blocks);
    const found = blocksOf(c, row, 0, bitsIn(written));
    c.checksum(from);
    return found;
  };
  const { c, from } = open(file, index, 'EAIB');
  const found = [elementsIn(file, c, of, 0, own)];
  for (let [row, before] = [0, 0]; row <= maxBits - Math.log2(least); row++) {
    const one: Row = { start: least * (2 ** row - 1), blocks: 2 ** (row >> 1), count: least * 2 ** ((row + 1) >> 1) };
    found.push(row < 2 * Math.log2(pointers) ? blocksOf(c, one, before, () => true) : secondary(c.address(), one));
    before += one.blocks;
  }
  c.checksum(from);
  return found.flat();
};

/** Blocks of one size, which double from row to row or become twice as many: where they begin, how many they are, and the chunks of each. */
interface Row {
  readonly start: number;
  readonly blocks: number;
  readonly count: number;
}
