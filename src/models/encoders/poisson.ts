import { foldIn, keyOf, threefryInto, type Seed } from '../../core/random.js';
import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';
import { checkRates } from './rates.js';
import { trains } from './trains.js';

/**
 * Spikes of a Poisson process at the given rates (Hz, any shape), step by step for `time` ms: in each step each neuron
 * spikes with probability rate x dt, independently. So intervals are geometric (CV = sqrt(1 - rate x dt)), and it is intervals
 * that are drawn: what is silent costs nothing. The spikes of a neuron depend on the seed and the neuron only. Rates below 0 or
 * above 1000 / dt end a run with a fault.
 */
export const poisson = (seed: Seed, rates: Tensor, time: number, dt = 1): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    checkRates('poisson', rates, 1000 / dt);
    yield* trains(rates.shape, stepsIn(time, dt), intervals(seed, rates, dt));
  },
});

/** Interval `count` of a neuron, in steps: geometric, by inversion. Two are drawn at once, as they are asked for in order. */
const intervals = (seed: Seed, rates: Tensor, dt: number): ((count: number, place: number) => number) => {
  const [k0, k1] = foldIn(keyOf(seed), 0);
  const scales = Float64Array.from(rates.data, (rate) => 1 / Math.log1p((-rate * dt) / 1000));
  const spare = new Uint32Array(rates.data.length);
  const words = new Uint32Array(2);
  return (count, place) => {
    if (rates.data[place] === 0) return Infinity;
    if (count % 2 === 0) {
      threefryInto(words, k0, k1, count >>> 1, place);
      spare[place] = words[1]!;
    }
    const u = ((count % 2 === 0 ? words[0]! : spare[place]!) + 0.5) * 2 ** -32;
    return 1 + Math.floor(Math.log(u) * scales[place]!);
  };
};
