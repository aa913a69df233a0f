import type { Type } from '../../core/algebra.js';
import { filled } from '../../core/tensor.js';
import { cast } from './elementwise.js';
import { tfTypes, copied, type Tf, type TfTensor } from './device-value.js';

/** Folds some axes away, in ascending order. */
export const reduce = (
  tf: Tf,
  op: 'sum' | 'maxOver',
  x: TfTensor,
  axes: readonly number[],
  { shape, dtype }: Type,
): TfTensor => {
  // On wasm an empty reduction is uninitialised memory.
  const least = dtype === 'i32' ? -(2 ** 31) : -Infinity;
  if (x.size === 0) return copied(tf, filled(shape, op === 'sum' ? 0 : least, dtype));
  if (axes.every((axis) => x.shape[axis] === 1)) {
    // Eager adds the one element to 0, which turns -0 into 0.
    const only = tf.reshape(x, [...shape]);
    return op === 'sum' ? tf.add(only, tf.scalar(0, tfTypes[dtype])) : only;
  }
  const inOrder = axes.toSorted((a, b) => a - b);
  return op === 'sum' ? tf.sum(x, inOrder) : tf.max(x, inOrder);
};

/** In each row one of its k true places, number floor(u k): the one up to which so many are counted. */
export const chooseOne = (tf: Tf, s: TfTensor, u: TfTensor): TfTensor => {
  const [rows, width] = [s.shape[0]!, s.size / s.shape[0]!];
  const flat = tf.reshape(s, [rows, width]);
  const counted = tf.cumsum(cast(tf, flat, 'f32'), 1);
  const all = tf.slice(counted, [0, width - 1], [rows, 1]);
  const number = tf.minimum(tf.floor(tf.mul(tf.reshape(u, [rows, 1]), all)), tf.sub(all, tf.scalar(1)));
  return tf.reshape(tf.logicalAnd(flat, tf.equal(counted, tf.add(number, tf.scalar(1)))), s.shape);
};
