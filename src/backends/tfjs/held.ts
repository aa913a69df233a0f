import type * as tfjs from '@tensorflow/tfjs-core';
import type { Type } from '../../core/algebra.js';
import type { Dtype, Tensor } from '../../core/tensor.js';

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

/** What values lie on. */
export const tensorsOf = (values: readonly Value[]): readonly TfTensor[] =>
  values.flatMap((value) => (isHeld(value) ? [value.on] : []));
