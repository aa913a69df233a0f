import { shown } from '../../core/check/shown.js';
import { FaultError, at, fault, refused, type LocalFault } from '../../core/errors.js';
import { isList } from '../../core/list.js';
import type { Term } from '../../core/term.js';
import type { Pattern } from '../parameters/constraint.js';

export type { Pattern } from '../parameters/constraint.js';

/** Draws the pattern of two layers of m and n neurons. `term` says how in plain data; a program's own function has none. */
export interface PatternOf {
  (m: number, n: number): Pattern;
  readonly term?: Term;
}

/**
 * A pattern given by rows (CSR): the targets of source i are `targets[starts[i]]` up to `targets[starts[i + 1]]`. Starts that do
 * not rise from 0 to the number of targets are a `FaultError`.
 */
export const patternOfRows = (starts: ArrayLike<number>, targets: ArrayLike<number>): Pattern => {
  const wrong = startFault(starts, targets);
  if (wrong !== undefined) throw new FaultError([at('patternOfRows')(wrong)]);
  const pre = new Int32Array(targets.length);
  for (let source = 0; source + 1 < starts.length; source++) pre.fill(source, starts[source], starts[source + 1]);
  return { pre, post: targets };
};

const startFault = (starts: ArrayLike<number>, targets: ArrayLike<number>): LocalFault | undefined => {
  if (!isList(starts)) return fault('Parameter', 'starts', 'an array of whole numbers', shown(starts));
  if (!isList(targets)) return fault('Parameter', 'targets', 'an array of whole numbers', shown(targets));
  const want = `whole numbers that rise from 0 to ${targets.length}, the number of targets`;
  for (let row = 0; row < starts.length; row++)
    if (
      !Number.isInteger(starts[row]) ||
      starts[row]! < (row === 0 ? 0 : starts[row - 1]!) ||
      (row === 0 && starts[0] !== 0)
    )
      return fault('Parameter', 'starts', want, `${shown(starts[row])} for row ${row}`);
  const last = starts.length === 0 ? 0 : starts[starts.length - 1]!;
  return last === targets.length ? undefined : fault('Parameter', 'starts', want, `${last} at their end`);
};

/** What is wrong with one end of a pattern's synapses, which go to neurons of a layer of `n`. */
export const placesFaults = (
  what: string,
  places: ArrayLike<number>,
  n: number,
  count: number,
): readonly LocalFault[] => {
  const wrong = strangeIn(places, n);
  return [
    ...(places.length === count
      ? []
      : [fault('Shape', what, `${count} indices, as many as the other end`, `${places.length}`)]),
    ...(wrong === undefined ? [] : [fault('Parameter', what, `neurons from 0 to ${n - 1}`, shown(places[wrong]))]),
  ];
};

/** Where something is that is not the number of one of `n` neurons. */
const strangeIn = (places: ArrayLike<number>, n: number): number | undefined => {
  for (let k = 0; k < places.length; k++) {
    const place = places[k]!;
    if (!(Number.isInteger(place) && place >= 0 && place < n)) return k;
  }
  return undefined;
};

/** The pattern for two layers, and its term where it has one. What has no two lists of neurons is a `FaultError`. */
export const patternFor = (
  pattern: Pattern | PatternOf,
  m: number,
  n: number,
): Pattern & { readonly term?: Term | undefined } => {
  const given = typeof pattern === 'function' ? pattern(m, n) : pattern;
  const { pre, post } = (given ?? {}) as Partial<Pattern>;
  if (isList(pre) && isList(post)) return { pre, post, ...(typeof pattern === 'function' && { term: pattern.term }) };
  throw refused('sparse', 'pattern', '{ pre, post }, two arrays of neurons, or a function of the sizes', shown(given));
};
