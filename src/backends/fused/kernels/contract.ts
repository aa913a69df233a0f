import { size } from '../../../core/shape.js';
import type { Applied } from '../../graph.js';
import { float, int, type Value } from '../ir/ir.js';
import { compact, nonzero } from './compact.js';
import { addRows, type Bases } from './contract-rows.js';
import { contractionOf, operandsOf, type Contraction, type Letter } from './contraction.js';
import {
  along,
  chosen,
  converted,
  extentsOf,
  kindIn,
  kindOf,
  moved,
  nest,
  numberAt,
  plus,
  productOf,
  splat,
} from './emit.js';
import { kernelOf, type Form, type Writer } from './kernel.js';

/** Sum of products by named axes; silence (zero) of the driver costs a look, and adds nothing. */
export const contract: Form = ([node], facts) => {
  if (node!.op !== 'contract') return undefined;
  const plan = contractionOf(node!, operandsOf(node!, facts));
  return kernelOf(node!, (write) => emit(write, node!, plan));
};

const emit = (write: Writer, node: Applied, plan: Contraction): void => {
  const { lead, last, outer, row, driver, other } = plan;
  write.fill(int(write.at(node)), int(size(node.shape) * 4));
  nest(write, extentsOf(lead), (counters) => {
    const bases: Bases = {
      drives: moved(write, int(write.at(driver)), counters, lead, 'driver'),
      from: moved(write, int(write.at(other)), counters, lead, 'other'),
      to: moved(write, int(write.at(node)), counters, lead, 'out'),
    };
    if (row === undefined && last.out === 1 && last.other <= 1) return alongDriver(write, plan, bases);
    const listed = compact(write, last.extent, nonzero(write, bases.drives, driver.dtype));
    write.if(listed.count, () =>
      nest(write, extentsOf(outer), (places) => {
        const from = moved(write, bases.from, places, outer, 'other');
        const to = moved(write, bases.to, places, outer, 'out');
        addRows(write, plan, row ?? single, { ...bases, from, to }, listed);
      }),
    );
  });
};

/** The one element that a row without axes is. */
const single: Letter = { extent: 1, driver: 0, other: 1, out: 1 };

/** Where each element of the driver adds to one element of the result, neighbours go together; what is silent adds nothing. */
const alongDriver = (write: Writer, { driver, other, last }: Contraction, { drives, from, to }: Bases): void =>
  along(write, last.extent, (at, lanes) => {
    const factor = numberAt(write, driver.dtype, lanes, plus(write, drives, at));
    const loaded: Value =
      last.other === 1
        ? write.load(kindIn(other.dtype, lanes), plus(write, from, at))
        : splat(write, write.load(kindOf(other.dtype), from), lanes);
    const value = converted(write, loaded, other.dtype, 'f32');
    const product = driver.dtype === 'bool' ? write.op('f32.mul', factor, value) : productOf(write, factor, value);
    const place = plus(write, to, at);
    const sum = write.load(kindIn('f32', lanes), place);
    const live = write.op('f32.ne', factor, float(0));
    write.store(chosen(write, 'f32', live, write.op('f32.add', sum, product), sum), place);
  });
