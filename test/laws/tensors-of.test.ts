import * as fc from 'fast-check';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { describe, expect, test } from 'vitest';
import {
  explain,
  FaultError,
  frames,
  initial,
  run,
  size,
  tensor,
  tensorsOf,
  type ByteType,
  type Tensor,
} from '../../src/index.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { oneLayer } from '../support/one-layer.js';

const collected = async (all: AsyncIterable<Tensor>): Promise<readonly Tensor[]> => {
  const found: Tensor[] = [];
  for await (const x of all) found.push(x);
  return found;
};

/** Bytes, cut anywhere, some cuts empty. */
const chunked = (bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] => {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return places.slice(1).map((to, k) => bytes.subarray(places[k], to));
};

const streams: readonly ((chunks: readonly Uint8Array[]) => Iterable<Uint8Array> | AsyncIterable<Uint8Array>)[] = [
  (chunks) => chunks,
  (chunks) => Readable.from(chunks),
  (chunks) =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        chunks.forEach((chunk) => controller.enqueue(chunk));
        controller.close();
      },
    }),
];

const little = (values: readonly number[], type: ByteType): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * (type === 'f32' || type === 'i32' ? 4 : 1)));
  values.forEach((value, k) =>
    type === 'f32'
      ? view.setFloat32(k * 4, value, true)
      : type === 'i32'
        ? view.setInt32(k * 4, value, true)
        : view.setUint8(k, value),
  );
  return new Uint8Array(view.buffer);
};

const typed = fc.constantFrom<ByteType>('f32', 'i32', 'u8', 'bool').chain((type) =>
  fc.tuple(
    fc.constant(type),
    fc.array(
      type === 'bool' ? fc.nat(1) : type === 'u8' ? fc.nat(255) : fc.integer({ min: -(2 ** 20), max: 2 ** 20 }),
      {
        maxLength: 24,
      },
    ),
  ),
);

describe('tensors of a stream of bytes', () => {
  law(
    'are its elements in order, wherever it is cut; what is left over is a fault',
    [typed, fc.array(fc.nat()), fc.constantFrom(...streams), fc.constantFrom([2], [1, 3], [1])],
    async ([type, values], cuts, stream, shape) => {
      const width = size(shape);
      const whole = values.slice(0, values.length - (values.length % width));
      const got = await collected(tensorsOf(stream(chunked(little(whole, type), cuts)), shape, type));
      expect(got.flatMap(({ data }) => Array.from(data))).toStrictEqual(whole);
      for (const x of got) expect([x.shape, x.dtype]).toStrictEqual([shape, type === 'u8' ? 'f32' : type]);
      if (whole.length < values.length)
        await expect(collected(tensorsOf(stream(chunked(little(values, type), cuts)), shape, type))).rejects.toThrow(
          FaultError,
        );
    },
    60,
  );

  test.each<[string, () => AsyncIterable<Tensor>, string]>([
    ['a partial tensor', () => tensorsOf([new Uint8Array(10)], [2]), 'bytes: tensor 1 must be 8 bytes [2], got only 2'],
    [
      'bytes that are no bools',
      () => tensorsOf([Uint8Array.of(1, 0, 2)], [1], 'bool'),
      'bytes: tensor 2 must be bytes of 0 and 1, got 2',
    ],
    [
      'text',
      () => tensorsOf(['text'] as unknown as Iterable<Uint8Array>, [1]),
      'bytes: chunk of tensor 0 must be bytes (a Uint8Array), got something else (string)',
    ],
    [
      'no elements',
      () => tensorsOf([], [0]),
      'bytes: tensors must be of at least one element of f32, i32, bool or u8, got f32 [0]',
    ],
    [
      'an unknown type',
      () => tensorsOf([], [1], 'f64' as ByteType),
      'bytes: tensors must be of at least one element of f32, i32, bool or u8, got f64 [1]',
    ],
  ])('%s is a fault', async (_, make, text) => {
    const failed = await Promise.resolve()
      .then(() => collected(make()))
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(failed).toBeInstanceOf(FaultError);
    expect((failed as FaultError).faults.map(explain)).toStrictEqual([text]);
  });

  test.each(backends)('drive a network on $name, and the file is closed when the run stops', async (backend) => {
    const file = Readable.from([little([1, 0, 0, 1, 1, 1], 'bool'), little([0, 1], 'bool')]);
    const ran = await run(backend, oneLayer, initial(oneLayer), frames({ X: tensorsOf(file, [2], 'bool') }));
    expect(ran._tag === 'Right' && [ran.right.steps, ran.right.state.layers['X']!['s']]).toStrictEqual([
      4,
      tensor([1, 2], [0, 1], 'bool'),
    ]);
    const wrong = Readable.from([little([1, 0, 1], 'bool'), little([0], 'bool')]);
    const stopped = await run(backend, oneLayer, initial(oneLayer), frames({ X: tensorsOf(wrong, [4], 'u8') }));
    expect([stopped._tag, wrong.destroyed]).toStrictEqual(['Left', true]);
  });
});
