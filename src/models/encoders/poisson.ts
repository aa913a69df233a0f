import { foldIn, keyOf, threefryInto, type Seed } from '../../core/random.js';
import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';
import { checkRates } from './rates.js';

/** How many steps are drawn at once: so many that their spikes fill some 256 KB. */
const blockOf = (neurons: number): number => Math.min(Math.max(Math.floor(2 ** 18 / neurons), 1), 256);

/**
 * Spikes of a Poisson process at the given rates (Hz, any shape), step by step for `time` ms: in each step each neuron
 * spikes with probability rate x dt, independently. So intervals are geometric (CV = sqrt(1 - rate x dt)), and it is intervals
 * that are drawn: what is silent costs nothing. The spikes of a neuron depend on the seed and the neuron only. Rates below 0 or
 * above 1000 / dt end a run with a fault.
 */
export const poisson = (seed: Seed, rates: Tensor, time: number, dt = 1): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    checkRates('poisson', rates, 1000 / dt);
    const steps = stepsIn(time, dt);
    const interval = intervals(seed, rates, dt);
    const next = Float64Array.from(rates.data, (rate, place) => (rate > 0 ? interval(place) - 1 : Infinity));
    const block = blockOf(next.length);
    for (let start = 0; start < steps; start += block) {
      const end = Math.min(start + block, steps);
      // One piece of memory for all, a multiple of 4 bytes a step, as spikes are looked for by words.
      const width = Math.ceil(next.length / 4) * 4;
      const spikes = new Uint8Array(width * (end - start));
      for (let place = 0; place < next.length; place++) {
        let step = next[place]!;
        for (; step < end; step += interval(place)) spikes[(step - start) * width + place] = 1;
        next[place] = step;
      }
      for (let from = 0; from < spikes.length; from += width)
        yield { shape: rates.shape, dtype: 'bool', data: spikes.subarray(from, from + next.length) };
    }
  },
});

/** The next interval of a neuron, in steps: geometric, by inversion. Two are drawn at once. */
const intervals = (seed: Seed, rates: Tensor, dt: number): ((place: number) => number) => {
  const [k0, k1] = foldIn(keyOf(seed), 0);
  const scales = Float64Array.from(rates.data, (rate) => 1 / Math.log1p((-rate * dt) / 1000));
  const drawn = new Uint32Array(rates.data.length);
  const spare = new Uint32Array(rates.data.length);
  const words = new Uint32Array(2);
  return (place) => {
    const count = drawn[place]!++;
    if (count % 2 === 0) {
      threefryInto(words, k0, k1, count >>> 1, place);
      spare[place] = words[1]!;
    }
    const u = ((count % 2 === 0 ? words[0]! : spare[place]!) + 0.5) * 2 ** -32;
    return 1 + Math.floor(Math.log(u) * scales[place]!);
  };
};
