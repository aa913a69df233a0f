import { refused } from '../../core/faults/errors.js';
import { streamOf, type Seed } from '../../core/random.js';
import { threefryTwo } from '../../core/threefry.js';
import { withValues, type Tensor } from '../../core/tensor.js';
import { rateEncoder } from './encoder.js';
import { geometric } from './geometric.js';
import { trainsOf, type Intervals } from './trains.js';

/**
 * Spikes of a Poisson process at the given rates (Hz, any shape), step by step for `time` ms: in each step each neuron
 * spikes with probability rate x dt, independently. So intervals are geometric (CV = sqrt(1 - rate x dt)), and it is intervals
 * that are drawn: what is silent costs nothing. The spikes of a neuron depend on the seed and the neuron only. Rates below 0 or
 * above 1000 / dt end a run with a fault.
 */
export const poisson = rateEncoder('poisson', ({ seed, rates }, steps, dt) => {
  const tooFast = rates.data.find((rate) => rate > 1000 / dt);
  if (tooFast !== undefined)
    throw refused('poisson', 'rates', `from 0 to ${1000 / dt} Hz (one spike a step)`, `${tooFast}`);
  return (most) => trainsOf(rates.shape, steps, intervals(seed, rates, dt), most);
});

/** Intervals in steps: geometric, by inversion, two from one counter, those of two counters together. */
const intervals = (seed: Seed, rates: Tensor, dt: number): Intervals => {
  const key = streamOf(seed, 'poisson');
  const scales = withValues(
    new Float64Array(rates.data.length),
    // The sign of 0 would be that of the scale.
    (place) => 1 / Math.log1p(-((rates.data[place]! * dt) / 1000 + 0)),
  );
  const words = new Uint32Array(4);
  return {
    atOnce: 4,
    draw: (out, at, place, first) => {
      const scale = scales[place]!;
      if (scale === -Infinity) {
        out[at] = Infinity;
        return;
      }
      const pair = first >>> 1;
      threefryTwo(words, key, pair, place, pair + 1, place);
      for (let k = 0; k < 4; k++) out[at + k] = geometric(words[k]!, scale);
    },
  };
};
