import { lookup3 } from '../../../src/io/hdf5/checksum.js';
import type { File } from '../../../src/io/hdf5/cursor.js';
import { little } from '../../events/support/files.js';

/** Bytes of a file, from the descriptions of its structures. */
export type Bytes = readonly number[];

/** Whole numbers of 2, 4 and 8 bytes, the lowest first. */
export const [u16, u32, wide] = [2, 4, 8].map((width) => (value: number) => little(width, value)) as [
  (value: number) => Bytes,
  (value: number) => Bytes,
  (value: number) => Bytes,
];

/** Bytes with their checksum behind them. */
export const summed = (bytes: Bytes): Bytes => [...bytes, ...u32(lookup3(Uint8Array.from(bytes)))];

export const letters = (text: string): Bytes => [...new TextEncoder().encode(text)];

export const zeros = (count: number): Bytes => little(count, 0);

/** The eight bytes of no address. */
export const nowhere: Bytes = Array<number>(8).fill(255);

/** A file of these bytes, whose addresses and lengths are of so many. */
export const fileOf = (bytes: Bytes, address = 8, length = 8): File => ({
  bytes: Uint8Array.from(bytes),
  base: 0,
  wide: { address, length },
});

/** Bytes at their places in a file. */
export const placed = (parts: Readonly<Record<number, Bytes>>): Bytes => {
  const all = Object.entries(parts).map(([at, bytes]) => ({ at: Number(at), bytes }));
  const out = Array<number>(Math.max(...all.map(({ at, bytes }) => at + bytes.length))).fill(0);
  for (const { at, bytes } of all) out.splice(at, bytes.length, ...bytes);
  return out;
};

/** What a reader makes of bytes, or the end of what it says of them. */
export const read = (reader: () => unknown): unknown => {
  try {
    return reader();
  } catch (error) {
    return (error as Error).message.replace(/^HDF5: /, '');
  }
};
