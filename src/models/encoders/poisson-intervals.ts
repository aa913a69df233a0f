import { foldIn, keyOf, threefry, type Key, type Seed } from '../../core/random.js';
import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';
import { checkRates } from './rates.js';
import { trains } from './trains.js';

/**
 * BindsNET's "Poisson" encoder: trains whose *intervals*, in steps, are Poisson-distributed counts of mean 1000 / (rate dt),
 * 0 raised to 1; the first spike comes after one whole interval. Far more regular than a Poisson process (100 Hz: intervals
 * of 10 +- 3.2 ms) and too slow at high rates (731 Hz where 1000 are asked for); published settings were found with it.
 * A value of 0 never spikes. rates in Hz, any shape; time and dt in ms. spec/encoding.md.
 */
export const poissonIntervals = (seed: Seed, rates: Tensor, time: number, dt = 1): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    checkRates('poissonIntervals', rates);
    const key = foldIn(keyOf(seed), 0);
    const interval = (count: number, place: number): number =>
      rates.data[place] === 0 ? Infinity : poissonCount(key, count, place, 1000 / (rates.data[place]! * dt));
    yield* trains(rates.shape, stepsIn(time, dt), interval);
  },
});

/** A Poisson-distributed number, by inversion; a large mean is a sum of smaller ones, so that exp(-mean) is no underflow. */
const poissonCount = (key: Key, count: number, place: number, mean: number): number => {
  const parts = Math.ceil(mean / 500);
  let total = 0;
  for (let part = 0; part < parts; part++) {
    const [high, low] = threefry(parts === 1 ? key : foldIn(key, part), [count, place]);
    const u = ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;
    let chance = Math.exp(-mean / parts);
    let below = chance;
    let n = 0;
    while (u >= below && chance > 0) {
      chance *= mean / parts / ++n;
      below += chance;
    }
    total += n;
  }
  return total;
};
