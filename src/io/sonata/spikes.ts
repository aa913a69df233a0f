import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/faults/errors.js';
import { withValues } from '../../core/tensor.js';
import type { Spike, SpikeColumns } from '../../models/monitors/raster.js';
import { columnsOf, rowOf, timeOf } from '../spikes-of.js';
import { groupOf } from '../hdf5/array.js';
import { chosen, measured, sonataFile, text, whole, type SonataOut } from './file.js';

const orders = ['none', 'by_id', 'by_time'] as const;

/** How spikes become a SONATA file. */
export interface ToSonataOptions extends SonataOut {
  /** The order of the spikes, default `'by_time'`. */
  readonly sorting?: 'by_id' | 'by_time';
  /**
   * How the file says it: by an enumeration (default), as the format has it and libsonata wants it, or by a text, as BMTK writes it.
   */
  readonly dialect?: 'enumeration' | 'text';
}

/**
 * Spikes of a `raster` or `rasterColumns` monitor as a SONATA spike file (HDF5): `/spikes/POPULATION` with `timestamps` in
 * ms, at which the steps begin, and `node_ids`, the numbers of the neurons in the flattened layer. `sonataSpikes` reads it
 * back into the same steps. https://github.com/AllenInstitute/sonata, "Spike file".
 */
export const toSonata = (
  spikes: readonly Spike[] | SpikeColumns,
  options: ToSonataOptions,
): E.Either<Faults, Uint8Array> => {
  const place = 'toSonata';
  return sonataFile(place, 'spikes', options, ['sorting', 'dialect'], () => {
    const { dt, row = 0, sorting = 'by_time', dialect = 'enumeration' } = options;
    chosen(place, 'sorting', sorting, ['by_id', 'by_time']);
    chosen(place, 'dialect', dialect, ['enumeration', 'text']);
    const { step, neuron } = rowOf(columnsOf(place, spikes), row);
    const [first, second] = sorting === 'by_id' ? [neuron, step] : [step, neuron];
    const order = withValues(new Float64Array(step.length), (k) => k).sort(
      (a, b) => first[a]! - first[b]! || second[a]! - second[b]!,
    );
    const times = withValues(new Float64Array(step.length), (k) => timeOf(step[order[k]!]!, dt));
    const ids = whole(Array.from(order, (k) => neuron[k]!));
    return {
      attributes: {
        sorting: dialect === 'text' ? text(sorting) : { shape: [], dtype: 'choice', names: orders, data: sorting },
      },
      ...groupOf({ timestamps: measured([step.length], times, 'milliseconds'), node_ids: ids }),
    };
  });
};
