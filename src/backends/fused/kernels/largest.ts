import { int, type Routine, type Value } from '../ir/ir.js';
import { routine } from '../ir/writer.js';
import { aligned, bytesOf } from '../plan/layout.js';
import type { Applied } from '../plan/nodes.js';
import { addressOf, along, kindIn, nest, numberAt, offsetOf, plus, times, type Context } from './context.js';
import { operandsOf } from './contraction.js';
import { joining } from './joined.js';
import { eachLink, link, type Chains } from './chains.js';
import { compact } from './compact.js';
import { productOf } from './product-of.js';

/**
 * Of the outer products of a batch's rows the largest at each place. One operand drives: where it is silent in some row, the
 * product of that row is 0, so where it is silent in all there is nothing to do.
 */
export const lowerLargest = (node: Applied, context: Context): Routine => {
  const { driver, driverAxes, other, outAxes } = operandsOf(node);
  const [batch, extent] = driver.shape as readonly [number, number];
  const width = other.shape[1]!;
  const out = addressOf(context, node);
  const { chains, turned } = roomOf(node, context.scratch);
  // Lines of one element of the driver are made as neighbours in memory, and brought to their columns in the end.
  const across = driverAxes[1] !== outAxes[0];
  const target = across ? turned : out;
  return routine((write) => {
    const { first, next, done } = joining(write, node, batch);
    const scaled = (value: Value, b: Value, place: Value, lanes: 1 | 4): Value => {
      if (driver.dtype === 'bool') return value;
      const at = plus(write, times(write, b, extent * 4), place);
      const factor = numberAt(write, driver.dtype, 1, at, addressOf(context, driver));
      const wide = lanes === 4 ? write.op('f32.splat', factor) : factor;
      return productOf(write, wide, value);
    };
    write.fill(int(target), int(bytesOf(node)));
    link(write, driver, extent, chains, context);
    const { count, at: live } = compact(write, int(chains.heads), extent, 'i32', context);
    write.for(int(0), count, 4, (entry) => {
      const place = write.load('i32', entry, live);
      const spikes = write.load('i32', place, chains.counts);
      const line = times(write, place, width);
      along(write, width, context.lanes, (at, lanes) => {
        const kind = kindIn('f32', lanes);
        const joined = write.variable(
          kind,
          first(() => spikes, kind),
        );
        eachLink(write, write.load('i32', place, chains.heads), (b) => {
          const value = numberAt(
            write,
            other.dtype,
            lanes,
            plus(write, times(write, b, width * 4), at),
            addressOf(context, other),
          );
          write.assign(joined, next(joined, scaled(value, b, place, lanes)));
        });
        write.store(done(joined), plus(write, line, at), target);
      });
    });
    if (across)
      nest(write, [width, extent], (counters) => {
        const value = write.load('f32', offsetOf(write, counters, [1, width]), turned);
        write.store(value, offsetOf(write, counters, [extent, 1]), out);
      });
  });
};

/** Where its chains are, and the lines that are turned in the end, behind a list. */
const roomOf = (
  node: Applied,
  start: number,
): { readonly chains: Chains & { readonly counts: number }; readonly turned: number; readonly end: number } => {
  const { driver } = operandsOf(node);
  const [batch, extent] = driver.shape as readonly [number, number];
  const heads = start + aligned(extent * 4);
  const counts = heads + aligned(extent * 4);
  const links = counts + aligned(extent * 4);
  const turned = links + aligned(batch * extent * 8);
  return { chains: { heads, counts, links }, turned, end: turned + aligned(bytesOf(node)) };
};

/** How much scratch memory it takes. */
export const largestBytes = (node: Applied): number => roomOf(node, 0).end;
