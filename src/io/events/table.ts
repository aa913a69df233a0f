import { oneOf, refused } from '../../core/faults/errors.js';
import { checkOptions } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { isShape, size, type Shape } from '../../core/shape.js';
import { binNames, type BinOptions } from './binned.js';
import type { Decoder } from './events.js';
import { lines, type Wanted } from './lines.js';
import { sorted } from './sorted.js';
import { eventSource, type Bytes, type EventSource } from './source.js';
import { timeUnits, type TimeUnit } from './time-units.js';
import { entryOf } from '../../core/record.js';

const format = 'eventTable';

/** The columns of a table of events, and how they become steps. */
export interface TableOptions extends BinOptions {
  /** The shape of the layer. */
  readonly shape: Shape;
  /** The column of times, by number or by its name in the first line; default 0. */
  readonly time?: number | string;
  /** The column of neurons (places of the flattened layer); default 1. */
  readonly neuron?: number | string;
  /** The unit of times: `'s'`, `'ms'` (default), `'us'`, `'ns'`, or how many ms it lasts, for steps or samples. */
  readonly unit?: TimeUnit | number;
  /** The number of the first neuron, default 0; 1 for NEST's files. */
  readonly first?: number;
  /** `'any'` reads the whole file first, 12 bytes an event, and sorts it; default `'sorted'`, as it comes. */
  readonly order?: 'sorted' | 'any';
}

/**
 * Spikes in lines of text, such as CSV, TSV, or NEST's `.gdf` and `.dat`: a time and a neuron in each, separated by commas,
 * semicolons, tabs or spaces. Empty lines are skipped, as are those that begin with `#` or `%`, and a first line of names. A
 * line that is something else is a fault.
 */
export const eventTable = <B extends Bytes>(bytes: B, options: TableOptions): EventSource<B> => {
  const names = [...binNames, 'shape', 'time', 'neuron', 'unit', 'first', 'order'];
  const {
    shape,
    time = 0,
    neuron = 1,
    unit = 'ms',
    first = 0,
    order = 'sorted',
    ...bins
  } = checkOptions(format, options, names);
  if (!isShape(shape)) throw refused(format, 'shape', 'the shape of the layer, such as [100]', shown(shape));
  for (const [name, column] of Object.entries({ time, neuron }))
    if (typeof column !== 'string' && !(Number.isSafeInteger(column) && column >= 0))
      throw refused(format, name, 'the number of a column, from 0, or its name', shown(column));
  const perUnit = typeof unit === 'number' ? ([unit, 1] as const) : unitNamed(unit);
  if (!(perUnit !== undefined && perUnit[0] > 0 && perUnit[0] < Infinity))
    throw refused(format, 'unit', `${oneOf(Object.keys(timeUnits))}, or a number of ms above 0`, shown(unit));
  if (!Number.isSafeInteger(first)) throw refused(format, 'first', 'a whole number', shown(first));
  if (order !== 'sorted' && order !== 'any') throw refused(format, 'order', "'sorted' or 'any'", shown(order));
  const wanted: Wanted = { neurons: size(shape), time, neuron, unit: perUnit, first };
  const open = (): Decoder => {
    const decoder = lines(format, wanted);
    return { shape: () => shape, ...(order === 'any' ? sorted(decoder) : decoder) };
  };
  return eventSource(format, bytes, open, bins);
};

const unitNamed = (unit: unknown): readonly [factor: number, divisor: number] | undefined => entryOf(timeUnits, unit);
