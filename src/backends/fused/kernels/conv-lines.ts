import { size } from '../../../core/shape.js';
import { int, type Local, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { aligned } from '../plan/layout.js';
import type { ConvForward } from './conv-forward-form.js';
import { addressOf, nest, offsetOf, plus, times, type Context } from './context.js';
import { append, forEachNonzero } from './compact.js';

/** The spikes of an image, line by line: where the entries of each line begin, and those of the next. */
export interface Lines {
  /** The length of all entries in bytes, and where they lie. */
  readonly count: Local;
  readonly entries: number;
  /** Where the beginnings lie, one for each line and one more. */
  readonly starts: number;
  /** From line to line along each of the axes `shared`, `kept` and `summed`, in lines. */
  readonly steps: readonly number[];
}

/** How many lines each image has, and how many neighbours a line. */
const extentsOf = ({ row, line }: ConvForward): readonly [lines: number, places: number] => [
  line.kept.extent + line.summed.extent - 1,
  row.kept.extent + row.summed.extent - 1,
];

const axesOf = ({ shared, kept, summed }: ConvForward): readonly number[] =>
  [...shared, ...kept, ...summed].map(({ extent }) => extent);

const startBytes = (plan: ConvForward): number => aligned((size(axesOf(plan)) * extentsOf(plan)[0] + 1) * 4);

/** How much memory the lines take. */
export const linesBytes = (plan: ConvForward): number =>
  startBytes(plan) + aligned(size([...axesOf(plan), ...extentsOf(plan)]) * 4);

/**
 * Lists the spikes of all lines, in ascending order, in scratch memory. An entry is the place in its image in bytes, where a line
 * is `width` places long.
 */
export const listLines = (write: Writer, plan: ConvForward, width: number, context: Context): Lines => {
  const [lines, places] = extentsOf(plan);
  const all = [...plan.shared, ...plan.kept, ...plan.summed];
  const starts = context.scratch;
  const entries = starts + startBytes(plan);
  const count = write.variable('i32', int(0));
  const next = write.variable('i32', int(0));
  const begin = (): void => append(write, count, { count: next, at: starts });
  nest(write, [...axesOf(plan), lines], (counters) => {
    const line = counters.at(-1)!;
    const image = offsetOf(
      write,
      counters,
      [...all, plan.line.kept].map((step) => step.image),
    );
    const before = times(write, line, width * 4);
    begin();
    forEachNonzero(
      write,
      plus(write, image, int(addressOf(context, plan.image) + plan.start * 4)),
      places,
      'bool',
      context.lanes,
      (place: Value) => append(write, plus(write, before, place), { count, at: entries }),
    );
  });
  begin();
  const extents = axesOf(plan);
  return { count, entries, starts, steps: extents.map((_, axis) => size(extents.slice(axis + 1)) * lines) };
};
