import { shown } from '../core/faults/shown.js';
import { refused } from '../core/faults/errors.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { rowsOf } from './spikes.js';

/** What one variable of some neurons was over time. */
export interface Traces {
  readonly steps: number;
  /** Of the whole recording. */
  readonly neurons: number;
  /** The values of a neuron, step by step. */
  readonly of: (neuron: number) => Float32Array;
}

/** A recording of one row, `[t, b, ...shape]` or `[t, n]`, neuron by neuron. Throws a `FaultError` of `place` for anything else. */
export const tracesOf = (place: string, recorded: Tensor, row: number, what: string): Traces => {
  if (!isTensor(recorded)) throw refused(place, what, 'a tensor [t, ...], as record() gives it', shown(recorded));
  const { steps, rows, width } = rowsOf(place, recorded, row, what);
  if (steps === 0 || width === 0) throw refused(place, what, 'at least one step of one neuron', 'none');
  return {
    steps,
    neurons: width,
    of: (neuron) => {
      if (neuron >= width) throw refused(place, 'neurons', `below ${width}, as ${what} has so many`, `${neuron}`);
      return Float32Array.from({ length: steps }, (_, t) => recorded.data[(t * rows + row) * width + neuron]!);
    },
  };
};
