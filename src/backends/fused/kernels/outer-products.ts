import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { chain, forEachLink, isLargest, joining, type Chains } from './chains.js';
import { compact, forEach, nonzero } from './compact.js';
import { operandsOf } from './contraction.js';
import { along, chosen, kindIn, nest, numberAt, offsetOf, plus, productOf, splat, times, type Lanes } from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

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

/**
 * Of the outer products of a batch's rows the largest at each place. One operand drives: where it is silent in some row, the
 * product of that row is 0, so where it is silent in all there is nothing to do.
 */
export const largestProduct: Form = ([node], facts) => {
  if (node!.op !== 'contract' || !isLargest(node!)) return undefined;
  const { driver, other } = operandsOf(node!, facts);
  const [batch, extent] = driver.shape as readonly [number, number];
  const width = other.shape[1]!;
  const by = driver === node!.args[0] ? 0 : 1;
  return kernelOf(node!, (write) => {
    const bytes = size(node!.shape) * 4;
    const out = write.at(node!);
    // Lines of one element of the driver are made as neighbours in memory, and brought to their columns in the end.
    const target = by === 1 ? write.scratch(bytes) : out;
    write.fill(int(target), int(bytes));
    const chains = chain(write, [driver], [batch, extent]);
    forEach(write, compact(write, extent, nonzero(write, int(chains.heads), 'i32')), (place) => {
      const head = write.load('i32', place, chains.heads);
      along(write, width, (at, lanes) => {
        const driven = { products: [node!], by, chains } as const;
        const [[joined]] = sumsAlong(write, driven, [place, head], [at, 1, lanes]) as [[Value]];
        write.store(joined, plus(write, times(write, place, width), at), target);
      });
    });
    if (by === 1)
      nest(write, [width, extent], (counters) => {
        const value = write.load('f32', offsetOf(write, counters, [1, width]), target);
        write.store(value, offsetOf(write, counters, [extent, 1]), out);
      });
  });
};
