import type * as E from 'fp-ts/lib/Either.js';
import { shown } from '../../core/faults/shown.js';
import { refused, type Faults } from '../../core/faults/errors.js';
import { showShape, size } from '../../core/shape.js';
import { isTensor, withValues, type Tensor } from '../../core/tensor.js';
import { groupOf } from '../hdf5/array.js';
import { timeOf } from '../spikes-of.js';
import { measured, sonataFile, whole, type SonataOut } from './file.js';

/** How a trace becomes a SONATA report. */
export interface ReportOptions extends SonataOut {
  /** The unit of the values, default `'mV'`. */
  readonly units?: string;
  /** The numbers of the neurons that were recorded, as the monitor's `only`; default: all, from 0. */
  readonly only?: readonly number[];
}

/**
 * The recording of a `record` monitor, `[t, b, ...]`, as a SONATA report (HDF5): `/report/POPULATION` with `data` `[t,
 * neurons]`, a value for each neuron after each step, and `mapping` with their numbers and the times. For a monitor of every
 * k-th step `dt` is k steps. https://github.com/AllenInstitute/sonata, "Frame oriented node element recording".
 */
export const toSonataReport = (trace: Tensor, options: ReportOptions): E.Either<Faults, Uint8Array> => {
  const place = 'toSonataReport';
  return sonataFile(place, 'report', options, ['units', 'only'], () => {
    const { dt, row = 0, units = 'mV', only } = options;
    if (!isTensor(trace) || trace.shape.length < 2)
      throw refused(
        place,
        'trace',
        '[t, b, ...], as record() gives it',
        isTensor(trace) ? showShape(trace.shape) : shown(trace),
      );
    if (typeof units !== 'string') throw refused(place, 'units', "a string, such as 'mV'", shown(units));
    const [steps, rows, ...layer] = trace.shape as [number, number, ...number[]];
    const count = size(layer);
    if (row >= rows) throw refused(place, 'row', `below ${rows}, as there are rows`, `${row}`);
    const neurons = only ?? Array.from({ length: count }, (_, k) => k);
    if (!Array.isArray(neurons) || neurons.length !== count || !neurons.every((k) => Number.isInteger(k) && k >= 0))
      throw refused(place, 'only', `${count} numbers of neurons`, shown(only));
    const data = withValues(
      new Float32Array(steps * count),
      (k) => trace.data[(Math.floor(k / count) * rows + row) * count + (k % count)]!,
    );
    return groupOf({
      data: measured([steps, count], data, units),
      mapping: groupOf({
        node_ids: whole(neurons as readonly number[]),
        // One element for each neuron.
        index_pointers: whole(Array.from({ length: count + 1 }, (_, k) => k)),
        element_ids: { shape: [count], dtype: 'u32', data: new Uint32Array(count) },
        element_pos: { shape: [count], dtype: 'f32', data: new Float32Array(count) },
        time: measured([3], Float64Array.of(0, timeOf(steps, dt), dt), 'ms'),
      }),
    });
  });
};
