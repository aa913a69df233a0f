import { refused } from '../core/faults/errors.js';
import type { TimeOptions } from './options.js';
import { rangeOf, type Range } from './range.js';

/** Where a plot of so many steps from `start` on begins and ends, ms. */
export const spanOf = (place: string, options: TimeOptions, steps: number, start = 0): Range => {
  const { dt, from = start, to } = options;
  const end = to ?? start + Math.max(steps, 1) * dt;
  if (end > from) return [from, end];
  throw refused(place, 'from', `before the end of the plot, ${end} ms`, `${from}`);
};

/** `0 to 500 ms` */
export const spanWords = ([from, to]: Range): string => `${number(from)} to ${number(to)} ms`;

/** A number as people write it: at most four digits that matter, or all of a whole number; by its power of ten where it is long. */
export const number = (value: number): string => {
  const [short, size] = [Number(value.toPrecision(4)), Math.abs(value)];
  const isLong = size >= 1e12 || (size > 0 && size < 1e-4);
  const shown = Number.isInteger(value) ? value : short;
  // No zero has a sign.
  const text = isLong ? short.toExponential() : (shown + 0).toLocaleString('en', { maximumFractionDigits: 7 });
  return text.replace(/^-/, '−');
};

/** `40 neurons` */
export const counted = (count: number, thing: string): string => `${number(count)} ${thing}${count === 1 ? '' : 's'}`;

/** `−65 to −52` */
export const rangeWords = (...lists: readonly ArrayLike<number>[]): string =>
  rangeOf(...lists)
    .map(number)
    .join(' to ');
