import type * as tfjs from '@tensorflow/tfjs-core';
import type { Type } from '../../core/algebra.js';
import { size } from '../../core/shape.js';
import type { Dtype, Tensor } from '../../core/tensor.js';

/** `@tensorflow/tfjs-core`, or a package that has all of it, as the user imported it. */
export type Tf = typeof tfjs;
export type TfTensor = tfjs.Tensor;

/** A value on the device, and the plain tensor that it was made of, if a session was given one. */
export interface DeviceValue extends Type {
  readonly on: TfTensor;
  readonly from?: Tensor;
}

/** Constants, places and the counter of random numbers stay plain data until they meet a value on the device. */
export type Value = Tensor | DeviceValue;

export const isOnDevice = (x: Value): x is DeviceValue => 'on' in x;

export const tfTypes: Readonly<Record<Dtype, 'float32' | 'int32' | 'bool'>> = {
  f32: 'float32',
  i32: 'int32',
  bool: 'bool',
};

/**
 * A value of a session made of plain data. Whole numbers are counters, not quantities: they stay on the host until they meet
 * other kinds. So do arrays without elements, which GPUs do not have.
 */
export const upload = (tf: Tf, x: Tensor): Value =>
  x.dtype === 'i32' || size(x.shape) === 0 ? x : { shape: x.shape, dtype: x.dtype, on: copied(tf, x) };

/** A copy of plain data on the device; some backends go on reading the array that they were given. */
export const copied = (tf: Tf, { shape, dtype, data }: Tensor): TfTensor =>
  tf.tensor(data.slice(), [...shape], tfTypes[dtype]);

/** The tensors of tfjs that hold values. */
export const tensorsOf = (values: readonly Value[]): readonly TfTensor[] =>
  values.flatMap((value) => (isOnDevice(value) ? [value.on] : []));
