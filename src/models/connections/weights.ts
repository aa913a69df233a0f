import { expectFunction } from '../../core/check/expect.js';
import { foldIn, streamOf, uniforms, type Seed } from '../../core/random.js';
import { size, type Shape } from '../../core/shape.js';
import { filled, withValues, type Tensor } from '../../core/tensor.js';
import { initialiser, type Initialiser } from './initialiser.js';
import { fitting } from './weight-faults.js';
import { finite, positive } from '../params.js';
import { code, part, scalar, seed } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/** Uniform weights in [min, max), mV: a function of the seed and the place. */
export const uniform = entered(
  (seed: Seed, min = 0, max = 1): Initialiser => {
    const key = streamOf(seed, 'uniform');
    return initialiser('uniform', { seed, min, max }, (shape) => ({
      shape: fitting(shape),
      dtype: 'f32',
      data: uniforms(key, 0, size(shape)).map((u) => min + u * (max - min)),
    }));
  },
  'weights',
  'uniform',
  {
    seed: [required, seed],
    /** Least weight, mV. */
    min: [0, scalar(finite), [-4, 0]],
    /** Bound that weights stay below, mV. */
    max: [1, scalar(finite), [1, 10]],
  },
  (construct, { seed, min, max }) => construct(seed, min, max),
);

/** Normally distributed weights, mV (Box-Muller on the uniform numbers of the seed). */
export const normal = entered(
  (seed: Seed, mean = 0, deviation = 1): Initialiser => {
    const key = streamOf(seed, 'normal');
    return initialiser('normal', { seed, mean, deviation }, (shape) => {
      const count = size(fitting(shape));
      const [radii, angles] = [uniforms(foldIn(key, 0), 0, count), uniforms(foldIn(key, 1), 0, count)];
      const data = radii.map(
        (u, k) => mean + deviation * Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(2 * Math.PI * angles[k]!),
      );
      return { shape, dtype: 'f32', data };
    });
  },
  'weights',
  'normal',
  {
    seed: [required, seed],
    /** mV */
    mean: [0, scalar(finite), [-2, 5]],
    /** mV */
    deviation: [1, scalar(finite), [0, 4]],
  },
  (construct, { seed, mean, deviation }) => construct(seed, mean, deviation),
);

/** The same weight everywhere, mV. */
export const constant = entered(
  (value: number): Initialiser => initialiser('constant', { value }, (shape) => filled(fitting(shape), value)),
  'weights',
  'constant',
  {
    /** mV */
    value: [required, scalar(finite), [-5, 15]],
  },
  (construct, { value }) => construct(value),
);

/** One weight from each neuron to the same of the other layer, and one to all others. */
const square = (same: number, others: number): Initialiser => byPlace((i, j) => (i === j ? same : others));

/** One to one: `value` (mV) from each neuron to the same neuron of the other layer, 0 elsewhere. */
export const oneToOne = entered(
  (value: number): Initialiser => initialiser('oneToOne', { value }, square(value, 0)),
  'weights',
  'oneToOne',
  {
    /** mV */
    value: [required, scalar(finite), [-5, 15]],
  },
  (construct, { value }) => construct(value),
);

/** All but one: `value` (mV) from each neuron to every other, 0 to the same. */
export const allButSelf = entered(
  (value: number): Initialiser => initialiser('allButSelf', { value }, square(0, value)),
  'weights',
  'allButSelf',
  {
    /** mV */
    value: [required, scalar(finite), [-5, 15]],
  },
  (construct, { value }) => construct(value),
);

/** Weights (mV) that follow from the places of their two neurons, from i to j: `byPlace((i, j) => -Math.abs(i - j))`. */
export const byPlace = entered(
  (value: (i: number, j: number) => number) =>
    (shape: Shape): Tensor => {
      expectFunction('byPlace', value, 'value');
      const n = shape.at(-1)!;
      const data = new Float32Array(size(fitting(shape)));
      for (let i = 0, k = 0; k < data.length; i++) for (let j = 0; j < n; j++, k++) data[k] = value(i, j);
      return { shape, dtype: 'f32', data };
    },
  'weights',
  'byPlace',
  {
    /** The weight from neuron i to neuron j, mV. */
    value: [required, code((i: number, j: number): number => 3 - Math.abs(i - j))],
  },
  (construct, { value }) => construct(value),
);

/**
 * Weights `[m, n]` scaled so that the absolute weights into each target sum to `norm` (mV); where all are 0 they stay. The
 * numbers are those that `normalised` gives at the end of a run.
 */
export const columnsTo = entered(
  (norm: number, weights: Initialiser): Initialiser => {
    const draw = (shape: Shape): Tensor => {
      expectFunction('columnsTo', weights, 'weights');
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
    const of = (weights as Partial<Initialiser> | undefined)?.term;
    return of === undefined ? draw : initialiser('columnsTo', { norm, of }, draw);
  },
  'weights',
  'columnsTo',
  {
    /** What the absolute weights into each target sum to, mV. */
    norm: [required, scalar(positive), [1, 40]],
    of: [required, part('weights')],
  },
  (construct, { norm, of }) => construct(norm, typeof of === 'function' ? of : () => of),
);
