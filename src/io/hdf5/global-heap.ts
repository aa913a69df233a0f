import { damaged, structure, type File } from './cursor.js';

/** The bytes of an object of the global heap, by the address of its collection and its number there. */
export type HeapObject = (collection: number, index: number, what: string) => Uint8Array;

/** Looks objects up; each collection is gone through once. */
export const globalHeap = (file: File): HeapObject => {
  const known = new Map<number, ReadonlyMap<number, Uint8Array>>();
  return (address, index, what) => {
    const objects = known.get(address) ?? objectsAt(file, address);
    known.set(address, objects);
    const found = objects.get(index);
    if (found !== undefined) return found;
    throw damaged(what, `object ${index} of the heap at byte ${file.base + address}`, 'none: the file is damaged');
  };
};

const objectsAt = (file: File, address: number): ReadonlyMap<number, Uint8Array> => {
  const c = structure(file, address, 'GCOL', 4);
  /** A length that ends at a multiple of eight bytes, however wide it is. */
  const lengthThere = (): number => {
    const length = c.length();
    c.skip(8 - file.wide.length);
    return length;
  };
  const end = c.begin + lengthThere();
  const objects = new Map<number, Uint8Array>();
  while (c.at() + 16 <= end) {
    const index = c.u16();
    c.skip(6);
    const length = lengthThere();
    // Object 0 is the room that is left.
    if (index === 0) break;
    objects.set(index, c.bytes(length));
    if (length % 8 > 0) c.skip(8 - (length % 8));
  }
  return objects;
};
