import type { Node } from '../../../core/graph/graph.js';
import type { Applied } from '../../graph.js';
import { float, int, type Kind, type Local, type Operand, type Value } from '../ir/ir.js';
import type { MaskAt } from './compact.js';
import { kindIn, type Lanes } from './emit.js';
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
  (write: Writer, values: readonly Node[], row: Operand): MaskAt =>
  (place, lanes) =>
    values
      .map((value) => write.nonzero(write.plus(row, write.at(value)), value.dtype)(place, lanes))
      .reduce<Value>((any, mask) => (any._tag === 'Literal' ? mask : write.op('or', any, mask)), int(0));

/** Chains the batch rows in which some values are not 0; those of no values are empty. */
export const chain = (write: Writer, values: readonly Node[], [batch, n]: readonly [number, number]): Chains => {
  const { plus } = write;
  const [only] = values;
  if (batch === 1 && values.length === 1 && only!.dtype === 'bool') return { batch, heads: write.at(only!), counts: 0 };
  const heads = write.scratch(n * 4);
  if (batch === 1) {
    const spikes = anyNonzero(write, values, 0);
    write.along(n, (at, lanes) => write.store(write.filling(spikes(at, lanes), lanes), at, heads));
    return { batch, heads, counts: 0 };
  }
  const [counts, links] = [write.scratch(n * 4), write.scratch(2 * batch * n * 4)];
  write.fill(heads, n * 4);
  write.fill(counts, n * 4);
  if (values.length === 0) return { batch, heads, counts };
  const end = write.variable('i32', links);
  // The last row first, as each link goes before those that are there.
  write.for(1 - batch, 1, 1, (back) => {
    const b = write.op('i32.sub', 0, back);
    write.forEach(write.compact(n, anyNonzero(write, values, write.times(b, n * 4))), (i) => {
      write.store(write.load('i32', i, heads), end);
      write.store(b, end, 4);
      write.store(end, i, heads);
      write.store(plus(write.load('i32', i, counts), 1), i, counts);
      write.assign(end, plus(end, 8));
    });
  });
  return { batch, heads, counts };
};

/** Follows the chain of a neuron that is not silent in all batch rows. */
export const forEachLink = (write: Writer, { batch }: Chains, head: Operand, body: (b: Operand) => void): void => {
  if (batch === 1) return body(0);
  const at = write.variable('i32', head);
  write.doWhile(() => {
    body(write.load('i32', at, 4));
    write.assign(at, write.load('i32', at));
    return at;
  });
};

/**
 * How the products of several batch rows become one at a place: what it starts from, where the neuron that drives is not silent in
 * so many rows; what each such row makes of it; and what comes out. The largest is at least 0 if it is silent in some row. A sum from
 * 0 is never -0; what is the largest of few may be.
 */
export const joining = ({ op, variable }: Writer, product: Applied, batch: number) => {
  const isMost = isLargest(product);
  return {
    first: (count: () => Value, kind: Kind): Local => {
      if (!isMost) return variable(kind, float(0));
      const first = op('f32.select', op('i32.ge', count(), batch), float(-Infinity), float(0));
      return kind === 'v128' ? op('f32.splat', first) : first;
    },
    next: (before: Value, value: Value): Local => op(isMost ? 'f32.max' : 'f32.add', before, value),
    done: (value: Value): Value => (isMost ? op('f32.add', value, float(0)) : value),
  };
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
  [place, head]: readonly [place: Operand, head: Operand],
  [first, count, lanes]: readonly [first: Operand, count: number, lanes: Lanes],
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
export const termOf = (write: Writer, products: readonly Applied[], { args }: Applied, by: 0 | 1) => {
  const { plus, times, numberAt } = write;
  const [driver, other] = [args[by]!, args[1 - by]!];
  return (b: Operand, place: Operand, lanes: Lanes): ((others: Operand, offset: number) => Value) => {
    const rowOf = ({ shape }: Node): Operand => times(b, shape[1]! * 4);
    const row = rowOf(other);
    const value = (others: Operand, offset: number): Value =>
      numberAt(other.dtype, lanes, plus(row, others), write.at(other) + offset);
    if (products.length === 1 && driver.dtype === 'bool') return value;
    const single = numberAt(driver.dtype, 1, plus(rowOf(driver), place), write.at(driver));
    const factor = write.splat(single, lanes);
    const live = products.length === 1 ? int(-1) : write.op('f32.ne', factor, float(0));
    return (others, offset) => write.chosen('f32', live, write.productOf(factor, value(others, offset)), float(0));
  };
};
