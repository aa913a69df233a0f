import { checkOptions } from '../../core/check/options.js';
import { FaultError, at, fault, refused, type LocalFault } from '../../core/errors.js';
import { streamOf, threefryInto, type Key, type Seed } from '../../core/random.js';
import { shown } from '../../core/check/shown.js';
import { roomFaults } from '../../core/check/room.js';
import { isList } from '../../core/list.js';
import type { Term } from '../../core/term.js';
import { flag, scalar, seed, type Pattern } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { fraction } from '../params.js';

export type { Pattern } from '../parameters/constraint.js';

/** Draws the pattern of two layers of m and n neurons. `term` says how in plain data; a program's own function has none. */
export interface PatternOf {
  (m: number, n: number): Pattern;
  readonly term?: Term;
}

const options = {
  /** Whether a neuron may be joined to the one of its own number, itself where a layer is joined to itself. */
  autapses: [true, flag],
} satisfies Table;

export type RandomPatternOptions = Partial<ParamsOf<typeof options>>;

/**
 * A pattern in which each pair of neurons is joined with a probability (0 to 1), independently; in the order of the sources, and
 * of the targets for each. What is drawn are the gaps from one synapse to the next (geometric, by inversion), so it takes a time
 * in proportion to the synapses: 10 million in about a second. A seed or a probability that is none is a `FaultError`.
 */
export const randomPattern = entered(
  (seed: Seed, probability: number, given: RandomPatternOptions = {}): PatternOf => {
    const { autapses = true } = checkOptions('randomPattern', given, Object.keys(options));
    const key = streamOf(seed, 'randomPattern');
    if (!(typeof probability === 'number' && probability >= 0 && probability <= 1))
      throw refused('randomPattern', 'probability', 'in [0, 1], the chance of each synapse', shown(probability));
    const draw = (m: number, n: number): Pattern => joinedAtRandom(key, probability, m, n, autapses);
    return Object.assign(draw, { term: { name: 'randomPattern', params: { seed, probability, autapses } } });
  },
  'pattern',
  'randomPattern',
  {
    seed: [required, seed],
    /** The chance of each synapse. */
    probability: [required, scalar(fraction)],
    ...options,
  },
  (construct, { seed, probability, ...rest }) => construct(seed, probability, rest),
);

const joinedAtRandom = (key: Key, probability: number, m: number, n: number, autapses: boolean): Pattern => {
  const places = m * n;
  const mean = places * probability;
  const [tooMany] = roomFaults('synapses', [Math.ceil(mean)], 'join fewer');
  if (tooMany !== undefined) throw new FaultError([at('randomPattern')(tooMany)]);
  const few = Math.ceil(mean + 6 * Math.sqrt(mean)) + 16;
  let pre = new Int32Array(Math.min(few, places));
  let post = new Int32Array(pre.length);
  const [k0, k1] = key;
  const words = new Uint32Array(2);
  const scale = 1 / Math.log1p(-probability);
  let count = 0;
  let place = -1;
  for (let draw = 0; ; draw++) {
    threefryInto(words, k0, k1, Math.floor(draw / 2 ** 32), draw);
    // 53 bits, never 0.
    const u = ((words[0]! >>> 5) * 2 ** 26 + (words[1]! >>> 6) + 0.5) * 2 ** -53;
    place += 1 + Math.floor(Math.log(u) * scale);
    if (!(place < places)) break;
    const source = Math.floor(place / n);
    const target = place - source * n;
    if (!autapses && source === target) continue;
    if (count === pre.length) [pre, post] = [grown(pre), grown(post)];
    pre[count] = source;
    post[count++] = target;
  }
  return { pre: pre.slice(0, count), post: post.slice(0, count) };
};

const grown = (places: Int32Array): Int32Array<ArrayBuffer> => {
  const more = new Int32Array(Math.ceil(places.length * 1.5) + 16);
  more.set(places);
  return more;
};

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

/** Where something is that is no number of one of `n` neurons. */
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
