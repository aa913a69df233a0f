import { asBytes } from '../../core/faults/bytes.js';
import { at, fault, FaultError } from '../../core/faults/errors.js';
import { showShape, size, type Shape } from '../../core/shape.js';
import { known, opened } from '../../core/run/source.js';
import type { Dtype, Tensor } from '../../core/tensor.js';
import { over, readerOf, streamFrom, type Stream } from '../../core/run/stream.js';
import { hasOwn } from '../../core/record.js';

/** Elements in bytes: a tensor's own types, little-endian, or `u8`, numbers from 0 to 255. */
export type ByteType = Dtype | 'u8';

const bytesPer: Readonly<Record<ByteType, number>> = { f32: 4, i32: 4, bool: 1, u8: 1 };

/**
 * Tensors of one shape out of a stream of bytes, such as a file, a pipe or the body of a response: a Node `Readable`, a web
 * `ReadableStream` where it is async iterable, or chunks in an array. `u8` gives f32. Chunks may be cut anywhere, and no
 * more than one tensor is held. A last tensor that is not whole, and bytes above 1 for bool, end a run with a fault. Streams of
 * Node and the web do not depend on the run, and may be read ahead; an iterable of a program's own is asked for what a step needs.
 */
export const tensorsOf = (bytes: Stream<Uint8Array>, shape: Shape, type: ByteType = 'f32'): AsyncIterable<Tensor> => {
  const outside = isOutside(bytes);
  let read = false;
  const tensors = streamFrom(true, () => {
    if (outside && (read || hasEnded(bytes))) throw wrong('stream', 'one that was not read before', 'one that was');
    read = true;
    const width = size(shape) * (hasOwn(bytesPer, type) ? bytesPer[type] : Number.NaN);
    if (!(width >= 1 && Number.isInteger(width)))
      throw wrong('tensors', 'of at least one element of f32, i32, bool or u8', `${type} ${showShape(shape)}`);
    const { next, close } = readerOf(
      opened<Uint8Array>('bytes', bytes, 1, 'an iterable of Uint8Arrays, or an async one'),
    );
    let rest: Uint8Array = new Uint8Array(0);
    let index = 0;
    return {
      next: async () => {
        const whole = new Uint8Array(width);
        for (let filled = 0; filled < width;) {
          if (rest.length === 0) {
            const { done, value } = await next();
            if (done === true && filled === 0) return over;
            if (done === true) throw wrong(`tensor ${index}`, `${width} bytes ${showShape(shape)}`, `only ${filled}`);
            rest = chunkOf(value, index);
          }
          const part = rest.subarray(0, width - filled);
          whole.set(part, filled);
          filled += part.length;
          rest = rest.subarray(part.length);
        }
        return { done: false, value: tensorFrom(whole, shape, type, index++) };
      },
      close,
    };
  }) as AsyncIterable<Tensor>;
  return Object.assign(
    tensors,
    known({ independent: outside, fresh: true, endless: false, doubtful: [], rows: 'anywhere' }),
  );
};

/** Streams of Node and of the web, which are read once, and fill by themselves. */
const isOutside = (bytes: unknown): bytes is object =>
  typeof bytes === 'object' && bytes !== null && ('pipe' in bytes || 'getReader' in bytes);

/** A Node stream that has ended gives nothing, and says nothing of it. */
const hasEnded = (bytes: object): boolean => 'readableEnded' in bytes && bytes.readableEnded === true;

const chunkOf = (chunk: unknown, index: number): Uint8Array => {
  const bytes = asBytes(chunk);
  if (bytes !== undefined) return bytes;
  throw wrong(`chunk of tensor ${index}`, 'bytes (a Uint8Array)', `something else (${typeof chunk})`);
};

const tensorFrom = (bytes: Uint8Array, shape: Shape, type: ByteType, index: number): Tensor => {
  if (type === 'f32') return { shape, dtype: type, data: new Float32Array(words(bytes)) };
  if (type === 'i32') return { shape, dtype: type, data: new Int32Array(words(bytes)) };
  if (type === 'u8') return { shape, dtype: 'f32', data: Float32Array.from(bytes) };
  const high = bytes.find((byte) => byte > 1);
  if (high !== undefined) throw wrong(`tensor ${index}`, 'bytes of 0 and 1', `${high}`);
  return { shape, dtype: type, data: bytes };
};

/** The bytes of 32-bit words, little-endian in the stream whatever the machine. */
const words = (bytes: Uint8Array): ArrayBuffer => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Int32Array.from({ length: bytes.length / 4 }, (_, i) => view.getInt32(i * 4, true)).buffer;
};

const wrong = (what: string, want: string, got: string): FaultError =>
  new FaultError([at('bytes')(fault('Data', what, want, got))]);
