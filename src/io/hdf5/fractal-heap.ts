import { lookup3 } from './checksum.js';
import { bytesFor, cursor, cursorIn, damaged, present, structure, unequal, type File } from './cursor.js';

/** A fractal heap: what the header says of its blocks, which double in size from row to row of a table. */
interface Heap {
  readonly address: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
  readonly width: number;
  readonly start: number;
  readonly directRows: number;
  readonly root: number;
  /** Rows of the root, where it is a table of blocks; 0 where it is a block. */
  readonly rows: number;
  /** Whether blocks have a checksum. */
  readonly checked: boolean;
}

export const openHeap = (file: File, address: number): Heap => {
  const c = structure(file, address, 'FRHP', 3);
  const filters = c.u16();
  const checked = (c.u8() & 2) !== 0;
  const largest = c.u32();
  c.skip(2 * (file.wide.length + file.wide.address) + 8 * file.wide.length);
  const width = c.u16();
  const [start, longest] = [c.length(), c.length()];
  const bits = c.u16();
  c.u16();
  const root = present(c.address(), 'heap of a group');
  const rows = c.u16();
  if (filters === 0) c.checksum();
  const sound = width > 0 && width <= 1024 && start > 0 && longest >= start && bits <= 64 && largest > 0;
  if (filters > 0 || !sound) throw damaged('heap of a group', 'uncompressed, with valid sizes', 'another');
  return {
    address,
    offsetBytes: Math.ceil(bits / 8),
    lengthBytes: Math.min(bytesFor(longest), bytesFor(largest)),
    width,
    start,
    directRows: Math.log2(longest) - Math.log2(start) + 2,
    root,
    rows,
    checked,
  };
};

/** The bytes of an object of a heap, by its identifier. */
export const heapObject = (file: File, heap: Heap, id: Uint8Array): Uint8Array => {
  const c = cursorIn(file, id);
  const kind = (c.u8() >> 4) & 3;
  if (kind !== 0) throw damaged('link of a group', 'within a block of its heap', `of kind ${kind}`);
  const [offset, length] = [c.number(heap.offsetBytes), c.number(heap.lengthBytes)];
  const block = heap.rows === 0 ? { address: heap.root, offset: 0, size: heap.start } : blockWith(file, heap, offset);
  checkBlock(file, heap, block);
  return cursor(file, block.address + (offset - block.offset)).bytes(length);
};

interface Block {
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

/** The checksum of a block is that of the block with zeros in its place. */
const checkBlock = (file: File, { offsetBytes, checked }: Heap, { address, size }: Block): void => {
  const own = structure(file, address, 'FHDB', 1 + file.wide.address + offsetBytes);
  if (!checked) return;
  const place = own.at() - own.begin;
  const sum = own.u32();
  const bytes = cursor(file, address).bytes(size).slice();
  bytes.fill(0, place, place + 4);
  if (lookup3(bytes) !== sum) throw unequal(`block of a heap at byte ${own.begin}`);
};

/** The direct block that holds an offset of the heap, from the root's table; tables within tables are for groups of thousands. */
const blockWith = (file: File, heap: Heap, wanted: number): Block => {
  const c = structure(file, heap.root, 'FHIB', 1 + file.wide.address + heap.offsetBytes);
  cursorIn(file, file.bytes, c.at() + heap.rows * heap.width * file.wide.address).checksum(c.begin);
  let offset = 0;
  for (let row = 0; row < Math.min(heap.rows, heap.directRows); row++) {
    const size = heap.start * 2 ** Math.max(0, row - 1);
    for (let column = 0; column < heap.width; column++) {
      const address = c.address();
      if (wanted >= offset && wanted < offset + size)
        return { address: present(address, 'block of a heap'), offset, size };
      offset += size;
    }
  }
  throw damaged('group', 'of fewer members, or written with libver="earliest"', 'one whose heap has tables of tables');
};
