import { foldIn, streamOf, threefry, type Key } from '../../core/random.js';
import { threefryTwo } from '../../core/threefry.js';
import { withValues } from '../../core/tensor.js';
import { rateEncoder } from './encoder.js';
import { oneByOne, trainsOf } from './trains.js';

/**
 * BindsNET's "Poisson" encoder: trains whose *intervals*, in steps, are Poisson-distributed counts of mean 1000 / (rate dt),
 * 0 raised to 1; the first spike comes after one whole interval. Far more regular than a Poisson process (100 Hz: intervals
 * of 10 +- 3.2 ms) and too slow at high rates (731 Hz where 1000 are asked for); published settings were found with it.
 * A value of 0 never spikes. rates in Hz, any shape; time in ms. docs/spec/encoding.md.
 */
export const poissonIntervals = rateEncoder('poissonIntervals', ({ seed, rates }, steps, dt) => {
  const key = streamOf(seed, 'poissonIntervals');
  const means = withValues(new Float64Array(rates.data.length), (place) => 1000 / (rates.data[place]! * dt));
  const nones = means.map((mean) => Math.exp(-mean));
  const words = new Uint32Array(4);
  const interval = (count: number, place: number): number => {
    const mean = means[place]!;
    if (mean === Infinity) return Infinity;
    if (mean > most) return longCount(key, count, place, mean);
    threefryTwo(words, key, count, place, count, place);
    return quantile(uniform(words[0]!, words[1]!), mean, nones[place]!);
  };
  return (most) => trainsOf(rates.shape, steps, oneByOne(interval), most);
});

/** Up to which mean exp(-mean) is no underflow. */
const most = 500;

/** A Poisson-distributed number of a larger mean: a sum of several. */
const longCount = (key: Key, count: number, place: number, mean: number): number => {
  const parts = Math.ceil(mean / most);
  const none = Math.exp(-mean / parts);
  let total = 0;
  for (let part = 0; part < parts; part++)
    total += quantile(uniform(...threefry(foldIn(key, part), [count, place])), mean / parts, none);
  return total;
};

/** 53 bits of two words as a number in [0, 1). */
const uniform = (high: number, low: number): number => ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;

/** The quantile u of a Poisson distribution of this mean, given its chance of none. */
const quantile = (u: number, mean: number, none: number): number => {
  let chance = none;
  let below = chance;
  let n = 0;
  while (u >= below && chance > 0) {
    chance *= mean / ++n;
    below += chance;
  }
  return n;
};
