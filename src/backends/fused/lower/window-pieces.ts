import { size } from '../../../core/shape.js';
import { int, type Value, type Writer } from '../code.js';
import { noStep, type SpikesInWindows } from '../windows.js';
import { along, converted, kindIn, nest, offsetOf, plus, times, type Context } from './context.js';
import { extentsOf, moved } from './steps.js';

/** How many vectors of sums a loop over spikes keeps in locals: about half of the registers, as what is added takes as many. */
export const most = 7;

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

export const piecesOf = ({ row, line, summed, free }: SpikesInWindows, lanes: 1 | 4): Pieces => {
  const vectors = Math.ceil(row.kept.extent / lanes);
  const width = row.kept.extent - 1 + row.summed.extent + vectors * lanes - 1;
  const extents = extentsOf([...summed, line.summed]);
  return {
    vectors,
    width,
    whole: size(extents) * width,
    steps: extents.map((_, axis) => size(extents.slice(axis + 1)) * width),
    group: Math.min((free.at(-1) ?? noStep).extent, Math.max(1, Math.floor(most / vectors))),
  };
};

/** Puts the lines of one element into place, between zeros that are there. */
export const fill = (
  write: Writer,
  { row, line, summed, other }: SpikesInWindows,
  { steps }: Pieces,
  from: Value,
  at: number,
  context: Context,
): void => {
  const lines = [...summed, line.summed];
  const { other: apart } = row.summed;
  nest(write, extentsOf(lines), (counters) => {
    const source = moved(write, from, counters, lines, 'other');
    const target = plus(write, offsetOf(write, counters, steps), int(at));
    along(write, row.summed.extent, apart === 1 ? context.lanes : 1, (place, lanes) => {
      const value = write.load(kindIn(other.dtype, lanes), plus(write, source, times(write, place, apart)));
      write.store(converted(write, value, other.dtype, 'f32'), plus(write, target, place), (row.kept.extent - 1) * 4);
    });
  });
};
