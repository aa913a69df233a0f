import { fold, map, type Fold } from '../../core/fold.js';
import { placesOf, type Tensor } from '../../core/tensor.js';
import { toArray, type List } from './list.js';

/** One spike: the step (from 0), the batch row, and the neuron (flattened). */
export interface Spike {
  readonly step: number;
  readonly row: number;
  readonly neuron: number;
}

/** Every spike of a layer, in order; watches `s`. Memory grows with the spikes, not with the steps. */
export const raster = (): Fold<Tensor, readonly Spike[]> =>
  fold<{ readonly step: number; readonly spikes: List<Spike> }, Tensor, readonly Spike[]>(
    { step: 0, spikes: undefined },
    ({ step, spikes }, s) => {
      const width = s.data.length / s.shape[0]!;
      let list = spikes;
      const places = placesOf(s);
      for (let k = 0; k < places.length; k++)
        list = { head: { step, row: Math.floor(places[k]! / width), neuron: places[k]! % width }, tail: list };
      return { step: step + 1, spikes: list };
    },
    ({ spikes }) => toArray(spikes),
  );

/** How often each neuron spiked, `[b, ...shape]`; watches `s`. */
export const counts = (): Fold<Tensor, Tensor> => map(({ total }) => total, tally());

/** The mean rate of each neuron in Hz, `[b, ...shape]`; watches `s`. dt is the length of a step, ms. */
export const rates = (dt: number): Fold<Tensor, Tensor> =>
  map(
    ({ total, steps }) => ({
      ...total,
      data: (total.data as Float32Array).map((count) => (count * 1000) / (steps * dt)),
    }),
    tally(),
  );

interface Tally {
  readonly total: Tensor;
  readonly steps: number;
}

const tally = (): Fold<Tensor, Tally> =>
  fold<Tally, Tensor, Tally>(
    { total: { shape: [0], dtype: 'f32', data: new Float32Array(0) }, steps: 0 },
    ({ total, steps }, s) => ({ total: added(total, s), steps: steps + 1 }),
    (seen) => seen,
  );

/** A tally with one step more; without a spike it is the same object. */
const added = (total: Tensor, s: Tensor): Tensor => {
  const places = placesOf(s);
  if (places.length === 0 && total.data.length === s.data.length) return total;
  const data = new Float32Array(s.data.length);
  data.set(total.data);
  for (let k = 0; k < places.length; k++) data[places[k]!]! += s.data[places[k]!]!;
  return { shape: s.shape, dtype: 'f32', data };
};
