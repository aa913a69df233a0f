import type { ElementOp } from '../../core/algebra.js';
import { broadcast, sameShape, type Shape } from '../../core/shape.js';
import type { Dtype } from '../../core/tensor.js';
import { tfTypes, type Tf, type TfTensor } from './device-value.js';

type Kernel = (tf: Tf, result: Dtype, args: readonly TfTensor[]) => TfTensor;

/** A tensor with elements of some type; a bool counts as 0 or 1. */
export const cast = (tf: Tf, x: TfTensor, dtype: Dtype): TfTensor => {
  if (x.dtype === tfTypes[dtype]) return x;
  const named = tf.cast(x, tfTypes[dtype]);
  // WebGPU leaves the elements as they were, and its transpose fails on them (tensorflow/tfjs#8638).
  return tf.getBackend() === 'webgpu' && dtype === 'f32' ? tf.mul(named, tf.scalar(1)) : named;
};

const arithmetic =
  (op: 'add' | 'sub' | 'mul' | 'div' | 'maximum' | 'minimum'): Kernel =>
  (tf, result, [x, y]) =>
    tf[op](cast(tf, x!, result), cast(tf, y!, result));

const comparison =
  (op: 'greater' | 'greaterEqual' | 'less' | 'notEqual'): Kernel =>
  (tf, _, [x, y]) =>
    x!.dtype === y!.dtype ? tf[op](x!, y!) : tf[op](cast(tf, x!, 'f32'), cast(tf, y!, 'f32'));

/** True as in JavaScript: neither 0 nor NaN. */
const truth = (tf: Tf, x: TfTensor): TfTensor => {
  if (x.dtype === 'bool') return x;
  return x.dtype === 'int32' ? tf.notEqual(x, tf.scalar(0, 'int32')) : tf.greater(tf.abs(x), tf.scalar(0));
};

/** GPUs choose among values of at most four axes: those of more are laid out along one. */
const chosen = (tf: Tf, holds: TfTensor, yes: TfTensor, no: TfTensor): TfTensor => {
  const shape = [holds, yes, no].map((x) => x.shape).reduce<Shape>((a, b) => broadcast(a, b)!, []);
  if (shape.length <= 4) return tf.where(holds, yes, no);
  const spread = (x: TfTensor): TfTensor =>
    x.dtype === 'bool' ? tf.logicalAnd(x, tf.ones([...shape], 'bool')) : tf.mul(x, tf.ones([...shape], x.dtype));
  const flat = (x: TfTensor): TfTensor => tf.reshape(sameShape(x.shape, shape) ? x : spread(x), [-1]);
  return tf.reshape(tf.where(flat(holds), flat(yes), flat(no)), [...shape]);
};

/** Every element-by-element operation in tfjs, whose kernels for cpu and wasm round each result to float32, as eager does. */
export const elementwise: Readonly<Record<ElementOp, Kernel>> = {
  add: arithmetic('add'),
  sub: arithmetic('sub'),
  mul: arithmetic('mul'),
  div: arithmetic('div'),
  max: arithmetic('maximum'),
  min: arithmetic('minimum'),
  abs: (tf, result, [x]) => tf.abs(cast(tf, x!, result)),
  exp: (tf, result, [x]) => tf.exp(cast(tf, x!, result)),
  log: (tf, result, [x]) => {
    const of = cast(tf, x!, result);
    // GPUs give some number for the logarithm of 0, and of NaN.
    return tf.where(tf.greater(of, 0), tf.log(of), tf.where(tf.equal(of, 0), -Infinity, NaN));
  },
  clamp: (tf, result, [x, least, most]) =>
    tf.minimum(tf.maximum(cast(tf, x!, result), cast(tf, least!, result)), cast(tf, most!, result)),
  gt: comparison('greater'),
  ge: comparison('greaterEqual'),
  lt: comparison('less'),
  ne: comparison('notEqual'),
  and: (tf, _, [x, y]) => tf.logicalAnd(truth(tf, x!), truth(tf, y!)),
  or: (tf, _, [x, y]) => tf.logicalOr(truth(tf, x!), truth(tf, y!)),
  not: (tf, _, [x]) => tf.logicalNot(truth(tf, x!)),
  where: (tf, result, [condition, yes, no]) => {
    const holds = truth(tf, condition!);
    // `where` of bools writes past their end on wasm.
    return result === 'bool'
      ? tf.logicalOr(tf.logicalAnd(holds, yes!), tf.logicalAnd(tf.logicalNot(holds), no!))
      : chosen(tf, holds, cast(tf, yes!, result), cast(tf, no!, result));
  },
};
