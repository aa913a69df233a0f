import { expectFunction, expectTensor } from '../../core/check/expect.js';
import { foldIn, streamOf, uniforms, type Seed } from '../../core/random.js';
import { size, type Shape } from '../../core/shape.js';
import { filled, withValues, type Tensor } from '../../core/tensor.js';
import { code, finite, number, part, positive, scalar, seed } from '../parameters/constraint.js';
import { givenOf } from '../parameters/entry.js';
import { required } from '../parameters/table.js';
import { initialiser, type Initialiser } from './initialiser.js';

/** Uniform weights in [min, max), mV: a function of the seed and the place. */
export const uniform = initialiser(
  'uniform',
  {
    /** Of the random numbers. */
    seed: [required, seed],
    /** Least weight, mV. */
    min: [0, scalar(finite), [-4, 0]],
    /** Bound that weights stay below, mV. */
    max: [1, scalar(finite), [1, 10]],
  },
  (seed: Seed, min?: number, max?: number) => givenOf({ seed, min, max }),
  ({ seed, min, max }) => {
    const key = streamOf(seed, 'uniform');
    return (shape) => {
      const drawn = uniforms(key, 0, size(shape));
      return withValues(drawn, (k) => min + drawn[k]! * (max - min));
    };
  },
);

/** Normally distributed weights, mV (Box-Muller on the uniform numbers of the seed). */
export const normal = initialiser(
  'normal',
  {
    /** Of the random numbers. */
    seed: [required, seed],
    /** Mean of the weights, mV. */
    mean: [0, scalar(finite), [-2, 5]],
    /** Their standard deviation, mV. */
    deviation: [1, scalar(finite), [0, 4]],
  },
  (seed: Seed, mean?: number, deviation?: number) => givenOf({ seed, mean, deviation }),
  ({ seed, mean, deviation }) => {
    const key = streamOf(seed, 'normal');
    return (shape) => {
      const [radii, angles] = [0, 1].map((part) => uniforms(foldIn(key, part), 0, size(shape)));
      return withValues(
        radii!,
        (k) => mean + deviation * Math.sqrt(-2 * Math.log(1 - radii![k]!)) * Math.cos(2 * Math.PI * angles![k]!),
      );
    };
  },
);

/** Weights that follow from the places of their two neurons, `[m, n]` row by row. */
const placed =
  (value: (i: number, j: number) => number) =>
  (shape: Shape): Float32Array => {
    const n = shape.at(-1)!;
    const data = new Float32Array(size(shape));
    for (let i = 0, k = 0; k < data.length; i++) for (let j = 0; j < n; j++, k++) data[k] = value(i, j);
    return data;
  };

/** Of one value: where it stands. */
const ofValue = (name: string, make: (value: number) => (shape: Shape) => Tensor['data']) =>
  initialiser(
    name,
    {
      /** The weight, mV. */
      value: [required, scalar(finite), [-5, 15]],
    },
    (value: number) => ({ value }),
    ({ value }) => make(value),
  );

/** The same weight everywhere, mV. */
export const constant = ofValue('constant', (value) => (shape) => filled(shape, value).data);

/** One to one: `value` (mV) from each neuron to the same neuron of the other layer, 0 elsewhere. */
export const oneToOne = ofValue('oneToOne', (value) => placed((i, j) => (i === j ? value : 0)));

/** All but one: `value` (mV) from each neuron to every other, 0 to the same. */
export const allButSelf = ofValue('allButSelf', (value) => placed((i, j) => (i === j ? 0 : value)));

/** Weights (mV) that follow from the places of their two neurons, from i to j: `byPlace((i, j) => -Math.abs(i - j))`. */
export const byPlace = initialiser(
  'byPlace',
  {
    /** The weight from neuron i to neuron j, mV. */
    value: [required, code((i: number, j: number): number => 3 - Math.abs(i - j))],
  },
  (value: (i: number, j: number) => number) => ({ value }),
  ({ value }) => {
    expectFunction('byPlace', value, 'value');
    return placed(value);
  },
);

/**
 * Weights `[m, n]` scaled so that the absolute weights into each target sum to `norm` (mV); where all are 0 they stay. The
 * numbers are those that `normalised` gives at the end of a run.
 */
export const columnsTo = initialiser(
  'columnsTo',
  {
    /** What the absolute weights into each target sum to, mV. */
    norm: [required, scalar(positive), [1, 40]],
    /** The weights that are scaled. */
    of: [required, part('weights')],
  },
  (norm: number, weights: Initialiser) => ({ norm, of: weights }),
  ({ norm, of }) => {
    if (typeof of !== 'function') expectTensor('columnsTo', of, 'weights');
    return (shape) => {
      const { data } = typeof of === 'function' ? of(shape) : of;
      const n = shape.at(-1)!;
      const totals = new Float32Array(n);
      data.forEach((value, k) => {
        totals[k % n]! += Math.abs(value);
      });
      return withValues(new Float32Array(data.length), (k) =>
        totals[k % n] === 0 ? data[k]! : Math.fround(data[k]! * Math.fround(norm)) / totals[k % n]!,
      );
    };
  },
);

/** Numbers of another drawing, no less than `min` and no more than `max`: those beyond lie on the bound. */
export const clipped = initialiser(
  'clipped',
  {
    /** The least. */
    min: [required, scalar(number), [-4, 0]],
    /** The largest. */
    max: [Infinity, scalar(number), [1, 10]],
    /** The numbers as they are drawn. */
    of: [required, part('weights')],
  },
  (weights: Initialiser, min: number, max?: number) => givenOf({ of: weights, min, max }),
  ({ of, min, max }) => {
    if (typeof of !== 'function') expectTensor('clipped', of, 'weights');
    return (shape) => {
      const { data } = typeof of === 'function' ? of(shape) : of;
      return withValues(new Float32Array(data.length), (k) => Math.min(Math.max(data[k]!, min), max));
    };
  },
);
