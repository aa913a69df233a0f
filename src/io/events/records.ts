import { columnsFor, joined, noEvents, wrong, type Columns, type Events } from './events.js';

/** Decodes some whole records, from byte `from` to byte `to` of `bytes`, into the columns; gives how many events they were. */
export type DecodeRecords = (bytes: Uint8Array, from: number, to: number, into: Columns) => number;

/**
 * Events in records of one width, whichever way the bytes are cut. `most` is the largest number of events in a record. `offset` says at which
 * byte of the file the records begin.
 */
export const records = (format: string, width: number, decode: DecodeRecords, most = 1, offset = 0) => {
  let columns = columnsFor(0);
  let rest: Uint8Array = new Uint8Array(0);
  let read = offset;
  const decoded = (bytes: Uint8Array, from: number, to: number, into: Columns): number => {
    const count = decode(bytes, from, to, into);
    read += to - from;
    return count;
  };
  return {
    push: (chunk: Uint8Array): Events => {
      const whole = Math.floor((rest.length + chunk.length) / width);
      if (columns.time.length < whole * most) columns = columnsFor(whole * most);
      let count = 0;
      let from = 0;
      if (rest.length > 0 && whole > 0) {
        from = width - rest.length;
        count = decoded(joined(rest, chunk.subarray(0, from)), 0, width, columns);
        rest = new Uint8Array(0);
      }
      const to = from + Math.floor((chunk.length - from) / width) * width;
      if (whole > 0) {
        const after = { time: columns.time.subarray(count), place: columns.place.subarray(count) };
        count += decoded(chunk, from, to, after);
        rest = chunk.slice(to);
      } else rest = joined(rest, chunk);
      return { count, ...columns };
    },
    end: (): Events => {
      if (rest.length > 0)
        throw wrong(format, `event at byte ${read}`, `${width} bytes`, `${rest.length}: the file is cut short`);
      return noEvents;
    },
  };
};
