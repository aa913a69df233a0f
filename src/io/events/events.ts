import { refused, type FaultError } from '../../core/faults/errors.js';
import type { Facts } from '../../core/run/source.js';

/** Some events in columns: the first `count` of each, at times in ms, each at a place of the flattened layer. */
export interface Events {
  readonly count: number;
  readonly time: Float64Array;
  readonly place: Int32Array;
}

/** Columns that a decoder fills: the events that it has counted stay, whatever fault follows them. */
export type Found = { -readonly [column in keyof Events]: Events[column] };

export const nothingFound = (): Found => ({ count: 0, time: new Float64Array(0), place: new Int32Array(0) });

/** Makes room for so many events more. */
export const makeRoom = (found: Found, more: number): void => {
  const { count, time, place } = found;
  if (count + more <= time.length) return;
  const room = Math.max(count + more, 2 * count);
  found.time = new Float64Array(room);
  found.place = new Int32Array(room);
  found.time.set(time.subarray(0, count));
  found.place.set(place.subarray(0, count));
};

/** Adds an event, for which there is room. */
export const addEvent = (found: Found, time: number, place: number): void => {
  found.time[found.count] = time;
  found.place[found.count++] = place;
};

/**
 * Turns the bytes of a file into events, however the file is cut into chunks. Both functions add events to those found, and throw a
 * `FaultError` where the bytes are no events: what was found until then is what stands before the fault.
 */
export interface Decoder {
  /** The shape of the layer that the places belong to; undefined as long as the bytes have not said it. */
  readonly shape: () => readonly number[] | undefined;
  /** Adds the events that end in this chunk. */
  readonly push: (chunk: Uint8Array, found: Found) => void;
  /** Adds those that only the end of the file completes; a file that ends within an event is a fault. */
  readonly end: (found: Found) => void;
}

/** The facts about a source of recorded events, which are one sample. */
export const recorded: Facts = { independent: true, fresh: true, endless: false, doubtful: [], rows: [] };

/** Something wrong in a file of events. */
export const wrong = (format: string, what: string, want: string, got: string): FaultError =>
  refused(format, what, want, got, 'Data');

/** Bytes after each other. */
export const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};
