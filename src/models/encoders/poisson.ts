import { foldIn, keyOf, threefryInto, type Seed } from '../../core/random.js';
import { stepsIn } from '../../core/time.js';
import { withValues, type Tensor } from '../../core/tensor.js';
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

/** Interval `count` of a neuron, in steps: geometric, by inversion. Two are drawn at once, and a neuron is asked for one after the other. */
const intervals = (seed: Seed, rates: Tensor, dt: number): ((count: number, place: number) => number) => {
  const [k0, k1] = foldIn(keyOf(seed), 0);
  const scales = withValues(
    new Float64Array(rates.data.length),
    (place) => 1 / Math.log1p((-rates.data[place]! * dt) / 1000),
  );
  const words = new Uint32Array(2);
  let [drawn, of] = [-1, -1];
  return (count, place) => {
    const scale = scales[place]!;
    if (scale === -Infinity) return Infinity;
    const pair = count >>> 1;
    if (pair !== drawn || place !== of) {
      threefryInto(words, k0, k1, pair, place);
      [drawn, of] = [pair, place];
    }
    return 1 + Math.floor(Math.log((words[count & 1]! + 0.5) * 2 ** -32) * scale);
  };
};
