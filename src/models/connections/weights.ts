import type { Connection } from '../../core/connection.js';
import { fault, type LocalFault } from '../../core/errors.js';
import { foldIn, streamOf, uniforms, type Seed } from '../../core/random.js';
import { sameShape, showShape, size, type Shape } from '../../core/shape.js';
import { asF32, filled, isTensor, withValues, type Tensor } from '../../core/tensor.js';

/** Weights as they are, or how to make them once their shape is known. */
export type Weights = Tensor | ((shape: Shape) => Tensor);

/** The weights of a connection once their shape is known, in f32. */
export const weightsOf = (weights: Weights, shape: Shape): Tensor =>
  asF32(typeof weights === 'function' ? weights(shape) : weights);

/** Uniform weights in [min, max), mV: a function of the seed and the place. */
export const uniform = (seed: Seed, min = 0, max = 1): ((shape: Shape) => Tensor) => {
  const key = streamOf(seed, 'uniform');
  return (shape) => ({
    shape,
    dtype: 'f32',
    data: uniforms(key, 0, size(shape)).map((u) => min + u * (max - min)),
  });
};

/** Normally distributed weights, mV (Box-Muller on the uniform numbers of the seed). */
export const normal = (seed: Seed, mean = 0, deviation = 1): ((shape: Shape) => Tensor) => {
  const key = streamOf(seed, 'normal');
  return (shape) => {
    const count = size(shape);
    const [radii, angles] = [uniforms(foldIn(key, 0), 0, count), uniforms(foldIn(key, 1), 0, count)];
    const data = radii.map(
      (u, k) => mean + deviation * Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * angles[k]!),
    );
    return { shape, dtype: 'f32', data };
  };
};

/** The same weight everywhere, mV. */
export const constant =
  (value: number) =>
  (shape: Shape): Tensor =>
    filled(shape, value);

/** One to one: `value` (mV) from each neuron to the same neuron of the other layer, 0 elsewhere. */
export const oneToOne = (value: number): ((shape: Shape) => Tensor) => byPlace((i, j) => (i === j ? value : 0));

/** All but one: `value` (mV) from each neuron to every other, 0 to the same. */
export const allButSelf = (value: number): ((shape: Shape) => Tensor) => byPlace((i, j) => (i === j ? 0 : value));

/** Weights (mV) that follow from the places of their two neurons, from i to j: `byPlace((i, j) => -Math.abs(i - j))`. */
export const byPlace =
  (value: (i: number, j: number) => number) =>
  (shape: Shape): Tensor => {
    const n = shape.at(-1)!;
    const data = new Float32Array(size(shape));
    for (let i = 0, k = 0; k < data.length; i++) for (let j = 0; j < n; j++, k++) data[k] = value(i, j);
    return { shape, dtype: 'f32', data };
  };

/**
 * Weights `[m, n]` scaled so that the absolute weights into each target sum to `norm` (mV); where all are 0 they stay. The
 * numbers are those that `normalised` gives at the end of a run.
 */
export const columnsTo =
  (norm: number, weights: (shape: Shape) => Tensor) =>
  (shape: Shape): Tensor => {
    const w = weights(shape);
    const n = shape.at(-1)!;
    const totals = new Float32Array(n);
    w.data.forEach((value, k) => {
      totals[k % n]! += Math.abs(value);
    });
    const data = withValues(new Float32Array(w.data.length), (k) =>
      totals[k % n] === 0 ? w.data[k]! : Math.fround(w.data[k]! * Math.fround(norm)) / totals[k % n]!,
    );
    return { ...w, data };
  };

/** Weights have to be finite numbers of the connection's shape. */
export const weightFaults = (w: Tensor, shape: Shape, what = 'weights'): readonly LocalFault[] => {
  if (!isTensor(w))
    return [fault('Shape', what, `a tensor ${showShape(shape)}`, 'no tensor, or one whose data do not fill its shape')];
  if (!sameShape(w.shape, shape)) return [fault('Shape', what, showShape(shape), showShape(w.shape))];
  const strange = w.data.find((value) => !Number.isFinite(value));
  return strange === undefined ? [] : [fault('Parameter', what, 'finite', `${strange}`)];
};

/** A connection without weights, of which something was asked that only weights can give. */
export const weightless = <K extends string>(connection: Connection<K>, asked: string): Connection<K> => ({
  ...connection,
  faults: [...connection.faults, fault('Model', asked, 'around a connection with weights', 'one without')],
});
