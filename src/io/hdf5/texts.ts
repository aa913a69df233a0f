import { sequence, sequenceOf, padded, u16, u32, u64, type Output } from './output.js';

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
    encoded.forEach((bytes, k) =>
      references.set(all[first + k]!, sequence(u32(bytes.length), u64(address), u32(k + 1))),
    );
  }
  const none = new Uint8Array(16);
  return (text) => references.get(text) ?? none;
};

const collection = (texts: readonly Uint8Array[]): Uint8Array => {
  const objects = texts.flatMap((bytes, k) => [u16(k + 1, 1), u32(0), u64(bytes.length), padded(bytes)]);
  const used = 16 + texts.reduce((sum, bytes) => sum + 16 + Math.ceil(bytes.length / 8) * 8, 0);
  const whole = Math.max(shortest, used + 16);
  // Object 0 is the room that is left, with its own 16 bytes.
  const left = whole - used;
  return sequenceOf(['GCOL', u32(1), u64(whole), ...objects, u64(0, left), new Uint8Array(left - 16)]);
};
