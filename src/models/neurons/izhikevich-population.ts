import { foldIn, streamOf, uniforms, type Seed } from '../../core/random.js';
import { refused } from '../../core/faults/errors.js';
import { checkRoom } from '../../core/room.js';
import { shown } from '../../core/faults/shown.js';
import type { Tensor } from '../../core/tensor.js';

/**
 * Parameters of a mixed population for `izhikevich`: the first `excitatory` share of the neurons are regular spiking to
 * chattering, the others fast spiking to low threshold, each a little different; `lateral` joins all with all, to by from,
 * excitatory weights up to 0.5 mV, inhibitory ones down to -1 mV. Izhikevich 2003, the network of its figure 3.
 */
export const izhikevichPopulation = (
  seed: Seed,
  n: number,
  excitatory = 0.8,
): { readonly a: Tensor; readonly b: Tensor; readonly c: Tensor; readonly d: Tensor; readonly lateral: Tensor } => {
  if (!(Number.isInteger(n) && n > 0))
    throw refused('izhikevichPopulation', 'n', 'a whole number of neurons of at least 1', shown(n));
  if (!(typeof excitatory === 'number' && excitatory >= 0 && excitatory <= 1))
    throw refused('izhikevichPopulation', 'excitatory', 'a share in [0, 1]', shown(excitatory));
  checkRoom('izhikevichPopulation', [n, n]);
  const key = streamOf(seed, 'izhikevichPopulation');
  const r = uniforms(foldIn(key, 0), 0, n);
  const strengths = uniforms(foldIn(key, 1), 0, n * n);
  const count = Math.trunc(n * excitatory);
  const each = (of: (r: number, excites: boolean) => number): Tensor => ({
    shape: [n],
    dtype: 'f32',
    data: r.map((value, neuron) => of(value, neuron < count)),
  });
  return {
    a: each((x, excites) => (excites ? 0.02 : 0.02 + 0.08 * x)),
    b: each((x, excites) => (excites ? 0.2 : 0.25 - 0.05 * x)),
    c: each((x, excites) => (excites ? -65 + 15 * x ** 2 : -65)),
    d: each((x, excites) => (excites ? 8 - 6 * x ** 2 : 2)),
    lateral: { shape: [n, n], dtype: 'f32', data: strengths.map((u, place) => (place % n < count ? 0.5 * u : -u)) },
  };
};
