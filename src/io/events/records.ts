import { joined, makeRoom, wrong, type Decoder, type Found } from './events.js';

/**
 * Decodes the whole records from byte `from` to before byte `to` of `bytes`, and adds their events to those found. Byte k of `bytes` is byte
 * `k + shift` of the file. (Decoders write into the columns themselves: through `addEvent` N-MNIST takes 1.6 times as long.)
 */
export type DecodeRecords = (bytes: Uint8Array, from: number, to: number, found: Found, shift: number) => void;

/**
 * Events in records of one width, whichever way the bytes are cut. `offset` says at which byte of the file the records begin; `most` is the largest number of
 * events in a record. The first record of a chunk, which may have begun in the one before, is decoded by itself.
 */
export const records = (
  format: string,
  width: number,
  decode: DecodeRecords,
  offset: number,
  most = 1,
): Pick<Decoder, 'push' | 'end'> => {
  let rest: Uint8Array = new Uint8Array(0);
  let read = offset;
  const decoded = (bytes: Uint8Array, from: number, to: number, found: Found): void => {
    decode(bytes, from, to, found, read - from);
    read += to - from;
  };
  return {
    push: (chunk, found) => {
      const whole = Math.floor((rest.length + chunk.length) / width);
      if (whole === 0) {
        rest = joined(rest, chunk);
        return;
      }
      makeRoom(found, whole * most);
      const from = width - rest.length;
      decoded(joined(rest, chunk.subarray(0, from)), 0, width, found);
      const to = chunk.length - ((chunk.length - from) % width);
      decoded(chunk, from, to, found);
      rest = chunk.slice(to);
    },
    end: () => {
      if (rest.length > 0)
        throw wrong(format, `event at byte ${read}`, `${width} bytes`, `${rest.length}: the file is cut short`);
    },
  };
};
