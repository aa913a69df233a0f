import { expectTensor } from '../../core/expect.js';
import { adjusted, makerOf } from '../../core/deferred.js';
import { refused } from '../../core/faults/errors.js';
import { foldIn, streamOf, uniformsInto, type Seed } from '../../core/random.js';
import { withValues, type Data } from '../../core/tensor.js';
import { finite, magnitude, number, part, positive, scalar, seed } from '../parameters/constraint.js';
import { givenOf } from '../parameters/entry.js';
import { required } from '../parameters/table.js';
import { initialiser, type Initialiser } from './initialiser.js';

/** Uniform weights in [min, max), mV: a function of the seed and the place. A least above the largest is a `FaultError`. */
export const uniform = initialiser(
  'uniform',
  {
    /** Seed of the random numbers. */
    seed: [required, seed],
    /** Least weight, mV. */
    min: [0, scalar(finite), [-4, 0]],
    /** Upper bound of the weights (excluded), mV. */
    max: [1, scalar(finite), [1, 10]],
  },
  (seed: Seed, min?: number, max?: number) => givenOf({ seed, min, max }),
  ({ seed, min, max }) => {
    expectOrder('uniform', min, max, ', as in uniform(seed, min, max)');
    const key = streamOf(seed, 'uniform');
    const into = (data: Data, from: number): void => {
      uniformsInto(data as Float32Array, key, 0, from);
      withValues(data, (k) => min + data[k]! * (max - min));
    };
    return () => ({ into, least: min, most: max });
  },
);

/** Normally distributed weights, mV (Box-Muller on the uniform numbers of the seed). */
export const normal = initialiser(
  'normal',
  {
    /** Seed of the random numbers. */
    seed: [required, seed],
    /** Mean of the weights, mV. */
    mean: [0, scalar(finite), [-2, 5]],
    /** Standard deviation of the weights, mV. */
    deviation: [1, magnitude, [0, 4]],
  },
  (seed: Seed, mean?: number, deviation?: number) => givenOf({ seed, mean, deviation }),
  ({ seed, mean, deviation }) => {
    const key = streamOf(seed, 'normal');
    const [ofRadii, ofAngles] = [foldIn(key, 0), foldIn(key, 1)];
    const angles = new Float32Array(2 ** 10);
    const into = (data: Data, from: number): void => {
      uniformsInto(data as Float32Array, ofRadii, 0, from);
      withValues(data, (k) => {
        const place = k % angles.length;
        if (place === 0) uniformsInto(angles, ofAngles, 0, from + k);
        return mean + deviation * Math.sqrt(-2 * Math.log(1 - data[k]!)) * Math.cos(2 * Math.PI * angles[place]!);
      });
    };
    return () => {
      const reach = furthest * deviation;
      return { into, least: mean - reach, most: mean + reach };
    };
  },
);

/** No number of Box-Muller is further from the mean, in standard deviations: uniform ones are multiples of 2^-24. */
const furthest = Math.sqrt(48 * Math.LN2) + 1e-6;

/** Absolute weights whose sum is no more than this are not scaled: norm / sum would be beyond the largest float. */
export const leastSum = (norm: number): number => norm * 2 ** -127;

/**
 * Weights `[m, n]` scaled so that the absolute weights into each target sum to `norm` (mV); where all are 0 they stay. The
 * numbers are those that `normalised` gives at the end of a run.
 */
export const columnsTo = initialiser(
  'columnsTo',
  {
    /** Sum of the absolute weights into each target, mV. */
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
      const factors = totals.map((total) => (total > leastSum(norm) ? Math.fround(norm) / total : 1));
      return withValues(new Float32Array(data.length), (k) => data[k]! * factors[k % n]!);
    };
  },
);

/** Weights of another function, set to `min` where they are smaller and to `max` where they are larger. */
export const clipped = initialiser(
  'clipped',
  {
    /** Least value. */
    min: [required, scalar(number), [-4, 0]],
    /** Largest value. */
    max: [Infinity, scalar(number), [1, 10]],
    /** The numbers as they are drawn. */
    of: [required, part('weights')],
  },
  (weights: Initialiser, min: number, max?: number) => givenOf({ of: weights, min, max }),
  ({ of, min, max }) => {
    if (typeof of !== 'function') expectTensor('clipped', of, 'weights');
    expectOrder('clipped', min, max);
    return (shape) => {
      const drawn = adjusted(typeof of === 'function' ? of(shape) : of, (value) => Math.min(Math.max(value, min), max));
      return makerOf(drawn) ?? drawn.data;
    };
  },
);

const expectOrder = (place: string, min: number, max: number, cure = ''): void => {
  if (min > max) throw refused(place, 'min', `at most max (${max})${cure}`, `${min}`);
};
