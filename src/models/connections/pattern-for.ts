import type { Ends } from '../../core/connection.js';
import { shown } from '../../core/faults/shown.js';
import { fault, refused, type LocalFault } from '../../core/faults/errors.js';
import { unless } from '../../core/faults/refuse.js';
import { isList } from '../../core/list.js';
import { narrow, packed, startsIn, type Narrow } from '../../core/places.js';
import { isTensor, type Tensor } from '../../core/tensor.js';
import type { Term } from '../../core/term.js';
import type { Pattern, PatternOf } from '../patterns/pattern-of.js';
import { rowsOf } from '../patterns/rows.js';

/** What is wrong with one end of a pattern's synapses, which go to neurons of a layer of `n`. */
const placesFaults = (what: string, places: ArrayLike<number>, n: number, count: number): readonly LocalFault[] => {
  const wrong = strangeIn(places, n);
  return [
    ...unless(places.length === count, 'Shape', what, `${count} indices, as many as the other end`, `${places.length}`),
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

/** The neurons at both ends of each synapse of a pattern. */
export interface EndsOfPattern extends Ends {
  /** How the pattern was drawn, where that can be told. */
  readonly term: Term | undefined;
  readonly faults: readonly LocalFault[];
}

/**
 * The ends of the synapses of a pattern between two layers. They are packed: `pre` as where the synapses of each neuron begin, where
 * they are listed in the order of their sources. What has no two lists of neurons is a `FaultError`.
 */
export const endsOf = (pattern: Pattern | PatternOf | Ends, m: number, n: number): EndsOfPattern => {
  const given = typeof pattern === 'function' ? pattern(m, n) : asLists(pattern);
  const term = typeof pattern === 'function' ? pattern.term : undefined;
  const starts = rowsOf(given);
  if (starts !== undefined)
    return {
      pre: packed({ _tag: 'Rows', starts }, m),
      post: packed({ _tag: 'Each', places: given.post as Narrow }, n),
      term,
      faults: [],
    };
  const { pre, post } = (given ?? {}) as Partial<Pattern>;
  const want =
    '{ pre, post }, two arrays or tensors of neurons, or what makes them, as fixedProbability(1, 0.1) and patternOfPairs do';
  if (!isList(pre) || !isList(post)) throw refused('sparse', 'pattern', want, shown(given));
  const faults = [...placesFaults('pre', pre, m, pre.length), ...placesFaults('post', post, n, pre.length)];
  // What a function made is nobody else's; a program may write into arrays that it gave.
  if (typeof pattern === 'function' || faults.length > 0) return { pre: whole(pre), post: whole(post), term, faults };
  const sorted = startsIn(pre, m);
  return {
    pre: packed(sorted ? { _tag: 'Rows', starts: sorted } : { _tag: 'Each', places: copied(pre, m) }, m),
    post: packed({ _tag: 'Each', places: copied(post, n) }, n),
    term,
    faults,
  };
};

/** The ends of another connection are tensors. */
const asLists = (pattern: Pattern | Ends): Pattern => {
  const { pre, post } = (pattern ?? {}) as Partial<Ends>;
  return isTensor(pre) && isTensor(post) ? { pre: pre.data, post: post.data } : (pattern as Pattern);
};

const copied = (places: ArrayLike<number>, bound: number): Narrow => {
  const copy = narrow(places.length, bound);
  copy.set(places);
  return copy;
};

/** Numbers of neurons as a tensor: the array itself, where it is one of whole numbers. */
const whole = (places: ArrayLike<number>): Tensor => ({
  shape: [places.length],
  dtype: 'i32',
  data: places instanceof Int32Array ? places : Int32Array.from(places),
});
