import { size } from '../../../core/shape.js';
import { int, type Value } from '../ir/ir.js';
import { chain, isLargest } from './chains.js';
import { compact, forEach, nonzero } from './compact.js';
import { operandsOf } from './contraction.js';
import { along, nest, offsetOf, plus, times } from './emit.js';
import { sumsAlong } from './event-products.js';
import { kernelOf, type Form } from './kernel.js';

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
  return kernelOf(node!, (write, context) => {
    const bytes = size(node!.shape) * 4;
    const out = context.at(node!);
    // Lines of one element of the driver are made as neighbours in memory, and brought to their columns in the end.
    const target = by === 1 ? write.scratch(bytes) : out;
    write.fill(int(target), int(bytes));
    const chains = chain(write, context, [driver], [batch, extent]);
    forEach(write, compact(write, extent, nonzero(write, int(chains.heads), 'i32')), (place) => {
      const head = write.load('i32', place, chains.heads);
      along(write, width, (at, lanes) => {
        const driven = { products: [node!], by, chains } as const;
        const [[joined]] = sumsAlong(write, context, driven, [place, head], [at, 1, lanes]) as [[Value]];
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
