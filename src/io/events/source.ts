import { at, FaultError, refused } from '../../core/errors.js';
import { shown } from '../../core/check/shown.js';
import { sourceOf, type AnySteps, type AsyncSource, type Source } from '../../core/run/source.js';
import { isAsync } from '../../core/run/stream.js';
import type { Tensor } from '../../core/tensor.js';
import { binner, placeOf, type BinOptions } from './binned.js';
import { recorded, type Decoder } from './events.js';

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
  const { name } = options;
  const pipeline = (dt: number) => {
    const decoder = open();
    const { push, end, full } = binner(place, decoder.shape, dt, options);
    const last = function* (): Iterable<Tensor> {
      yield* push(decoder.end());
      yield* end();
    };
    return { push: (chunk: Uint8Array) => push(decoder.push(bytesOf(place, chunk))), last, full };
  };
  const now = function* (dt: number, of: Iterable<Uint8Array>): Iterable<Tensor> {
    try {
      const { push, last, full } = pipeline(dt);
      for (const chunk of of) {
        yield* push(chunk);
        if (full()) return;
      }
      yield* last();
    } catch (error) {
      throw inFile(name, error);
    }
  };
  const later = async function* (dt: number, of: AsyncIterable<Uint8Array>): AsyncIterable<Tensor> {
    try {
      const { push, last, full } = pipeline(dt);
      for await (const chunk of of) {
        yield* push(chunk);
        if (full()) return;
      }
      yield* last();
    } catch (error) {
      throw inFile(name, error);
    }
  };
  const source: AnySteps<Tensor> = sourceOf(recorded, (dt) =>
    isAsync(chunks) ? later(dt, chunks as AsyncIterable<Uint8Array>) : now(dt, chunks as Iterable<Uint8Array>),
  );
  return source as EventSource<B>;
};

/** An error of a file with a name: its faults say it. */
const inFile = (name: string | undefined, error: unknown): unknown => {
  if (name === undefined || !(error instanceof FaultError)) return error;
  const [first, ...others] = error.faults.map((one) => at(placeOf(one.place, name))(one));
  return new FaultError([first!, ...others]);
};

/** Small enough that the events of one are soon run, large enough that there are few. */
const chunkLength = 1 << 16;

const chunksOf = (place: string, bytes: Bytes): Iterable<Uint8Array> | AsyncIterable<Uint8Array> => {
  if (bytes instanceof Uint8Array)
    return {
      *[Symbol.iterator]() {
        for (let from = 0; from < bytes.length; from += chunkLength) yield bytes.subarray(from, from + chunkLength);
      },
    };
  if (typeof bytes === 'object' && bytes !== null && (Symbol.iterator in bytes || Symbol.asyncIterator in bytes))
    return bytes;
  throw refused(place, 'bytes', 'a Uint8Array, or chunks of them at once or later', shown(bytes));
};

const bytesOf = (place: string, chunk: unknown): Uint8Array => {
  if (chunk instanceof Uint8Array) return chunk;
  throw refused(place, 'chunk', 'a Uint8Array', shown(chunk));
};
