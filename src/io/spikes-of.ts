import { shown } from '../core/check/shown.js';
import { refused } from '../core/errors.js';
import { isSpikeColumns, type Spike, type SpikeColumns } from '../models/monitors/raster.js';

/** What a `raster` or `rasterColumns` monitor gave, as columns; anything else is a `FaultError` of the function `place`. */
export const columnsOf = (
  place: string,
  spikes: unknown,
  want = 'a list or columns of step, row and neuron, as raster gives them',
): SpikeColumns => {
  if (isSpikeColumns(spikes)) return spikes;
  if (!Array.isArray(spikes)) throw refused(place, 'spikes', want, shown(spikes));
  const column = (name: keyof Spike): Int32Array => Int32Array.from(spikes as readonly Spike[], (spike) => spike[name]);
  return { step: column('step'), row: column('row'), neuron: column('neuron') };
};

/** The spikes of one row of a batch. */
export const rowOf = ({ step, row, neuron }: SpikeColumns, wanted: number): Omit<SpikeColumns, 'row'> => {
  const own = (_: number, k: number): boolean => row[k] === wanted;
  return { step: step.filter(own), neuron: neuron.filter(own) };
};

/** The time at which a step begins, ms, without the rounding of a product. */
export const timeOf = (step: number, dt: number): number => Number((step * dt).toPrecision(12));
