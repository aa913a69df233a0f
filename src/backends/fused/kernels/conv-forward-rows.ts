import { size, strides } from '../../../core/shape.js';
import { float, int, type Value } from '../ir/ir.js';
import { append, forEachNonzero, listOf, nonzero, type List } from './compact.js';
import { along, anywhere, extentsOf, kindIn, moved, nest, numberAt, offsetOf, plus, times } from './emit.js';
import type { Writer } from './kernel.js';
import { evenly, most, noStep, type ConvForward } from './windows.js';

/** The spikes of an image, line by line: their places, and where the entries of each line begin, and those of the next. */
interface Lines {
  readonly entries: List;
  readonly starts: List;
  /** From line to line along each of the axes `shared`, `kept` and `summed`, in lines. */
  readonly steps: readonly number[];
}

/** Lists the spikes of all lines, in ascending order. An entry is the place in its image in bytes, where a line is `width` places long. */
export const listLines = (write: Writer, plan: ConvForward, width: number): Lines => {
  const { view, row, line, shared, kept, summed } = plan;
  const all = [...shared, ...kept, ...summed];
  const [count, places] = [line.kept.extent + line.summed.extent - 1, row.kept.extent + row.summed.extent - 1];
  const extents = [...extentsOf(all), count];
  const starts = listOf(write, size(extents) + 1);
  const entries = listOf(write, size(extents) * places);
  nest(write, extents, (counters) => {
    const start = int(write.at(view.image) + view.start * 4);
    const from = moved(write, start, counters, [...all, line.kept], 'image');
    const before = times(write, counters.at(-1)!, width * 4);
    append(write, entries.count, starts);
    forEachNonzero(write, places, nonzero(write, from, 'bool'), (place) =>
      append(write, plus(write, before, place), entries),
    );
  });
  append(write, entries.count, starts);
  return { entries, starts, steps: strides(extents).slice(0, -1) };
};

/**
 * How a tensor that spikes in windows add pieces of lies in scratch memory: each of its lines with zeros at both ends, as
 * backwards windows reach beyond them.
 */
interface Pieces {
  readonly at: number;
  /** The vectors of a row of the result, and room for one. */
  readonly vectors: number;
  readonly spare: number;
  /** Places of a line; and of all lines for one element of the innermost axis of `free`. */
  readonly width: number;
  readonly whole: number;
  /** Steps along `summed` and from line to line. */
  readonly steps: readonly number[];
  /** How many elements of that axis are worked on at once. */
  readonly group: number;
}

export const piecesOf = (write: Writer, { row, line, summed, free }: ConvForward): Pieces => {
  const { lanes } = write;
  const vectors = Math.ceil(row.kept.extent / lanes);
  const width = row.kept.extent - 1 + row.summed.extent + vectors * lanes - 1;
  const extents = extentsOf([...summed, line.summed]);
  const whole = size(extents) * width;
  const group = Math.min((free.at(-1) ?? noStep).extent, Math.max(1, Math.floor(most / vectors)));
  const [spare, at] = [write.scratch(16), write.scratch(whole * group * 4)];
  return { at, vectors, spare, width, whole, steps: strides([...extents, width]).slice(0, -1), group };
};

/** Puts the lines of a few elements into place, between zeros that are there; gives a number that is 0 if they are all silent. */
export const fillPieces = (
  write: Writer,
  { row, line, summed, other }: ConvForward,
  { at, whole, steps }: Pieces,
  from: Value,
  count: number,
  apart: number,
): Value => {
  const lines = [...summed, line.summed];
  const { other: step } = row.summed;
  const live = write.variable('i32', int(0));
  const lives = write.lanes === 4 ? write.variable('v128', int(0)) : live;
  for (let k = 0; k < count; k++)
    nest(write, extentsOf(lines), (counters) => {
      const source = moved(write, plus(write, from, int(k * apart * 4)), counters, lines, 'other');
      const target = plus(write, offsetOf(write, counters, steps), int(at + k * whole * 4));
      const put = (place: Value, lanes: 1 | 4): void => {
        const value = numberAt(write, other.dtype, lanes, plus(write, source, times(write, place, step)));
        write.store(value, plus(write, target, place), (row.kept.extent - 1) * 4);
        const into = lanes === 4 ? lives : live;
        write.assign(into, write.op('or', into, write.op('f32.ne', value, float(0))));
      };
      along(write, row.summed.extent, put, step === 1 ? write.lanes : 1);
    });
  return lives === live ? live : write.op('or', live, anywhere(write, lives));
};

/** Where rows of the result go, and what adds up to them. */
export interface Rows {
  /** How many rows, of neighbours along the innermost axis of `free`. */
  readonly count: number;
  /** Where the first row goes, and how far apart they are. */
  readonly to: Value;
  readonly apart: number;
  /** Where in the axes `shared` and `kept` they are, and in that from line to line. */
  readonly image: readonly Value[];
  readonly line: Value;
}

/** Sums up a row of the result for each of some neighbours, backwards, and puts them into place. */
export const sumRows = (
  write: Writer,
  { row, line, summed }: ConvForward,
  { at, vectors, spare, width, whole, steps }: Pieces,
  { entries, starts, steps: lineSteps }: Lines,
  rows: Rows,
): void => {
  const { lanes } = write;
  const all = Array.from(
    { length: rows.count * vectors },
    (_, place) => [Math.floor(place / vectors), place % vectors] as const,
  );
  for (const some of evenly(all)) {
    const totals = some.map(([k, vector]) => ({ k, vector, total: write.variable(kindIn('f32', lanes), float(0)) }));
    nest(write, extentsOf(summed), (counters) => {
      const start = plus(write, offsetOf(write, [...rows.image, ...counters], lineSteps), times(write, rows.line, 4));
      const [from, to] = [0, line.summed.extent].map((after) => write.load('i32', start, starts.at + after * 4));
      const piece = plus(write, offsetOf(write, counters, steps), times(write, rows.line, -width * 4));
      write.for(from!, to!, 4, (entry) => {
        const place = plus(write, write.load('i32', entry, entries.at), piece);
        for (const { k, vector, total } of totals) {
          const value = write.load(total.kind, place, at + (k * whole + vector * lanes) * 4);
          write.assign(total, write.op('f32.add', total, value));
        }
      });
    });
    for (const { k, vector, total } of totals) {
      const last = row.kept.extent - 1 - vector * lanes;
      const offset = (element: number): number => (k * rows.apart + element) * 4;
      if (last >= lanes - 1) {
        const sums = lanes === 1 ? total : write.op('reversed', total);
        write.store(sums, rows.to, offset(last + 1 - lanes));
      } else {
        write.store(total, int(spare));
        for (let lane = 0; lane <= last; lane++)
          write.store(write.load('f32', int(spare), lane * 4), rows.to, offset(last - lane));
      }
    }
  }
};
