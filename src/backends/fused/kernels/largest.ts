import { showShape, size } from '../../../core/shape.js';
import { stored } from '../../graph.js';
import { int, type Value } from '../ir/ir.js';
import { chain, forEachLink, isLargest, joining } from './chains.js';
import { compact, forEach, nonzero } from './compact.js';
import { operandsOf } from './contraction.js';
import { along, kindIn, nest, numberAt, offsetOf, plus, productOf, splat, times, type Lanes } from './emit.js';
import { kernelOf, type Form } from './kernel.js';

/**
 * Of the outer products of a batch's rows the largest at each place. One operand drives: where it is silent in some row, the
 * product of that row is 0, so where it is silent in all there is nothing to do.
 */
export const largestProduct: Form = ([node], facts) => {
  if (node!.op !== 'contract' || !isLargest(node!)) return undefined;
  const { driver, driverAxes, other, outAxes } = operandsOf(node!, facts);
  const [batch, extent] = driver.shape as readonly [number, number];
  const width = other.shape[1]!;
  // Lines of one element of the driver are made as neighbours in memory, and brought to their columns in the end.
  const across = driverAxes[1] !== outAxes[0];
  const name = `${['contract', ...node!.attribute].join(' ')} ${showShape(node!.shape)}`;
  return kernelOf(node!, name, node!.args.map(stored), (write, context) => {
    const bytes = size(node!.shape) * 4;
    const out = context.at(node!);
    const target = across ? write.scratch(bytes) : out;
    const { first, next, done } = joining(write, node!, batch);
    const scaled = (value: Value, b: Value, place: Value, lanes: Lanes): Value => {
      if (driver.dtype === 'bool') return value;
      const at = plus(write, times(write, b, extent * 4), place);
      const factor = numberAt(write, driver.dtype, 1, at, context.at(driver));
      return productOf(write, splat(write, factor, lanes), value);
    };
    write.fill(int(target), int(bytes));
    const chains = chain(write, context, [driver], [batch, extent]);
    forEach(write, compact(write, extent, nonzero(write, int(chains.heads), 'i32')), (place) => {
      const head = write.load('i32', place, chains.heads);
      const count = write.load('i32', place, chains.counts);
      along(write, width, (at, lanes) => {
        const start = first(() => count, kindIn('f32', lanes));
        const joined = write.variable(start.kind, start);
        forEachLink(write, chains, head, (b) => {
          const from = plus(write, times(write, b, width * 4), at);
          const value = numberAt(write, other.dtype, lanes, from, context.at(other));
          write.assign(joined, next(joined, scaled(value, b, place, lanes)));
        });
        write.store(done(joined), plus(write, times(write, place, width), at), target);
      });
    });
    if (across)
      nest(write, [width, extent], (counters) => {
        const value = write.load('f32', offsetOf(write, counters, [1, width]), target);
        write.store(value, offsetOf(write, counters, [extent, 1]), out);
      });
  });
};
