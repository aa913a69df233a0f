import { isRecord } from '../../core/faults/options.js';
import { refused } from '../../core/faults/errors.js';
import { map, type Fold } from '../../core/fold.js';
import { foldRows } from '../../core/fold-rows.js';
import type { Tensor } from '../../core/tensor.js';
import { blocks, blocksOf, columnsOf, grown, type Blocks } from './blocks.js';
import { stepOf } from './checks.js';
import { foldOf } from './fold-of.js';
import { spikesIn } from './seen-spikes.js';

/** One spike: the step (from 0, of the run), the batch row, and the neuron (flattened). */
export interface Spike {
  readonly step: number;
  readonly row: number;
  readonly neuron: number;
}

/** Spikes as columns: the k-th was in step `step[k]`, of neuron `neuron[k]` in row `row[k]`. */
export interface SpikeColumns {
  readonly step: Int32Array;
  readonly row: Int32Array;
  readonly neuron: Int32Array;
}

/** Whether a value is spikes as columns. */
export const isSpikeColumns = (value: unknown): value is SpikeColumns =>
  isRecord(value) && [value['step'], value['row'], value['neuron']].every((column) => column instanceof Int32Array);

/**
 * Every spike of a layer, in order; watches `s`. Memory grows with the spikes, not with the steps: 12 bytes each until the
 * result is read, which is a list of objects; for more than some millions use `rasterColumns`. A monitor of every k-th step
 * has the spikes of those steps only. Values other than 0 and 1 are a `FaultError`, which ends a run: `record` has those.
 */
export const raster = foldOf('raster', () => map(listed, spikes('raster')));

/** The same as three columns, 12 bytes a spike, for millions of spikes, files and plots: `{ step, row, neuron }`. */
export const rasterColumns = foldOf('rasterColumns', () => spikes('rasterColumns'));

/** The largest number of a step that a column holds. */
const latest = 2 ** 31 - 1;

const spikes = (name: string): Fold<Tensor, SpikeColumns> =>
  foldRows<{ held: Blocks }, SpikeColumns>(
    { held: blocks('i32', 'i32', 'i32') },
    (before, s, times) => {
      const places = spikesIn(name, s);
      if (places.length === 0) return before;
      const each = times.map((time) => stepOf(name, time));
      if (each.at(-1)! > latest)
        throw refused(name, 'step', `at most ${latest} (begin a new monitor)`, `${each.at(-1)}`);
      const [, batch = 1] = s.shape;
      const width = s.data.length / (times.length * batch);
      const held = grown(before.held, places.length);
      const [steps, rows, neurons] = held.last.columns;
      for (let k = 0, at = held.end - places.length; k < places.length; k++, at++) {
        const row = Math.floor(places[k]! / width);
        const input = Math.floor(row / batch);
        steps![at] = each[input]!;
        rows![at] = row - input * batch;
        neurons![at] = places[k]! - row * width;
      }
      return { held };
    },
    (now) => {
      const columns = columnsOf(now.held);
      now.held = blocksOf(now.held.dtypes, columns);
      const [step, row, neuron] = columns as readonly Int32Array[];
      return { step: step!, row: row!, neuron: neuron! };
    },
  );

const listed = ({ step, row, neuron }: SpikeColumns): readonly Spike[] => {
  const list: Spike[] = [];
  for (let k = 0; k < step.length; k++) list.push({ step: step[k]!, row: row[k]!, neuron: neuron[k]! });
  return list;
};
