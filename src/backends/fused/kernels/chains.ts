import type { Node } from '../../../core/graph/graph.js';
import type { Applied } from '../../graph.js';
import { float, int, type Kind, type Local, type Value } from '../ir/ir.js';
import { compact, forEach, nonzero, type MaskAt } from './compact.js';
import { along, chosen, filling, kindIn, numberAt, plus, productOf, splat, times, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';

/** The second attribute of a contraction that takes the largest product of all batch rows, instead of their sum. */
export const largest = 'largest';
export const isLargest = ({ attribute }: Applied): boolean => attribute[1] === largest;

/**
 * The batch rows `[b, n]` in which each of n neurons is not silent: for each a chain of links in ascending order. A link is two
 * words: the address of the next (0: none), and its batch row. Of one row there are no links: a head says whether it is in it.
 */
export interface Chains {
  readonly batch: number;
  /** The first link of each neuron, or 0. */
  readonly heads: number;
  /** In how many batch rows each neuron is not silent. */
  readonly counts: number;
}

/** Where one of some values is not 0. */
export const anyNonzero =
  (write: Writer, values: readonly Node[], row: Value): MaskAt =>
  (place, lanes) =>
    values
      .map((value) => nonzero(write, plus(write, row, int(write.at(value))), value.dtype)(place, lanes))
      .reduce<Value>((any, mask) => (any._tag === 'Literal' ? mask : write.op('or', any, mask)), int(0));

/** Chains the batch rows in which some values are not 0; those of no values are empty. */
export const chain = (write: Writer, values: readonly Node[], [batch, n]: readonly [number, number]): Chains => {
  const [only] = values;
  if (batch === 1 && values.length === 1 && only!.dtype === 'bool') return { batch, heads: write.at(only!), counts: 0 };
  const heads = write.scratch(n * 4);
  if (batch === 1) {
    const spikes = anyNonzero(write, values, int(0));
    along(write, n, (at, lanes) => write.store(filling(write, spikes(at, lanes), lanes), at, heads));
    return { batch, heads, counts: 0 };
  }
  const [counts, links] = [write.scratch(n * 4), write.scratch(2 * batch * n * 4)];
  write.fill(int(heads), int(n * 4));
  write.fill(int(counts), int(n * 4));
  if (values.length === 0) return { batch, heads, counts };
  const end = write.variable('i32', int(links));
  // The last row first, as each link goes before those that are there.
  write.for(int(1 - batch), int(1), 1, (back) => {
    const b = write.op('i32.sub', int(0), back);
    forEach(write, compact(write, n, anyNonzero(write, values, times(write, b, n * 4))), (i) => {
      write.store(write.load('i32', i, heads), end);
      write.store(b, end, 4);
      write.store(end, i, heads);
      write.store(plus(write, write.load('i32', i, counts), int(1)), i, counts);
      write.assign(end, plus(write, end, int(8)));
    });
  });
  return { batch, heads, counts };
};

/** Follows the chain of a neuron that is not silent in all batch rows. */
export const forEachLink = (write: Writer, { batch }: Chains, head: Value, body: (b: Value) => void): void => {
  if (batch === 1) return body(int(0));
  const at = write.variable('i32', head);
  write.doWhile(() => {
    body(write.load('i32', at, 4));
    write.assign(at, write.load('i32', at));
    return at;
  });
};

/**
 * How the products of several batch rows become one at a place: what it starts from, where the neuron that drives is not silent in
 * so many rows, and what each such row makes of it. The largest is at least 0 if it is silent in some row.
 */
export interface Joining {
  readonly first: (count: () => Value, kind: Kind) => Local;
  readonly next: (before: Value, value: Value) => Local;
  /** What comes out. A sum from 0 is never -0; what is the largest of few may be. */
  readonly done: (value: Value) => Value;
}

export const joining = (write: Writer, product: Applied, batch: number): Joining =>
  isLargest(product)
    ? {
        first: (count, kind) => {
          const everywhere = write.op('i32.ge', count(), int(batch));
          const first = write.op('f32.select', everywhere, float(-Infinity), float(0));
          return kind === 'v128' ? write.op('f32.splat', first) : first;
        },
        next: (before, value) => write.op('f32.max', before, value),
        done: (value) => write.op('f32.add', value, float(0)),
      }
    : {
        first: (_, kind) => write.variable(kind, float(0)),
        next: (before, value) => write.op('f32.add', before, value),
        done: (value) => value,
      };

/** Outer products `[b, m] x [b, n]` whose first operands drive, or whose second do, in which batch rows some of them are not silent. */
export interface Driven {
  readonly products: readonly Applied[];
  readonly by: 0 | 1;
  readonly chains: Chains;
}

/**
 * What each product adds up to where one neuron drives (its `place`, and the first link of its chain) and some neighbours of the
 * other side follow, `count` vectors or numbers from a place on.
 */
export const sumsAlong = (
  write: Writer,
  { products, by, chains }: Driven,
  [place, head]: readonly [place: Value, head: Value],
  [first, count, lanes]: readonly [first: Value, count: number, lanes: Lanes],
): readonly (readonly Value[])[] => {
  const sums = products.map((product) => {
    const join = joining(write, product, chains.batch);
    const start = join.first(() => write.load('i32', place, chains.counts), kindIn('f32', lanes));
    const totals = Array.from({ length: count }, () => write.variable(start.kind, start));
    return { ...join, totals, term: termOf(write, products, product, by) };
  });
  forEachLink(write, chains, head, (b) =>
    sums.forEach(({ totals, next, term }) => {
      const at = term(b, place, lanes);
      totals.forEach((total, k) => write.assign(total, next(total, at(first, k * lanes * 4))));
    }),
  );
  return sums.map(({ totals, done }) => totals.map(done));
};

/**
 * A product of one batch row, by where the neuron that drives is and where the others are. A bool that drives alone is true in every
 * link; other factors may be 0 where their like is not.
 */
export const termOf =
  (write: Writer, products: readonly Applied[], { args }: Applied, by: 0 | 1) =>
  (b: Value, place: Value, lanes: Lanes): ((others: Value, offset: number) => Value) => {
    const [driver, other] = [args[by]!, args[1 - by]!];
    const rowOf = (of: typeof driver): Value => times(write, b, of.shape[1]! * 4);
    const row = rowOf(other);
    const value = (others: Value, offset: number): Value =>
      numberAt(write, other.dtype, lanes, plus(write, row, others), write.at(other) + offset);
    if (products.length === 1 && driver.dtype === 'bool') return value;
    const single = numberAt(write, driver.dtype, 1, plus(write, rowOf(driver), place), write.at(driver));
    const factor = splat(write, single, lanes);
    const live = products.length === 1 ? int(-1) : write.op('f32.ne', factor, float(0));
    return (others, offset) => chosen(write, 'f32', live, productOf(write, factor, value(others, offset)), float(0));
  };
