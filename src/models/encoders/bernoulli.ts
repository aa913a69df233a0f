import { streamOf, uniforms, type Seed } from '../../core/random.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { fraction, scalar, seed } from '../parameters/constraint.js';
import { givenOf } from '../parameters/entry.js';
import { valid } from '../parameters/settle.js';
import { required, type Table } from '../parameters/table.js';
import { encoded, encoder } from './encoder.js';
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
    /** Of the random numbers. */
    seed: [required, seed],
    ...encoded,
    ...chance,
  },
  (seed: Seed, datum: Tensor, time: number, maxProb?: number) => ({ seed, datum, time, ...givenOf({ maxProb }) }),
  ({ seed, datum, maxProb }, steps) => {
    const key = streamOf(seed, 'bernoulli');
    const draws = function* (): Iterable<Float32Array> {
      for (let step = 0; step < steps; step++) yield uniforms(key, step, datum.data.length);
    };
    return bernoulliFrom(draws(), datum, maxProb);
  },
);

/** The same from given uniform numbers, one array a step. */
export const bernoulliFrom = function* (
  draws: Iterable<ArrayLike<number>>,
  datum: Tensor,
  maxProb?: number,
): Iterable<Tensor> {
  const { maxProb: most } = valid('bernoulli', chance, givenOf({ datum, maxProb }));
  const scale = Math.max(peak(datum), 1);
  const chances = withValues(new Float64Array(datum.data.length), (place) => (most * datum.data[place]!) / scale);
  for (const u of draws) yield spikesWhere(datum, (_, place) => u[place]! < chances[place]!);
};
