import { size } from '../../core/shape.js';
import { cursorIn, damaged, present, textOf, type Cursor, type File } from './cursor.js';
import { datatypeOf } from './datatype.js';
import { heapObject, openHeap } from './fractal-heap.js';
import { messageOf, type Message } from './header.js';
import { spaceOf } from './layout.js';
import { recordsOf } from './tree-two.js';
import { valuesOf } from './values.js';

const [attribute, attributeInfo] = [12, 21];

/**
 * The text of an attribute of an object, from the messages of its header; undefined where it has none of this name. One that is not a single text is a
 * fault. HDF5 File Format Specification 3.0, IV.A.2.m and IV.A.2.v.
 */
export const textAttribute = (file: File, all: readonly Message[], name: string): string | undefined => {
  const own = all.filter(({ type }) => type === attribute).map(({ data }) => data);
  const parts = [...own, ...denseAttributes(file, all)].map((message) => partsOf(file, message));
  const found = parts.find((one) => one.name === name);
  if (found === undefined) return undefined;
  const refuse = (got: string) => damaged(`attribute '${name}'`, 'a string', got);
  if (found.isShared) throw refuse('one of a committed type');
  const [type, space] = [datatypeOf(file, found.type), spaceOf(file, found.space)];
  if (type.is === 'list' || space === undefined || size(space.shape) !== 1) throw refuse('another value');
  const { dtype, data } = valuesOf(file, type, space.shape, found.value) as { dtype: string; data: ArrayLike<unknown> };
  if (dtype !== 'text') throw refuse(`a number (${String(data[0])})`);
  return data[0] as string;
};

/** Attributes of an object that has many, in a heap. */
const denseAttributes = (file: File, all: readonly Message[]): readonly Uint8Array[] => {
  const info = messageOf(all, attributeInfo);
  if (info === undefined) return [];
  const c = cursorIn(file, info);
  c.skip(1);
  if ((c.u8() & 1) !== 0) c.skip(2);
  const [heapAt, index] = [c.address(), c.address()];
  if (heapAt === undefined) return [];
  const heap = openHeap(file, heapAt);
  return recordsOf(file, present(index, 'index of attributes'), 8).map((record) => heapObject(file, heap, record));
};

/** The parts of the message of an attribute; the first version fills each up to a multiple of eight bytes. */
const partsOf = (file: File, message: Uint8Array) => {
  const c = cursorIn(file, message);
  const [version, flags] = [c.u8(), c.u8()];
  if (version < 1 || version > 3) throw damaged('version of an attribute', 'from 1 to 3', `${version}`);
  const lengths = [c.u16(), c.u16(), c.u16()];
  if (version === 3) c.skip(1);
  const [name, type, space] = lengths.map((length) => part(c, length, version === 1)) as [Bytes, Bytes, Bytes];
  const isShared = version > 1 && flags !== 0;
  return { name: textOf(name), type, space, isShared, value: message.subarray(c.at()) };
};

type Bytes = Uint8Array;

const part = (c: Cursor, length: number, isPadded: boolean): Bytes => {
  const bytes = c.bytes(length);
  if (isPadded) c.skip((8 - (length % 8)) % 8);
  return bytes;
};
