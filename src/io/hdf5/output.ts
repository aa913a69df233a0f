import { growing } from '../growing.js';

/** A file that is being written: bytes are only ever added. */
export interface Output {
  /** Adds bytes at a multiple of 8, and gives their address. */
  readonly add: (bytes: Uint8Array) => number;
  readonly bytes: () => Uint8Array;
}

export const output = (): Output => {
  const out = growing();
  return {
    add: (bytes) => {
      const at = out.length();
      out.add(padded(bytes));
      return at;
    },
    bytes: out.bytes,
  };
};

const numbers =
  (width: 1 | 2 | 4 | 8) =>
  (...values: readonly number[]): Uint8Array =>
    Uint8Array.from({ length: values.length * width }, (_, k) =>
      Math.floor(values[Math.floor(k / width)]! / 256 ** (k % width)),
    );

/** Numbers as they stand in the file, of 1, 2, 4 or 8 bytes each, the lowest first. */
export const [u8, u16, u32, u64] = [numbers(1), numbers(2), numbers(4), numbers(8)];

/** No address: all bits set. */
export const nowhere: Uint8Array = new Uint8Array(8).fill(255);

type Piece = string | Uint8Array;

/** Bytes after each other; texts are letters. */
export const sequence = (...pieces: readonly Piece[]): Uint8Array => sequenceOf(pieces);

/** The same of a list, which may be longer than arguments of a function can be. */
export const sequenceOf = (pieces: readonly Piece[]): Uint8Array => {
  const parts = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

/** Bytes with zeros up to a multiple of 8. */
export const padded = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length % 8 === 0) return bytes;
  const out = new Uint8Array(Math.ceil(bytes.length / 8) * 8);
  out.set(bytes);
  return out;
};
