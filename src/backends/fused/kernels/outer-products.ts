import type { Node } from '../../../core/graph/graph.js';
import type { Applied } from '../../graph.js';
import { float, int, type Kind, type Local, type Operand, type Value } from '../ir/ir.js';
import { bitsAt, forEachRow, isSilentSomewhere, type BatchRows } from './batch-rows.js';
import { kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';

/** The second attribute of a contraction that takes the largest product of all batch rows, instead of their sum. */
export const largest = 'largest';
export const isLargest = ({ attribute }: Applied): boolean => attribute[1] === largest;

/**
 * How the products of several batch rows become one at a place: what it starts from, where the neuron that drives is not silent in
 * some rows; what each such row makes of it; and what comes out. The largest is at least 0 if it is silent in some row. A sum from
 * 0 is never -0; what is the largest of few may be.
 */
export const joining = ({ op, variable }: Writer, product: Applied) => {
  const isMost = isLargest(product);
  return {
    first: (isSilent: () => Value, kind: Kind): Local => {
      if (!isMost) return variable(kind, float(0));
      const first = op('f32.select', isSilent(), float(0), float(-Infinity));
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
  readonly rows: BatchRows;
}

/**
 * What each product adds up to where one neuron drives, given its place, and some neighbours of the other side follow, `count` vectors
 * or numbers from a place on.
 */
export const sumsAlong = (
  write: Writer,
  { products, by, rows }: Driven,
  place: Operand,
  [first, count, lanes]: readonly [first: Operand, count: number, lanes: Lanes],
): readonly (readonly Value[])[] => {
  const sums = products.map((product) => {
    const join = joining(write, product);
    const start = join.first(() => isSilentSomewhere(write, rows, place), kindIn('f32', lanes));
    const totals = Array.from({ length: count }, () => write.variable(start.kind, start));
    return { ...join, totals, term: termOf(write, products, product, by) };
  });
  forEachRow(write, rows, bitsAt(write, rows, place), (row) =>
    sums.forEach(({ totals, next, term }) => {
      const at = term(row, place, lanes);
      totals.forEach((total, k) => write.assign(total, next(total, at(first, k * lanes * 4))));
    }),
  );
  return sums.map(({ totals, done }) => totals.map(done));
};

/**
 * A product of one batch row (4 bytes each), by where the neuron that drives is and where the others are. A bool that drives alone is
 * true in every row that is gone through; other factors may be 0 where their like is not.
 */
export const termOf = (write: Writer, products: readonly Applied[], { args }: Applied, by: 0 | 1) => {
  const { plus, times, numberAt } = write;
  const [driver, other] = [args[by]!, args[1 - by]!];
  return (batchRow: Operand, place: Operand, lanes: Lanes): ((others: Operand, offset: number) => Value) => {
    const rowOf = ({ shape }: Node): Operand => times(batchRow, shape[1]!);
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
