import { streamOf, uniforms, type Seed } from '../../core/random.js';
import { stepsIn } from '../../core/time.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { peak } from './once.js';
import { checkValues } from './rates.js';

/**
 * In every step each place spikes with the probability maxProb x value. Values above 1 are all divided by the largest.
 * A step's spikes depend on the seed, the step and the place only. spec/encoding.md, bernoulli.
 */
export const bernoulli = (seed: Seed, datum: Tensor, time: number, dt = 1, maxProb = 1): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    const key = streamOf(seed, 'bernoulli');
    const steps = stepsIn(time, dt);
    const draws = function* (): Iterable<Float32Array> {
      for (let step = 0; step < steps; step++) yield uniforms(key, step, datum.data.length);
    };
    yield* bernoulliFrom(draws(), datum, maxProb);
  },
});

/** The same from given uniform numbers, one array a step. */
export const bernoulliFrom = function* (
  draws: Iterable<ArrayLike<number>>,
  datum: Tensor,
  maxProb = 1,
): Iterable<Tensor> {
  checkValues('bernoulli', datum);
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
