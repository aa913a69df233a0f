import { size, strides } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, type Operand, type Value } from '../ir/ir.js';
import type { Operands } from './contraction.js';
import { extentsOf, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';
import { mostSums, noStep, stepsOf, viewOf } from './windows.js';

/** Up to how many elements a row of the result is summed up in one go. */
const longest = 128;

/**
 * Spikes that are seen through windows, contracted with another tensor: a spike at `x` of a line of the image adds
 * `other[x - a]` to `out[a]`, for all a: a piece of the other tensor, backwards.
 */
export type ConvForward = NonNullable<ReturnType<typeof convForwardOf>>;

export const convForwardOf = (node: Applied, operands: Operands) => {
  const { driver, driverAxes, other, otherAxes } = operands;
  const view = viewOf(driver);
  if (view === undefined) return undefined;
  const steps = (letters: readonly string[]) => stepsOf(letters, view, 'driver', operands, node);
  const driven = steps(driverAxes);
  const free = steps(otherAxes.filter((letter) => !driverAxes.includes(letter)));
  if (driven === undefined || free === undefined) return undefined;
  const summed = driven.filter(({ out }) => out === 0);
  const kept = driven.filter((step) => step.out !== 0 && step.other === 0);
  const along = summed.at(-1);
  const across = kept.find((step) => step.image === 1 && step.out === 1);
  if (along?.image !== 1 || across === undefined) return undefined;
  // Every spike is added to whole rows of the result, most of it zeros where windows are narrow.
  if (across.extent > Math.min(16 * along.extent, longest)) return undefined;
  const lineSum = summed.at(-2);
  const lineKept = kept.find((step) => step !== across && step.image === lineSum?.image && step.image !== 0);
  /** Pairs of axes along which windows move over the image alike: from neighbour to neighbour in a line, and from line to line. */
  const row = { kept: across, summed: along };
  const line = lineSum && lineKept ? { kept: lineKept, summed: lineSum } : { kept: noStep, summed: noStep };
  const paired = new Set([row.kept, row.summed, line.kept, line.summed]);
  return {
    view,
    other,
    row,
    line,
    /** Other axes of the image, the slowest first: of all three tensors, of the result alone, and those that are summed over. */
    shared: driven.filter((step) => step.other !== 0 && step.out !== 0),
    kept: kept.filter((step) => !paired.has(step)),
    summed: summed.filter((step) => !paired.has(step)),
    /** Axes of the other tensor and the result. */
    free,
  };
};

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
  const group = Math.min((free.at(-1) ?? noStep).extent, Math.max(1, Math.floor(mostSums / vectors)));
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
