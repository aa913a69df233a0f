import type { BlockReader } from '../../core/run/block.js';
import { streamOf, type Key, type Seed } from '../../core/random.js';
import { size } from '../../core/shape.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { threefryTwo } from '../../core/threefry.js';
import { fraction, scalar, seed } from '../parameters/constraint.js';
import { givenOf } from '../parameters/entry.js';
import { valid } from '../parameters/settle.js';
import { required, type Table } from '../parameters/table.js';
import { encoded, encoder } from './encoder.js';
import { stepsAtOnce, stretches } from './in-blocks.js';
import { peak, spikesWhere } from './once.js';

const chance = {
  datum: encoded.datum,
  /** The chance with which the largest value, or 1, spikes in a step. */
  maxProb: [1, scalar(fraction)],
} satisfies Table;

/**
 * In every step of `time` ms each place spikes with the probability maxProb x value (maxProb from 0 to 1, default 1). Values
 * above 1 are all divided by the largest. A step's spikes depend on the seed, the step and the place only. docs/spec/encoding.md,
 * bernoulli.
 */
export const bernoulli = encoder(
  'bernoulli',
  {
    /** Seed of the random numbers. */
    seed: [required, seed],
    ...encoded,
    ...chance,
  },
  (seed: Seed, datum: Tensor, time: number, maxProb?: number) => ({ seed, datum, time, ...givenOf({ maxProb }) }),
  ({ seed, datum, maxProb }, steps) => {
    const key = streamOf(seed, 'bernoulli');
    return (most) => drawn(key, datum, chancesOf(datum, maxProb), steps, most);
  },
);

/** The same from given uniform numbers, one array a step. */
export const bernoulliFrom = function* (
  draws: Iterable<ArrayLike<number>>,
  datum: Tensor,
  maxProb?: number,
): Iterable<Tensor> {
  const { maxProb: most } = valid('bernoulli', chance, givenOf({ datum, maxProb }));
  const chances = chancesOf(datum, most);
  for (const u of draws) yield spikesWhere(datum, (_, place) => u[place]! < chances[place]!);
};

const chancesOf = (datum: Tensor, most: number): Float64Array => {
  const scale = Math.max(peak(datum), 1);
  return withValues(new Float64Array(datum.data.length), (place) => (most * datum.data[place]!) / scale);
};

/** The same from the numbers of `uniforms`, in blocks. Where no place of a pair has a chance, none is drawn. */
const drawn = (
  key: Key,
  { shape }: Tensor,
  chances: Float64Array,
  steps: number,
  most: number = stepsAtOnce(chances.length),
): BlockReader<Tensor> => {
  const places = size(shape);
  // The numbers are multiples of 2^-24, so whole ones tell which are below a chance.
  const limits = new Int32Array(2 * Math.ceil(places / 2));
  limits.set(chances.map((p) => Math.ceil(p * 2 ** 24)));
  const pairs = Int32Array.from({ length: limits.length / 2 }, (_, pair) => pair).filter((pair) =>
    Boolean(limits[2 * pair]! | limits[2 * pair + 1]!),
  );
  return stretches(steps, most, (start, end) => {
    const data = new Uint8Array(places * (end - start));
    for (let step = start; step < end; step++) draw(data.subarray((step - start) * places), key, step, pairs, limits);
    return { shape: [end - start, ...shape], dtype: 'bool', data };
  });
};

/**
 * Draws the numbers of some pairs of places in a step, and says whether they are below the limits: of a place behind the last one, which
 * the next step has as its first, none is.
 */
const draw = (spikes: Uint8Array, key: Key, step: number, pairs: Int32Array, limits: Int32Array): void => {
  const words = new Uint32Array(4);
  for (let k = 0; k < pairs.length; k += 2) {
    const one = 2 * pairs[k]!;
    const other = 2 * pairs[Math.min(k + 1, pairs.length - 1)]!;
    threefryTwo(words, key, step, one / 2, step, other / 2);
    spikes[one] = +(words[0]! >>> 8 < limits[one]!);
    spikes[one + 1] = +(words[1]! >>> 8 < limits[one + 1]!);
    spikes[other] = +(words[2]! >>> 8 < limits[other]!);
    spikes[other + 1] = +(words[3]! >>> 8 < limits[other + 1]!);
  }
};
