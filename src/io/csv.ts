import { refused } from '../core/faults/errors.js';
import { checkOptions, isRecord } from '../core/faults/options.js';
import { refuseAll } from '../core/faults/refuse.js';
import { isList } from '../core/list.js';
import { sameShape, showShape, size } from '../core/shape.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { dtFaults } from '../core/time.js';
import type { Intervals } from '../models/monitors/intervals.js';
import type { Spike, SpikeColumns } from '../models/monitors/raster.js';
import { columnsOf, timeOf } from './spikes-of.js';

/** The length of a step, for a column of times. */
export interface CsvOptions {
  /** The length of a step, ms: adds a column `time`, at which the step begins (values are those at its end); default none. */
  readonly dt?: number;
}

/** Numbers of neurons, `[b, ...shape]` each. */
type Table = Intervals | Readonly<Record<string, Tensor>>;

/** Points of lines by name, as `linePlot` draws them. */
type Lines = Readonly<
  Record<
    string,
    {
      readonly x: ArrayLike<number>;
      readonly y: ArrayLike<number>;
      readonly low?: ArrayLike<number>;
      readonly high?: ArrayLike<number>;
    }
  >
>;

/**
 * The result of a monitor as lines of text: of `raster` or `rasterColumns` a line for each spike, `step,row,neuron`; of
 * `record` and its like, a tensor `[t, ...]`, a line for each step with its values, whose columns are numbered as they lie in a row of it
 * (0, 1 of `only: [5, 17]`; rows of a batch one after the other); of `intervals`, and of any record of
 * tensors `[b, ...shape]` such as `{ counts, rates }`, a line for each neuron, `row,neuron` and a column for each; of lines as
 * `linePlot` draws them a line for each point, `name,x,y,low,high`.
 * `eventTable` reads spikes with a time back into the same steps. Anything else is a `FaultError`.
 */
export const toCsv = (
  outcome: readonly Spike[] | SpikeColumns | Tensor | Table | Lines,
  options: CsvOptions = {},
): string => {
  const { dt } = checkOptions('toCsv', options, ['dt']);
  if (dt !== undefined) refuseAll('toCsv', dtFaults(dt));
  const timed = (step: number | string): string =>
    dt === undefined ? `${step}` : `${step},${step === 'step' ? 'time' : timeOf(Number(step), dt)}`;
  const lines = isTensor(outcome)
    ? linesOfSteps(outcome, timed)
    : isTable(outcome)
      ? linesOfNeurons(outcome, dt)
      : isLines(outcome)
        ? linesOfPoints(outcome, dt)
        : linesOfSpikes(outcome, timed);
  return `${lines.join('\n')}\n`;
};

/** A text as a field of a line: in quotes where it has marks of its own (RFC 4180). */
export const csvField = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

type Timed = (step: number | string) => string;

const linesOfSteps = ({ shape, data }: Tensor, timed: Timed): readonly string[] => {
  const [steps] = shape;
  if (steps === undefined) throw refused('toCsv', 'tensor', '[t, ...], as record() gives it', 'one number');
  // Without steps it is no number, and there are no columns.
  const width = data.length / steps;
  const row = (values: Iterable<number>, step: number | string): string => [timed(step), ...values].join(',');
  return [
    row(
      Array.from({ length: width }, (_, k) => k),
      'step',
    ),
    ...Array.from({ length: steps }, (_, step) => row(data.subarray(step * width, (step + 1) * width), step)),
  ];
};

const isTable = (outcome: object): outcome is Table =>
  isRecord(outcome) && Object.keys(outcome).length > 0 && Object.values(outcome).every(isTensor);

const linesOfNeurons = (table: Table, dt: number | undefined): readonly string[] => {
  if (dt !== undefined) throw refused('toCsv', 'dt', 'left out, as neurons have no time', `${dt}`);
  const names = Object.keys(table);
  const columns: readonly Tensor[] = Object.values(table);
  const [first, ...others] = columns;
  const other = others.findIndex(({ shape }) => !sameShape(shape, first!.shape));
  if (other >= 0)
    throw refused(
      'toCsv',
      names[other + 1]!,
      `${showShape(first!.shape)}, as ${names[0]}`,
      showShape(others[other]!.shape),
    );
  const width = size(first!.shape.slice(1));
  return [
    ['row', 'neuron', ...names].map(csvField).join(','),
    ...Array.from(first!.data, (_, k) =>
      [Math.floor(k / width), k % width, ...columns.map(({ data }) => data[k]!)].join(','),
    ),
  ];
};

const isLines = (outcome: object): outcome is Lines =>
  isRecord(outcome) &&
  Object.keys(outcome).length > 0 &&
  Object.values(outcome).every((line) => isRecord(line) && isList(line['x']) && isList(line['y']));

const linesOfPoints = (lines: Lines, dt: number | undefined): readonly string[] => {
  if (dt !== undefined) throw refused('toCsv', 'dt', 'left out, as points have their own x', `${dt}`);
  return [
    'name,x,y,low,high',
    ...Object.entries(lines).flatMap(([name, { x, y, low, high }]) => {
      const columns = [x, y, low, high];
      const other = columns.find((column) => column !== undefined && column.length !== x.length);
      if (other !== undefined)
        throw refused('toCsv', `line '${name}'`, `of ${x.length} points in each column`, `${other.length} in one`);
      return Array.from(x, (_, k) => [csvField(name), ...columns.map((column) => column?.[k] ?? '')].join(','));
    }),
  ];
};

const linesOfSpikes = (spikes: readonly Spike[] | SpikeColumns, timed: Timed): readonly string[] => {
  const line = (step: number, row: number, neuron: number): string => `${timed(step)},${row},${neuron}`;
  const names = `${timed('step')},row,neuron`;
  const columns = columnsOf('toCsv', spikes, 'what raster, rasterColumns or record gave');
  return [names, ...Array.from(columns.step, (step, k) => line(step, columns.row[k]!, columns.neuron[k]!))];
};
