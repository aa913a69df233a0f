import { foldIn, streamOf, threefry, type Key, type Seed } from '../../core/random.js';
import { threefryTwo } from '../../core/threefry.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { rateEncoder } from './encoder.js';
import { quantile, quantiles } from './poisson-quantile.js';
import { trainsOf, type Intervals } from './trains.js';

/**
 * BindsNET's "Poisson" encoder: trains whose *intervals*, in steps, are Poisson-distributed counts of mean 1000 / (rate dt),
 * 0 raised to 1; the first spike comes after one whole interval. Far more regular than a Poisson process (100 Hz: intervals
 * of 10 +- 3.2 ms) and too slow at high rates (731 Hz where 1000 are asked for); published settings were found with it.
 * A value of 0 never spikes. rates in Hz, any shape; time in ms. docs/spec/encoding.md.
 */
export const poissonIntervals = rateEncoder(
  'poissonIntervals',
  ({ seed, rates }, steps, dt) =>
    (most) =>
      trainsOf(rates.shape, steps, intervals(seed, rates, steps, dt), most),
);

/** Counts by inversion, each from the words of a counter, those of two counters together. */
const intervals = (seed: Seed, rates: Tensor, steps: number, dt: number): Intervals => {
  const key = streamOf(seed, 'poissonIntervals');
  const means = withValues(new Float64Array(rates.data.length), (place) => 1000 / (rates.data[place]! * dt + 0));
  const counts = quantiles(means);
  const words = new Uint32Array(4);
  return {
    atOnce: 2,
    draw: (out, at, place, first) => {
      const mean = means[place]!;
      if (mean === Infinity) out[at] = Infinity;
      else if (mean > most) {
        out[at] = longCount(key, first, place, mean, steps);
        out[at + 1] = longCount(key, first + 1, place, mean, steps);
      } else {
        threefryTwo(words, key, first, place, first + 1, place);
        const count = counts[place]!;
        out[at] = count(uniform(words[0]!, words[1]!));
        out[at + 1] = count(uniform(words[2]!, words[3]!));
      }
    },
  };
};

/** Up to which mean exp(-mean) is no underflow. */
const most = 500;

/** A Poisson-distributed number of a larger mean: a sum of several, or of those of them that come to more steps than there are. */
const longCount = (key: Key, count: number, place: number, mean: number, steps: number): number => {
  const parts = Math.ceil(mean / most);
  const none = Math.exp(-mean / parts);
  let total = 0;
  for (let part = 0; part < parts && total <= steps; part++)
    total += quantile(uniform(...threefry(foldIn(key, part), [count, place])), mean / parts, none);
  return total;
};

/** 53 bits of two words as a number in [0, 1). */
const uniform = (high: number, low: number): number => ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;
