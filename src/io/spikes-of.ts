import { isRecord } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { refused } from '../core/faults/errors.js';
import { isExtents } from '../core/shape.js';
import { isSpikeColumns, type Spike, type SpikeColumns } from '../models/monitors/raster.js';

/** What a `raster` or `rasterColumns` monitor gave, as columns; anything else is a `FaultError` of the function `place`. */
export const columnsOf = (
  place: string,
  spikes: unknown,
  want = 'a list or columns of step, row and neuron, as raster gives them',
): SpikeColumns => {
  if (isSpikeColumns(spikes)) return spikes;
  if (!Array.isArray(spikes)) throw refused(place, 'spikes', want, shown(spikes));
  const wrong = spikes.findIndex((spike) => !isSpike(spike));
  if (wrong >= 0) throw refused(place, 'spikes', want, `${shown(spikes[wrong])} at ${wrong}`);
  const column = (name: keyof Spike): Int32Array => Int32Array.from(spikes as readonly Spike[], (spike) => spike[name]);
  return { step: column('step'), row: column('row'), neuron: column('neuron') };
};

const isSpike = (spike: unknown): boolean =>
  isRecord(spike) && (['step', 'row', 'neuron'] as const).every((name) => isExtents([spike[name]]));

/** The spikes of one row of a batch. */
export const rowOf = ({ step, row, neuron }: SpikeColumns, wanted: number): Omit<SpikeColumns, 'row'> => {
  const own = (_: number, k: number): boolean => row[k] === wanted;
  return { step: step.filter(own), neuron: neuron.filter(own) };
};

/** The time at which a step begins, ms, without the rounding of a product. */
export const timeOf = (step: number, dt: number): number => Number((step * dt).toPrecision(12));
