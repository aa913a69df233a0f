import { refused, type FaultError } from '../../core/faults/errors.js';
import { lookup3 } from './checksum.js';

/** The bytes of a file, and how wide its addresses and lengths are. */
export interface File {
  readonly bytes: Uint8Array;
  /** Where addresses count from. */
  readonly base: number;
  /** Bytes of an address, and of a length. */
  readonly wide: { readonly address: number; readonly length: number };
}

/** A file that cannot be read: what of it, what it has to be, and what it is. */
export const damaged = (what: string, want: string, got: string): FaultError =>
  refused('HDF5', what, want, got, 'Data');

/** Reads a file piece by piece, little-endian. What lies outside of the file is a fault, never a value. */
export interface Cursor {
  readonly file: File;
  /** The byte at which it began. */
  readonly begin: number;
  readonly at: () => number;
  readonly u8: () => number;
  readonly u16: () => number;
  readonly u32: () => number;
  /** A whole number of so many bytes. */
  readonly number: (width: number) => number;
  /** The same, but undefined where all bits are set, which stands for no address. */
  readonly whole: (width: number) => number | undefined;
  readonly address: () => number | undefined;
  readonly length: () => number;
  readonly bytes: (count: number) => Uint8Array;
  readonly skip: (count: number) => void;
  /** The four letters that a structure begins with. */
  readonly signature: (letters: string) => void;
  /** The checksum of what began at a place, by default where the cursor did, and ends here with it. */
  readonly checksum: (from?: number) => void;
}

/** A cursor at an address of a file. */
export const cursor = (file: File, address: number): Cursor => cursorIn(file, file.bytes, file.base + address);

/** A cursor behind the letters of a structure at an address, and some bytes that nothing here needs. */
export const structure = (file: File, address: number, letters: string, skipped: number): Cursor => {
  const c = cursor(file, address);
  c.signature(letters);
  c.skip(skipped);
  return c;
};

/** A cursor in bytes that were taken out of a file, such as those of a message. */
export const cursorIn = (file: File, bytes: Uint8Array, start = 0): Cursor => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let place = start;
  const taken = (count: number): number => {
    const from = place;
    // Also NaN, of sizes that are too large, is no count.
    if (!(count >= 0 && from + count <= bytes.length))
      throw damaged(
        'extent',
        `within ${bytes.length} bytes`,
        `up to byte ${from + count}: the file is cut short or damaged`,
      );
    place += count;
    return from;
  };
  const number = (width: number): number => {
    const from = taken(width);
    const value = bytes.subarray(from, place).reduceRight((high, byte) => high * 256 + byte, 0);
    if (!Number.isSafeInteger(value)) throw damaged('number', 'below 2^53', `${value}: the file is damaged`);
    return value;
  };
  const whole = (width: number): number | undefined => {
    if (bytes.subarray(place, place + width).some((byte) => byte < 255)) return number(width);
    return void taken(width);
  };
  return {
    file,
    begin: start,
    at: () => place,
    u8: () => view.getUint8(taken(1)),
    u16: () => view.getUint16(taken(2), true),
    u32: () => view.getUint32(taken(4), true),
    number,
    whole,
    address: () => whole(file.wide.address),
    length: () => {
      const value = whole(file.wide.length);
      if (value === undefined) throw damaged('length', 'a number', 'none: the file is damaged');
      return value;
    },
    bytes: (count) => {
      const from = taken(count);
      return bytes.subarray(from, from + count);
    },
    skip: (count) => void taken(count),
    signature: (letters) => {
      const from = taken(4);
      const got = String.fromCharCode(...bytes.subarray(from, from + 4));
      if (got !== letters) throw damaged(`structure at byte ${from}`, `'${letters}'`, JSON.stringify(got));
    },
    checksum: (from = start) => {
      const to = taken(4);
      if (view.getUint32(to, true) !== lookup3(bytes.subarray(from, to))) throw unequal(`structure at byte ${from}`);
    },
  };
};

/** A part of a file that is not what it was when its checksum was written. */
export const unequal = (what: string): FaultError =>
  damaged(what, 'as its checksum says', 'other bytes: the file is damaged');

/** The byte of the file at which bytes begin that were taken out of it. */
export const placeOf = (file: File, bytes: Uint8Array): number => bytes.byteOffset - file.bytes.byteOffset;

/** An address that has to be there. */
export const present = (address: number | undefined, what: string): number => {
  if (address === undefined) throw damaged(what, 'an address', 'none: nothing was written there');
  return address;
};

/** The bytes that tell the numbers from 0 to a limit. */
export const bytesFor = (limit: number): number => Math.floor(Math.log2(limit) / 8) + 1;

/** Text up to its first zero byte, as UTF-8. */
export const textOf = (bytes: Uint8Array): string => {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
};
