import { shown } from '../core/faults/shown.js';
import { refused } from '../core/faults/errors.js';
import { size } from '../core/shape.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { isSpikeColumns, type Spike, type SpikeColumns } from '../models/monitors/raster.js';

/** The spikes of a layer, as a monitor of `s` gives them: of `raster`, `rasterColumns`, or `record` (`[t, b, ...shape]` or `[t, n]`). */
export type Spikes = readonly Spike[] | SpikeColumns | Tensor;

/** Of a recording of spikes: how many neurons the layer has, and which row is drawn. */
export interface SpikeOptions {
  /** How many neurons the layer has; default: one more than the highest that spikes. */
  readonly neurons?: number;
  /** Which row of a batch; default 0. */
  readonly row?: number;
}

/** The spikes of one row: the k-th in step `step[k]`, of neuron `neuron[k]`. */
export interface Train {
  readonly step: readonly number[];
  readonly neuron: readonly number[];
  readonly neurons: number;
  /** Whether that is known, not only the highest that spikes. */
  readonly known: boolean;
  /** How many were recorded, or one more than the last with a spike. */
  readonly steps: number;
}

/** The spikes that a monitor gave, of one row. Throws a `FaultError` of `place` for anything else. */
export const trainOf = (place: string, of: Spikes, { neurons, row = 0 }: SpikeOptions, what = 'spikes'): Train => {
  const { step, neuron, width, steps }: Read = isTensor(of)
    ? fromTensor(place, of, row, what)
    : fromColumns(place, of, row, what);
  const most = largest(neuron) + 1;
  const all = neurons ?? width ?? Math.max(1, most);
  if (most > all)
    throw refused(place, 'neurons', `at least ${most}, as neuron ${most - 1} has spikes in ${what}`, `${all}`);
  return {
    step,
    neuron,
    neurons: all,
    known: (neurons ?? width) !== undefined,
    steps: steps ?? largest(step) + 1,
  };
};

const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), -1);

interface Read {
  readonly step: readonly number[];
  readonly neuron: readonly number[];
  /** How many neurons and steps there are, where the recording says it. */
  readonly width?: number;
  readonly steps?: number;
}

const fromColumns = (place: string, of: Exclude<Spikes, Tensor>, row: number, what: string): Read => {
  const want = 'what raster, rasterColumns or record gave of s';
  const list = Array.isArray(of);
  if (!list && !isSpikeColumns(of)) throw refused(place, what, want, shown(of));
  const [step, neuron]: readonly number[][] = [[], []];
  const take = (at: number, its: number, cell: number): void => {
    if (!isPlace(at) || !isPlace(its) || !isPlace(cell)) throw refused(place, what, want, shown(of));
    if (its !== row) return;
    step!.push(at);
    neuron!.push(cell);
  };
  if (list) for (const spike of of as readonly Spike[]) take(spike?.step, spike?.row, spike?.neuron);
  else {
    const columns = of as SpikeColumns;
    for (let k = 0; k < columns.step.length; k++) take(columns.step[k]!, columns.row[k]!, columns.neuron[k]!);
  }
  return { step: step!, neuron: neuron! };
};

const isPlace = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;

const fromTensor = (place: string, of: Tensor, row: number, what: string): Read => {
  const { steps, width, rows } = rowsOf(place, of, row, what);
  const [step, neuron]: readonly number[][] = [[], []];
  for (let t = 0; t < steps; t++)
    for (let n = 0, at = (t * rows + row) * width; n < width; n++, at++) {
      if (of.data[at] === 0) continue;
      if (of.data[at] !== 1) throw refused(place, what, 'spikes, 0 or 1, as s is', `${of.data[at]}`);
      step!.push(t);
      neuron!.push(n);
    }
  return { step: step!, neuron: neuron!, steps, width };
};

/** How a recording lies in its numbers: `[t, b, ...shape]`, or `[t, n]` of one row. */
export const rowsOf = (place: string, of: Tensor, row: number, what: string) => {
  const [steps = 0, ...rest] = of.shape;
  const [rows, shape] = rest.length > 1 ? [rest[0]!, rest.slice(1)] : [1, rest];
  if (of.shape.length < 2 && of.data.length > 0)
    throw refused(place, what, '[t, b, n] or [t, n], as record() gives it', `[${of.shape.join(', ')}]`);
  if (row >= rows) throw refused(place, 'row', `below ${rows}, as ${what} has so many rows`, `${row}`);
  return { steps, rows, width: of.data.length === 0 ? size(shape) : of.data.length / (steps * rows) };
};
