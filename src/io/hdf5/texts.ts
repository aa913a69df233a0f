import { packed, padded, type Output, type Piece } from './output.js';

/** Where a text lies in the global heap, as a dataset refers to it. */
export type Reference = (text: string) => Uint8Array;

/** A collection counts its objects in 16 bits. */
const most = 60000;

/** Collections are at least this long. */
const shortest = 4096;

/** Puts texts into collections of the global heap, each text once. */
export const writeTexts = (out: Output, texts: Iterable<string>): Reference => {
  const all = [...new Set(texts)].filter((text) => text !== '');
  const references = new Map<string, Uint8Array>();
  for (let first = 0; first < all.length; first += most) {
    const encoded = all.slice(first, first + most).map((text) => new TextEncoder().encode(text));
    const address = out.add(collection(encoded));
    encoded.forEach((bytes, k) => references.set(all[first + k]!, packed([bytes.length, 4], [address, 8], [k + 1, 4])));
  }
  const none = packed([0, 4], [0, 8], [0, 4]);
  return (text) => references.get(text) ?? none;
};

const collection = (texts: readonly Uint8Array[]): Uint8Array => {
  const objects = texts.flatMap((bytes, k): Piece[] => [[k + 1, 2], [1, 2], [0, 4], [bytes.length, 8], padded(bytes)]);
  const used = 16 + texts.reduce((sum, bytes) => sum + 16 + Math.ceil(bytes.length / 8) * 8, 0);
  const whole = Math.max(shortest, used + 16);
  // Object 0 is the room that is left, with its own 16 bytes.
  const left = whole - used;
  return packed('GCOL', [1, 4], [whole, 8], ...objects, [0, 8], [left, 8], new Uint8Array(left - 16));
};
