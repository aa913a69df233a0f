import { refused } from '../core/errors.js';
import { checkOptions } from '../core/check/options.js';
import { shown } from '../core/check/shown.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { isStep } from '../core/time.js';
import type { Spike, SpikeColumns } from '../models/monitors/raster.js';
import { columnsOf, timeOf } from './spikes-of.js';

/** The length of a step, for a column of times. */
export interface CsvOptions {
  /** The length of a step, ms: adds a column `time`, at which the step begins. */
  readonly dt?: number;
}

/**
 * Lines of text with what a monitor gave: of `raster` or `rasterColumns` a line for each spike, `step,row,neuron`; of `record` and its like, a tensor
 * `[t, ...]`, a line for each step with its values. `eventTable` reads spikes with a time back into the same steps. Anything else is a `FaultError`.
 */
export const toCsv = (outcome: readonly Spike[] | SpikeColumns | Tensor, options: CsvOptions = {}): string => {
  const { dt } = checkOptions('toCsv', options, ['dt']);
  if (dt !== undefined && !isStep(dt)) throw refused('toCsv', 'dt', 'a positive number of ms', shown(dt));
  const timed = (step: number | string): string =>
    dt === undefined ? `${step}` : `${step},${step === 'step' ? 'time' : timeOf(Number(step), dt)}`;
  const lines = isTensor(outcome) ? linesOfSteps(outcome, timed) : linesOfSpikes(outcome, timed);
  return `${lines.join('\n')}\n`;
};

type Timed = (step: number | string) => string;

const linesOfSteps = ({ shape, data }: Tensor, timed: Timed): readonly string[] => {
  const [steps] = shape;
  if (steps === undefined) throw refused('toCsv', 'tensor', '[t, ...], as record() gives it', 'one number');
  const width = steps === 0 ? 0 : data.length / steps;
  const row = (values: Iterable<number>, step: number | string): string => [timed(step), ...values].join(',');
  return [
    row(
      Array.from({ length: width }, (_, k) => k),
      'step',
    ),
    ...Array.from({ length: steps }, (_, step) => row(data.subarray(step * width, (step + 1) * width), step)),
  ];
};

const linesOfSpikes = (spikes: readonly Spike[] | SpikeColumns, timed: Timed): readonly string[] => {
  const line = (step: number, row: number, neuron: number): string => `${timed(step)},${row},${neuron}`;
  const names = `${timed('step')},row,neuron`;
  const columns = columnsOf('toCsv', spikes, 'what raster, rasterColumns or record gave');
  return [names, ...Array.from(columns.step, (step, k) => line(step, columns.row[k]!, columns.neuron[k]!))];
};
