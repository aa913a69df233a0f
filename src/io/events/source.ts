import { asBytes, shownBytes } from '../../core/faults/bytes.js';
import { tried } from '../../core/either.js';
import { at, FaultError, faultsIn, refused, type Fault, type Faults } from '../../core/faults/errors.js';
import { sourceFrom, type AnySteps, type AsyncSource, type Source } from '../../core/run/source.js';
import { isAsync } from '../../core/run/stream.js';
import type { Tensor } from '../../core/tensor.js';
import { placeOf } from '../placed.js';
import { binner, type BinOptions } from './binned.js';
import { nothingFound, recorded, type Decoder } from './events.js';

/** The bytes of a file: all of them, or in chunks, at once or as they come (a Node `Readable`, the body of a response). */
export type Bytes = Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

/** What the events of bytes are: a source, which is async where the bytes are. */
export type EventSource<B extends Bytes> = B extends AsyncIterable<Uint8Array> ? AsyncSource : Source;

/**
 * The events of a file as a source, a tensor for each step. It holds no more than a chunk, its events and a step, however long the file is.
 */
export const eventSource = <B extends Bytes>(
  place: string,
  bytes: B,
  open: () => Decoder,
  options: BinOptions,
): EventSource<B> => {
  const chunks = chunksOf(place, bytes);
  const now = function* (dt: number, of: Iterable<Uint8Array>): Iterable<Tensor> {
    const { push, last, full } = stepsOf(place, open(), dt, options);
    for (const chunk of of) {
      yield* push(chunk);
      if (full()) return;
    }
    yield* last();
  };
  const later = async function* (dt: number, of: AsyncIterable<Uint8Array>): AsyncIterable<Tensor> {
    const { push, last, full } = stepsOf(place, open(), dt, options);
    for await (const chunk of of) {
      yield* push(chunk);
      if (full()) return;
    }
    yield* last();
  };
  const source: AnySteps<Tensor> = sourceFrom(recorded, (dt) =>
    isAsync(chunks) ? later(dt, chunks as AsyncIterable<Uint8Array>) : now(dt, chunks as Iterable<Uint8Array>),
  );
  return source as EventSource<B>;
};

/** The steps of a file, chunk by chunk: all events before a fault, then the fault, wherever chunks end. */
const stepsOf = (place: string, decoder: Decoder, dt: number, options: BinOptions) => {
  const { push, end, begun, full } = binner(placeOf(place, options.name), decoder.shape, dt, options);
  const found = nothingFound();
  const upToFault = function* (decode: () => void): Iterable<Tensor> {
    found.count = 0;
    const faults = faultsIn(tried(decode));
    yield* push(found);
    if (faults === undefined || full()) return;
    yield* begun();
    throw inFile(options.name, faults);
  };
  const last = function* (): Iterable<Tensor> {
    yield* upToFault(() => decoder.end(found));
    yield* end();
  };
  return { push: (chunk: unknown) => upToFault(() => decoder.push(bytesOf(place, chunk), found)), last, full };
};

/** The error of a file; where it has a name, its faults say it. */
const inFile = (name: string | undefined, [first, ...others]: Faults): FaultError => {
  const named = (one: Fault): Fault => at(placeOf(one.place, name))(one);
  return new FaultError([named(first), ...others.map(named)]);
};

/** Small enough that the events of one are soon run, large enough that there are few. */
const chunkLength = 1 << 16;

const chunksOf = (place: string, given: Bytes): Iterable<Uint8Array> | AsyncIterable<Uint8Array> => {
  const bytes = asBytes(given);
  if (bytes !== undefined)
    return {
      *[Symbol.iterator]() {
        for (let from = 0; from < bytes.length; from += chunkLength) yield bytes.subarray(from, from + chunkLength);
      },
    };
  if (typeof given === 'object' && given !== null && (Symbol.iterator in given || Symbol.asyncIterator in given))
    return given as Exclude<Bytes, Uint8Array>;
  throw refused(place, 'bytes', 'a Uint8Array, or an iterable of them', shownBytes(given));
};

const bytesOf = (place: string, chunk: unknown): Uint8Array => {
  const bytes = asBytes(chunk);
  if (bytes !== undefined) return bytes;
  throw refused(place, 'chunk', 'a Uint8Array', shownBytes(chunk));
};
