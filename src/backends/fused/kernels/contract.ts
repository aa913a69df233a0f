import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, type Value } from '../ir/ir.js';
import { addRows } from './add-rows.js';
import { batchRowsOf } from './batch-rows.js';
import { isLargest, sumsAlong } from './outer-products.js';
import { contractionOf, operandsOf, type Bases, type Contraction, type Letter } from './contraction.js';
import { kindIn, kindOf } from './emit.js';
import { listIn } from './spike-lists.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** Sum of products by named axes; silence (zero) of the driver costs a look, and adds nothing. */
export const contract: Form = (node, facts) => {
  if (node.op !== 'contract') return undefined;
  const plan = contractionOf(node, operandsOf(node, facts));
  const isList =
    plan.driver.dtype === 'bool' && plan.lead.every(({ extent }) => extent === 1) && plan.last.driver === 1;
  return kernelOf(node, (write) => emit(write, node, plan, isList), { lists: isList ? [stored(plan.driver)] : [] });
};

const emit = (write: Writer, node: Applied, plan: Contraction, isList: boolean): void => {
  const { lead, last, outer, row, driver, other } = plan;
  write.fill(write.at(node), size(node.shape) * 4);
  write.walk(lead, { driver: write.at(driver), other: write.at(other), out: write.at(node) }, (bases) => {
    if (row === undefined && last.out === 1 && last.other <= 1) return alongDriver(write, plan, bases);
    const listed =
      (isList ? listIn(write, driver) : undefined) ??
      write.compact(last.extent, write.nonzero(bases.driver, driver.dtype));
    write.if(listed.count, () =>
      write.walk(outer, bases, (starts) => addRows(write, plan, row ?? noRow, starts, listed)),
    );
  });
};

/** The one element that a row without axes is. */
const noRow: Letter = { extent: 1, driver: 0, other: 1, out: 1 };

/** Where each element of the driver adds to one element of the result, neighbours go together; what is silent adds nothing. */
const alongDriver = (write: Writer, { driver, other, last }: Contraction, bases: Bases): void => {
  const { op, plus } = write;
  write.along(last.extent, (at, lanes) => {
    const factor = write.numberAt(driver.dtype, lanes, plus(bases.driver, at));
    const loaded: Value =
      last.other === 1
        ? write.load(kindIn(other.dtype, lanes), plus(bases.other, at))
        : write.splat(write.load(kindOf(other.dtype), bases.other), lanes);
    const value = write.converted(loaded, other.dtype, 'f32');
    const product = driver.dtype === 'bool' ? op('f32.mul', factor, value) : write.productOf(factor, value);
    const place = plus(bases.out, at);
    const sum = write.load(kindIn('f32', lanes), place);
    const live = op('f32.ne', factor, float(0));
    write.store(write.chosen('f32', live, op('f32.add', sum, product), sum), place);
  });
};

/**
 * Of the outer products of a batch's rows the largest at each place. One operand drives: where it is silent in some row, the
 * product of that row is 0, so where it is silent in all there is nothing to do.
 */
export const largestProduct: Form = (node, facts) => {
  if (node.op !== 'contract' || !isLargest(node)) return undefined;
  const { driver, other } = operandsOf(node, facts);
  const [batch, extent] = driver.shape as readonly [number, number];
  const width = other.shape[1]!;
  const by = driver === node.args[0] ? 0 : 1;
  return kernelOf(node, (write) => {
    const bytes = size(node.shape) * 4;
    const out = write.at(node);
    // Lines of one element of the driver are made as neighbours in memory, and brought to their columns in the end.
    const target = by === 1 ? write.scratch(bytes) : out;
    write.fill(target, bytes);
    const rows = batchRowsOf(write, [driver], [batch, extent]);
    const driven = { products: [node], by, rows } as const;
    write.forEach(write.compact(extent, write.nonzero(rows.any, 'i32')), (place) => {
      write.along(width, (at, lanes) => {
        const [[joined]] = sumsAlong(write, driven, place, [at, 1, lanes]) as [[Value]];
        write.store(joined, write.plus(write.times(place, width), at), target);
      });
    });
    if (by === 1)
      write.nest([width, extent], (counters) => {
        const value = write.load('f32', write.offsetOf(counters, [1, width]), target);
        write.store(value, write.offsetOf(counters, [extent, 1]), out);
      });
  });
};
