import { scaleLinear } from './npm-install-d3-scale-d3-shape-fast-png.js';

/** The ends of an axis. */
export type Range = readonly [from: number, to: number];

/** Numbers over numbers. */
export interface Points {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Largest number that is drawn: the difference of two of them is a number still. */
const largest = 1e300;
export const drawable = (value: number | undefined): value is number =>
  value !== undefined && Math.abs(value) <= largest;

/** From the least to the largest of some numbers that can be drawn; from 0 to 1 where there is none. */
export const rangeOf = (...lists: readonly ArrayLike<number>[]): Range => {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists)
    for (let k = 0; k < list.length; k++)
      if (drawable(list[k])) [low, high] = [Math.min(low, list[k]!), Math.max(high, list[k]!)];
  return low <= high ? [low, high] : [0, 1];
};

/** A range that has a length. */
export const roomy = ([from, to]: Range): Range => {
  if (Math.abs(to - from) > Math.max(1e-290, 1e-9 * Math.max(Math.abs(from), Math.abs(to)))) return [from, to];
  const room = Math.abs(from) < 1e-280 ? 1 : Math.abs(from) / 10;
  return [from - room, to + room];
};

/** A range from 0, or from below it, to round numbers; to 1 where nothing else is. */
export const rangeFromZero = (...lists: readonly ArrayLike<number>[]): Range => {
  const [low, high] = rangeOf(...lists, [0]);
  return niceRange(low === high ? [0, 1] : [low, high]);
};

/** A range to round numbers. */
export const niceRange = (range: Range, count = 5): Range => {
  // What is a round number but for rounding stays one.
  const ends = roomy(range).map((end) => Number(end.toPrecision(12)));
  const [from, to] = scaleLinear().domain(ends).nice(count).domain();
  return [from!, to!];
};
