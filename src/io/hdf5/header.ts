import { cursor, cursorIn, damaged, present, structure, type Cursor, type File } from './cursor.js';

/** The messages of an object header that are read here, by what they tell. */
export const messages = {
  dataspace: 1,
  linkInfo: 2,
  datatype: 3,
  oldFill: 4,
  fill: 5,
  link: 6,
  externalFiles: 7,
  layout: 8,
  filters: 11,
  symbolTable: 17,
} as const;

export interface Message {
  readonly type: number;
  readonly data: Uint8Array;
}

const continuation = 16;

/** Far more messages than any object of a network has. */
const most = 65536;

/** All messages of the object at an address, those of its continuation blocks too. */
export const messagesAt = (file: File, address: number): readonly Message[] => messagesOf(file, address, committedType);

/** A message that is shared with other objects, as it lies in the header of one of them. */
type Shared = (file: File, type: number, data: Uint8Array) => Uint8Array;

const messagesOf = (file: File, address: number, shared: Shared): readonly Message[] => {
  const first = cursor(file, address);
  const found: Message[] = [];
  const blocks: (() => void)[] = [];
  const keep = (type: number, flags: number, data: Uint8Array, next: (at: number, length: number) => void): void => {
    if (found.length + blocks.length >= most) throw damaged('object header', `at most ${most} messages`, 'more');
    if (type === continuation) {
      const c = cursor({ ...file, bytes: data, base: 0 }, 0);
      const [at, length] = [present(c.address(), 'object header'), c.length()];
      blocks.push(() => next(at, length));
    } else if ((flags & 2) === 0) found.push({ type, data });
    else if (Object.values<number>(messages).includes(type)) found.push({ type, data: shared(file, type, data) });
  };
  if (first.u8() === 1) versionOne(file, first, keep);
  else versionTwo(file, cursor(file, address), keep);
  for (let k = 0; k < blocks.length; k++) blocks[k]!();
  return found;
};

/** The type of elements that has a name of its own, at an address. HDF5 File Format Specification 3.0, IV.A.2 (shared message). */
const committedType: Shared = (file, type, data) => {
  const c = cursorIn(file, data);
  const [version, kind] = [c.u8(), c.u8()];
  const isCommitted = version === 3 ? kind === 2 : version === 1 || version === 2;
  if (type !== messages.datatype || !isCommitted) return notShared(file, type, data);
  if (version === 1) c.skip(6);
  const at = present(c.address(), 'committed type');
  const found = messageOf(messagesOf(file, at, notShared), messages.datatype);
  if (found === undefined) throw damaged(`committed type at byte ${file.base + at}`, 'a type', 'something else');
  return found;
};

const notShared: Shared = () => {
  throw damaged('type or shape', 'stored with its data, or a committed type', 'shared with others');
};

type Keep = (type: number, flags: number, data: Uint8Array, next: (at: number, length: number) => void) => void;

const versionOne = (file: File, c: Cursor, keep: Keep): void => {
  c.skip(7);
  const size = c.u32();
  c.skip(4);
  const block = (of: Cursor, length: number): void => {
    const end = of.at() + length;
    while (of.at() + 8 <= end) {
      const [type, bytes, flags] = [of.u16(), of.u16(), of.u8()];
      of.skip(3);
      keep(type, flags, of.bytes(bytes), (at, more) => block(cursor(file, at), more));
    }
  };
  block(c, size);
};

const versionTwo = (file: File, c: Cursor, keep: Keep): void => {
  c.signature('OHDR');
  const [version, flags] = [c.u8(), c.u8()];
  if (version !== 2) throw damaged('version of an object header', '1 or 2', `${version}`);
  c.skip((flags & 32 ? 16 : 0) + (flags & 16 ? 4 : 0));
  const size = c.number(1 << (flags & 3));
  const order = flags & 4 ? 2 : 0;
  const block = (of: Cursor, length: number): void => {
    const end = of.at() + length;
    // Before a message is believed.
    cursorIn(file, file.bytes, end).checksum(of.begin);
    // What is too short for a message at the end of a block is a gap.
    while (of.at() + 4 + order <= end) {
      const [type, bytes, own] = [of.u8(), of.u16(), of.u8()];
      of.skip(order);
      keep(type, own, of.bytes(bytes), (at, more) => {
        // The block counts its signature and its checksum.
        block(structure(file, at, 'OCHK', 0), more - 8);
      });
    }
  };
  block(c, size);
};

/** The bytes of the one message of a type; undefined where there is none. */
export const messageOf = (all: readonly Message[], type: number): Uint8Array | undefined =>
  all.find((message) => message.type === type)?.data;
