import { cursor, cursorIn, present, structure, textOf, type File } from './cursor.js';
import { heapObject, openHeap } from './fractal-heap.js';
import { messageOf, messages, type Message } from './header.js';
import { treeLeaves } from './tree.js';
import { recordsOf } from './tree-two.js';

/** A member of a group: its name, and what it is: the address of an object header, the path of a soft link, or undefined for a link into another file. */
export interface Link {
  readonly name: string;
  readonly to: number | string | undefined;
}

/** The members of a group, from the messages of its object header; undefined where it is no group. */
export const linksOf = (file: File, all: readonly Message[]): readonly Link[] | undefined => {
  const table = messageOf(all, messages.symbolTable);
  if (table !== undefined) return tableLinks(file, table);
  const info = messageOf(all, messages.linkInfo);
  if (info === undefined) return undefined;
  const compact = all.filter(({ type }) => type === messages.link).map(({ data }) => linkOf(file, data));
  return [...compact, ...denseLinks(file, info)];
};

/** As HDF5 stores groups by default: a tree of symbol tables, with names in a heap. */
const tableLinks = (file: File, table: Uint8Array): readonly Link[] => {
  const c = cursorIn(file, table);
  const [tree, heap] = [present(c.address(), 'group'), present(c.address(), 'group')];
  const names = localHeap(file, heap);
  return treeLeaves(file, tree, 0, (of) => of.length()).flatMap(({ child }) => {
    const node = structure(file, child, 'SNOD', 2);
    return Array.from({ length: node.u16() }, () => {
      const name = textOf(names.subarray(node.length()));
      const [address, cached] = [node.address(), node.u32()];
      node.skip(4);
      const path = node.u32();
      node.skip(12);
      return { name, to: cached === 2 ? textOf(names.subarray(path)) : present(address, `'${name}'`) };
    });
  });
};

const localHeap = (file: File, address: number): Uint8Array => {
  const c = structure(file, address, 'HEAP', 4);
  const size = c.length();
  c.length();
  return cursor(file, present(c.address(), 'names of a group')).bytes(size);
};

/** The links of a large group of the newer form: in a fractal heap, found through a tree. */
const denseLinks = (file: File, info: Uint8Array): readonly Link[] => {
  const c = cursorIn(file, info);
  c.skip(1);
  if ((c.u8() & 1) !== 0) c.skip(8);
  const [heapAt, index] = [c.address(), c.address()];
  if (heapAt === undefined) return [];
  const heap = openHeap(file, heapAt);
  // A record is the hash of the name, then the place in the heap.
  return recordsOf(file, present(index, 'index of a group'), 5).map((record) =>
    linkOf(file, heapObject(file, heap, record.subarray(4))),
  );
};

const linkOf = (file: File, message: Uint8Array): Link => {
  const c = cursorIn(file, message);
  c.skip(1);
  const flags = c.u8();
  const type = flags & 8 ? c.u8() : 0;
  c.skip((flags & 4 ? 8 : 0) + (flags & 16 ? 1 : 0));
  const name = textOf(c.bytes(c.number(1 << (flags & 3))));
  const soft = (): string => textOf(c.bytes(c.u16()));
  return { name, to: type === 0 ? present(c.address(), `'${name}'`) : type === 1 ? soft() : undefined };
};
