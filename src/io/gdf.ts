import { checkOptions } from '../core/faults/options.js';
import { shown } from '../core/faults/shown.js';
import { refused } from '../core/faults/errors.js';
import { isStep } from '../core/time.js';
import type { Spike, SpikeColumns } from '../models/monitors/raster.js';
import { columnsOf, rowOf, timeOf } from './spikes-of.js';

/** How spikes become NEST's text form. */
export interface GdfOptions {
  /** The length of a step, ms: the network's. */
  readonly dt: number;
  /** The row of the batch whose spikes are written, default 0. */
  readonly row?: number;
}

/**
 * Spikes of a `raster` or `rasterColumns` monitor in NEST's text form, which Neo's `NestIO` reads: a line for each spike,
 * the neuron's number, a tab, and the time in ms at which its step begins. `eventTable(bytes, { shape, neuron: 0, time: 1
 * })` reads it back. Anything else is a `FaultError`.
 */
export const toGdf = (spikes: readonly Spike[] | SpikeColumns, options: GdfOptions): string => {
  const { dt, row = 0 } = checkOptions('toGdf', options, ['dt', 'row']);
  if (!isStep(dt)) throw refused('toGdf', 'dt', 'a positive number of ms, as net.dt', shown(dt));
  const { step, neuron } = rowOf(columnsOf('toGdf', spikes), row);
  return Array.from(step, (at, k) => `${neuron[k]}\t${timeOf(at, dt)}\n`).join('');
};
