import { foldIn, keyOf, threefry, type Seed } from '../../core/random.js';
import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';
import { checkRates } from './rates.js';

/**
 * Spikes of a Poisson process at the given rates (Hz, any shape), step by step for `time` ms: in each step each neuron
 * spikes with probability rate x dt, independently, so intervals are geometric (CV = sqrt(1 - rate x dt)). A frame's spikes
 * depend on the seed, the step and the neuron only. Rates below 0 or above 1000 / dt end a run with a fault.
 */
export const poisson = (seed: Seed, rates: Tensor, time: number, dt = 1): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    checkRates('poisson', rates, 1000 / dt);
    const chances = Float64Array.from(rates.data, (rate) => ((rate * dt) / 1000) * 2 ** 24);
    const key = foldIn(keyOf(seed), 0);
    for (let step = 0, steps = stepsIn(time, dt); step < steps; step++)
      yield { shape: rates.shape, dtype: 'bool', data: spikes(key, step, chances) };
  },
});

/** One step: the uniform number of a place, 24 bits, against its chance in the same unit. Places that cannot spike draw nothing. */
const spikes = (key: readonly [number, number], step: number, chances: Float64Array): Uint8Array => {
  const s = new Uint8Array(chances.length);
  for (let place = 0; place < s.length; place += 2) {
    const [here, next] = [chances[place]!, chances[place + 1] ?? 0];
    if (here === 0 && next === 0) continue;
    const words = threefry(key, [step, place >>> 1]);
    s[place] = words[0] >>> 8 < here ? 1 : 0;
    if (place + 1 < s.length) s[place + 1] = words[1] >>> 8 < next ? 1 : 0;
  }
  return s;
};
