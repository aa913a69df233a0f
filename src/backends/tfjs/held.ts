import type * as tfjs from '@tensorflow/tfjs-core';
import type { Type } from '../../core/algebra.js';
import { allocate, type Dtype, type Tensor } from '../../core/tensor.js';
import { size } from '../../core/shape.js';
import { within } from './within.js';

/** `@tensorflow/tfjs-core`, or a package that has all of it, as the user imported it. */
export type Tf = typeof tfjs;
export type TfTensor = tfjs.Tensor;

/** A value that lies on a device, and the plain tensor it was made of where a session was given one. */
export interface Held extends Type {
  readonly on: TfTensor;
  readonly from?: Tensor;
}

/** Plain data stays what it is until it meets a value on the device: constants, places, the counter of random numbers. */
export type Value = Tensor | Held;

export const isHeld = (x: Value): x is Held => 'on' in x;

export const tfTypes: Readonly<Record<Dtype, 'float32' | 'int32' | 'bool'>> = {
  f32: 'float32',
  i32: 'int32',
  bool: 'bool',
};

/** Brings a copy of plain data to the device; some backends go on reading the array that they were given. */
export const upload = (tf: Tf, { shape, dtype, data }: Tensor): TfTensor =>
  tf.tensor(data.slice(), [...shape], tfTypes[dtype]);

/**
 * Plain copies of values of one shape, in order, with a single read for all of a type (graded spikes may follow plain ones).
 * What is the same value is read once, and what nothing has changed since it was given is not read at all.
 */
export const read = async (tf: Tf, mode: string, values: readonly Value[]): Promise<readonly Tensor[]> => {
  const news = [...new Set(values)].filter((value) => isHeld(value) && value.from === undefined) as readonly Held[];
  const types = [...new Set(news.map(({ dtype }) => dtype))];
  const found = await Promise.all(
    types.map((type) =>
      readNew(
        tf,
        mode,
        news.filter(({ dtype }) => dtype === type),
      ),
    ),
  );
  const copies = new Map<Value, Tensor>(found.flat());
  return values.map((value) => copies.get(value) ?? (isHeld(value) ? value.from! : value));
};

const readNew = async (
  tf: Tf,
  mode: string,
  values: readonly Held[],
): Promise<readonly (readonly [Held, Tensor])[]> => {
  const joined = await within(tf, mode, () =>
    tf.tidy(() => tf.concat(values.map(({ on }) => tf.reshape(on, [on.size])))),
  );
  try {
    const all = await joined.data();
    const width = size(values[0]!.shape);
    return values.map((value, place) => {
      const data = allocate(value.dtype, width);
      data.set(all.subarray(place * width, (place + 1) * width));
      return [value, { shape: value.shape, dtype: value.dtype, data }];
    });
  } finally {
    joined.dispose();
  }
};
