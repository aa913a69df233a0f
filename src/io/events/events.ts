import { at, fault, FaultError } from '../../core/errors.js';
import type { Facts } from '../../core/run/source.js';

/** Some events in columns: the first `count` of each, at times in ms, each at a place of the flattened layer. */
export interface Events {
  readonly count: number;
  readonly time: Float64Array;
  readonly place: Int32Array;
}

/** Turns the bytes of a file into events, however the file is cut into chunks. */
export interface Decoder {
  /** The shape of the layer that the places belong to; undefined as long as the bytes have not said it. */
  readonly shape: () => readonly number[] | undefined;
  /** The events that end in this chunk; it may overwrite them at the next. */
  readonly push: (chunk: Uint8Array) => Events;
  /** Those that only the end of the file completes. Throws a `FaultError` where the file ends within an event. */
  readonly end: () => Events;
}

/** The facts about a source of recorded events. */
export const recorded: Facts = { independent: true, fresh: true, endless: false, doubtful: [] };

export const noEvents: Events = { count: 0, time: new Float64Array(0), place: new Int32Array(0) };

/** Columns with room for so many events. */
export interface Columns {
  readonly time: Float64Array;
  readonly place: Int32Array;
}
export const columnsFor = (count: number): Columns => ({ time: new Float64Array(count), place: new Int32Array(count) });

/** Something wrong in a file of events. */
export const wrong = (format: string, what: string, want: string, got: string): FaultError =>
  new FaultError([at(format)(fault('Data', what, want, got))]);

/** Bytes after each other. */
export const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};
