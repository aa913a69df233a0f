import { size } from '../../../core/shape.js';
import { float, int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { noStep } from './step.js';
import type { ConvForward } from './conv-forward-form.js';
import { along, nest, numberAt, offsetOf, plus, times, type Context } from './context.js';
import { extentsOf, most, moved } from './steps.js';

/**
 * How a tensor that spikes in windows add pieces of lies in scratch memory: each of its lines with zeros at both ends, as
 * backwards windows reach beyond them.
 */
export interface Pieces {
  /** The vectors of a row of the result. */
  readonly vectors: number;
  /** Places of a line; and of all lines for one element of the innermost axis of `free`. */
  readonly width: number;
  readonly whole: number;
  /** Steps along `summed` and from line to line. */
  readonly steps: readonly number[];
  /** How many elements of that axis are worked on at once. */
  readonly group: number;
}

export const piecesOf = ({ row, line, summed, free }: ConvForward, lanes: 1 | 4): Pieces => {
  const vectors = Math.ceil(row.kept.extent / lanes);
  const width = row.kept.extent - 1 + row.summed.extent + vectors * lanes - 1;
  const extents = extentsOf([...summed, line.summed]);
  const whole = size(extents) * width;
  const elements = (free.at(-1) ?? noStep).extent;
  return {
    vectors,
    width,
    whole,
    steps: extents.map((_, axis) => size(extents.slice(axis + 1)) * width),
    group: Math.min(elements, Math.max(1, Math.floor(most / vectors))),
  };
};

/** Puts the lines of one element into place, between zeros that are there; gives a number that is 0 if they are all silent. */
export const fill = (
  write: Writer,
  { row, line, summed, other }: ConvForward,
  { steps }: Pieces,
  from: Value,
  at: number,
  context: Context,
): Value => {
  const lines = [...summed, line.summed];
  const { other: apart } = row.summed;
  const live = write.variable('i32', int(0));
  const wide = context.lanes === 4 && apart === 1 && row.summed.extent >= 4;
  const lives = wide ? write.variable('v128', int(0)) : live;
  nest(write, extentsOf(lines), (counters) => {
    const source = moved(write, from, counters, lines, 'other');
    const target = plus(write, offsetOf(write, counters, steps), int(at));
    along(write, row.summed.extent, apart === 1 ? context.lanes : 1, (place, lanes) => {
      const value = numberAt(write, other.dtype, lanes, plus(write, source, times(write, place, apart)));
      write.store(value, plus(write, target, place), (row.kept.extent - 1) * 4);
      const into = lanes === 4 ? lives : live;
      write.assign(into, write.op('or', into, write.op('f32.ne', value, float(0))));
    });
  });
  return wide ? write.op('or', live, write.op('any_true', lives)) : live;
};
