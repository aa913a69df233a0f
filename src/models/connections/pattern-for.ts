import { shown } from '../../core/check/shown.js';
import { fault, refused, type LocalFault } from '../../core/errors.js';
import { isList } from '../../core/list.js';
import type { Term } from '../../core/term.js';
import type { Pattern, PatternOf } from '../patterns/pattern-of.js';

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
