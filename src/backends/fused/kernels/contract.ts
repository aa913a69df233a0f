import { size } from '../../../core/shape.js';
import { int, type Routine } from '../ir/ir.js';
import { routine, type Writer } from '../ir/writer.js';
import { aligned } from '../plan/layout.js';
import { isLargest, type Applied } from '../plan/nodes.js';
import { alongDriver } from './contract-along.js';
import { addRows } from './contract-rows.js';
import { contraction, type Contraction, type Letter } from './contraction.js';
import { addressOf, nest, type Context } from './context.js';
import { largestBytes, lowerLargest } from './largest.js';
import { compact } from './compact.js';
import { packedBytes, packing, repack } from './packing.js';
import { extentsOf, moved } from './steps.js';

/** Sum of products by named axes; silence (zero) of the driver costs a look, and adds nothing. */
export const lowerContract = (node: Applied, context: Context): Routine => {
  if (isLargest(node)) return lowerLargest(node, context);
  const loose = contraction(node);
  const packed = packing(loose);
  const [other, out] = [addressOf(context, loose.other), addressOf(context, node)];
  if (packed === undefined)
    return routine((write) => {
      write.fill(int(out), int(size(node.shape) * 4));
      sums(write, loose, other, out, context);
    });
  const tightOther = context.scratch + scratchOf(loose);
  const tightOut = tightOther + packedBytes(packed.other);
  return routine((write) => {
    repack(write, packed.other, { at: other, order: 'loose' }, tightOther);
    write.fill(int(tightOut), int(packedBytes(packed.out)));
    sums(write, packed.plan, tightOther, tightOut, context);
    repack(write, packed.out, { at: tightOut, order: 'tight' }, out);
  });
};

/** How much scratch memory a contraction takes: for its list and, packed, for its tensors. */
export const contractBytes = (node: Applied): number => {
  if (isLargest(node)) return largestBytes(node);
  const plan = contraction(node);
  const packed = packing(plan);
  return scratchOf(plan) + (packed === undefined ? 0 : packedBytes(packed.other) + packedBytes(packed.out));
};

const scratchOf = ({ last }: Contraction): number => aligned(last.extent * 4);

/** Adds up all products into a result that is 0 at first. */
const sums = (write: Writer, plan: Contraction, other: number, out: number, context: Context): void => {
  const { lead, last, inner, driver } = plan;
  const row = inner.at(-1);
  const outer = inner.slice(0, -1);
  nest(write, extentsOf(lead), (counters) => {
    const drives = moved(write, int(addressOf(context, driver)), counters, lead, 'driver');
    const from = moved(write, int(other), counters, lead, 'other');
    const to = moved(write, int(out), counters, lead, 'out');
    if (row === undefined && last.out === 1 && last.other <= 1)
      return alongDriver(write, plan, { drives, from, to }, context);
    const listed = compact(write, drives, last.extent, driver.dtype, context);
    write.if(listed.count, () =>
      nest(write, extentsOf(outer), (places) => {
        const source = moved(write, from, places, outer, 'other');
        const target = moved(write, to, places, outer, 'out');
        addRows(write, plan, row ?? single, { drives, from: source, to: target }, listed, context);
      }),
    );
  });
};

/** The one element that a row without axes is. */
const single: Letter = { extent: 1, driver: 0, other: 1, out: 1 };
