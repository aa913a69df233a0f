import { size, strides } from '../../../core/shape.js';
import { float, type Operand, type Value } from '../ir/ir.js';
import { extentsOf, kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';
import { evenly, most, noStep, type ConvForward } from './windows.js';

/**
 * Lists the spikes of all lines of an image, in ascending order: their places in bytes, where a line is `width` places long; where the
 * entries of each line begin, and those of the next; and how far it is from line to line along the axes `shared`, `kept` and `summed`.
 */
export const listLines = (write: Writer, plan: ConvForward, width: number) => {
  const { view, row, line, shared, kept, summed } = plan;
  const all = [...shared, ...kept, ...summed];
  const places = row.kept.extent + row.summed.extent - 1;
  const lines = [...all, { ...line.kept, extent: line.kept.extent + line.summed.extent - 1 }];
  const extents = extentsOf(lines);
  const starts = write.listOf(size(extents) + 1);
  const entries = write.listOf(size(extents) * places);
  write.walk(lines, { image: write.at(view.image) + view.start * 4 }, ({ image }, counters) => {
    const before = write.times(counters.at(-1)!, width * 4);
    write.append(entries.count, starts);
    write.forEachNonzero(places, write.nonzero(image, 'bool'), (place) =>
      write.append(write.plus(before, place), entries),
    );
  });
  write.append(entries.count, starts);
  return { entries, starts, steps: strides(extents).slice(0, -1) };
};

/**
 * How a tensor that spikes in windows add pieces of lies in scratch memory: each of its lines with zeros at both ends, as
 * backwards windows reach beyond them.
 */
export const piecesOf = (write: Writer, { row, line, summed, free }: ConvForward) => {
  const { lanes } = write;
  /** The vectors of a row of the result, and room for one. */
  const vectors = Math.ceil(row.kept.extent / lanes);
  const spare = write.scratch(16);
  /** Places of a line; and of all lines for one element of the innermost axis of `free`. */
  const width = row.kept.extent - 1 + row.summed.extent + vectors * lanes - 1;
  const extents = [...extentsOf([...summed, line.summed]), width];
  const whole = size(extents);
  /** How many elements of that axis are worked on at once. */
  const group = Math.min((free.at(-1) ?? noStep).extent, Math.max(1, Math.floor(most / vectors)));
  return {
    at: write.scratch(whole * group * 4),
    vectors,
    spare,
    width,
    whole,
    steps: strides(extents).slice(0, -1),
    group,
  };
};

type Pieces = ReturnType<typeof piecesOf>;

/** Puts the lines of a few elements into place, between zeros that are there; gives a number that is 0 if they are all silent. */
export const fillPieces = (
  write: Writer,
  { row, line, summed, other }: ConvForward,
  { at, whole, steps }: Pieces,
  from: Operand,
  count: number,
  apart: number,
): Value => {
  const { op, plus } = write;
  const lines = [...summed, line.summed];
  const { other: step } = row.summed;
  const live = write.variable('i32', 0);
  const lives = write.lanes === 4 ? write.variable('v128', 0) : live;
  for (let k = 0; k < count; k++)
    write.walk(lines, { other: plus(from, k * apart * 4) }, ({ other: source }, counters) => {
      const target = plus(write.offsetOf(counters, steps), at + k * whole * 4);
      const put = (place: Operand, lanes: Lanes): void => {
        const value = write.numberAt(other.dtype, lanes, plus(source, write.times(place, step)));
        write.store(value, plus(target, place), (row.kept.extent - 1) * 4);
        const into = lanes === 4 ? lives : live;
        write.assign(into, op('or', into, op('f32.ne', value, float(0))));
      };
      write.along(row.summed.extent, put, step === 1 ? write.lanes : 1);
    });
  return lives === live ? live : op('or', live, write.anywhere(lives));
};

/** Where rows of the result go, and what adds up to them. */
export interface Rows {
  /** How many rows, of neighbours along the innermost axis of `free`. */
  readonly count: number;
  /** Where the first row goes, and how far apart they are. */
  readonly to: Operand;
  readonly apart: number;
  /** Where in the axes `shared` and `kept` they are, and in that from line to line. */
  readonly image: readonly Operand[];
  readonly line: Operand;
}

/** Sums up a row of the result for each of some neighbours, backwards, and puts them into place. */
export const sumRows = (
  write: Writer,
  { row, line, summed }: ConvForward,
  { at, vectors, spare, width, whole, steps }: Pieces,
  { entries, starts, steps: lineSteps }: ReturnType<typeof listLines>,
  rows: Rows,
): void => {
  const { lanes, plus, times, offsetOf } = write;
  const all = Array.from({ length: rows.count * vectors }, (_, place) => {
    const [k, vector] = [Math.floor(place / vectors), place % vectors];
    return { k, from: at + (k * whole + vector * lanes) * 4, last: row.kept.extent - 1 - vector * lanes };
  });
  for (const some of evenly(all)) {
    const totals = some.map((own) => ({ ...own, total: write.variable(kindIn('f32', lanes), float(0)) }));
    write.nest(extentsOf(summed), (counters) => {
      const start = plus(offsetOf([...rows.image, ...counters], lineSteps), times(rows.line, 4));
      const [first, next] = [0, line.summed.extent].map((after) => write.load('i32', start, starts.at + after * 4));
      const piece = plus(offsetOf(counters, steps), times(rows.line, -width * 4));
      write.for(first!, next!, 4, (entry) => {
        const place = plus(write.load('i32', entry, entries.at), piece);
        for (const { from, total } of totals)
          write.assign(total, write.op('f32.add', total, write.load(total.kind, place, from)));
      });
    });
    for (const { k, last, total } of totals) {
      const offset = (element: number): number => (k * rows.apart + element) * 4;
      if (last >= lanes - 1) {
        const sums = lanes === 1 ? total : write.op('reversed', total);
        write.store(sums, rows.to, offset(last + 1 - lanes));
      } else {
        write.store(total, spare);
        for (let lane = 0; lane <= last; lane++)
          write.store(write.load('f32', spare, lane * 4), rows.to, offset(last - lane));
      }
    }
  }
};
