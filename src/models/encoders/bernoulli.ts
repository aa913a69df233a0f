import { refused } from '../../core/errors.js';
import { streamOf, uniforms, type Seed } from '../../core/random.js';
import type { Source } from '../../core/run/source.js';
import { shown } from '../../core/check/shown.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { encoder } from './encoder.js';
import { peak } from './once.js';
import { checkValues } from './rates.js';
import { datum, duration, scalar, seed } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';
import { fraction } from '../params.js';

/**
 * In every step of `time` ms each place spikes with the probability maxProb x value (maxProb from 0 to 1, default 1). Values
 * above 1 are all divided by the largest. A step's spikes depend on the seed, the step and the place only. docs/spec/encoding.md,
 * bernoulli.
 */
export const bernoulli = entered(
  (seed: Seed, datum: Tensor, time: number, maxProb = 1): Source =>
    encoder('bernoulli', time, (steps) => {
      const key = streamOf(seed, 'bernoulli');
      const draws = function* (): Iterable<Float32Array> {
        for (let step = 0; step < steps; step++) yield uniforms(key, step, datum.data.length);
      };
      return bernoulliFrom(draws(), datum, maxProb);
    }),
  'encoder',
  'bernoulli',
  {
    seed: [required, seed],
    /** What is encoded, each at least 0. */
    datum: [required, datum([0, 2])],
    /** How long it lasts, ms. */
    time: [required, duration],
    /** Of the largest value, or of 1. */
    maxProb: [1, scalar(fraction)],
  },
  (construct, { seed, datum, time, maxProb }) => construct(seed, datum, time, maxProb),
);

/** The same from given uniform numbers, one array a step. */
export const bernoulliFrom = function* (
  draws: Iterable<ArrayLike<number>>,
  datum: Tensor,
  maxProb = 1,
): Iterable<Tensor> {
  checkValues('bernoulli', datum);
  if (!(maxProb >= 0 && maxProb <= 1)) throw refused('bernoulli', 'maxProb', 'from 0 to 1', shown(maxProb));
  const places = datum.data.length;
  const scale = Math.max(peak(datum), 1);
  const chances = withValues(new Float64Array(places), (place) => (maxProb * datum.data[place]!) / scale);
  for (const u of draws)
    yield {
      shape: datum.shape,
      dtype: 'bool',
      data: withValues(new Uint8Array(places), (place) => (u[place]! < chances[place]! ? 1 : 0)),
    };
};
