import { float } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import type { Bases } from './contract-rows.js';
import type { Contraction } from './contraction.js';
import { along, converted, kindIn, kindOf, numberAt, plus, type Context } from './context.js';
import { productOf } from './product-of.js';

/** Where each element of the driver adds to one element of the result, neighbours go together; what is silent adds nothing. */
export const alongDriver = (
  write: Writer,
  { driver, other, last }: Contraction,
  { drives, from, to }: Bases,
  context: Context,
): void =>
  along(write, last.extent, context.lanes, (at, lanes) => {
    const kind = kindIn('f32', lanes);
    const factor = numberAt(write, driver.dtype, lanes, plus(write, drives, at));
    const otherKind = kindOf(other.dtype);
    const loaded =
      last.other === 1
        ? write.load(kindIn(other.dtype, lanes), plus(write, from, at))
        : lanes === 4
          ? write.op(`${otherKind}.splat`, write.load(otherKind, from))
          : write.load(otherKind, from);
    const value = converted(write, loaded, other.dtype, 'f32');
    const product = driver.dtype === 'bool' ? write.op('f32.mul', factor, value) : productOf(write, factor, value);
    const place = plus(write, to, at);
    const sum = write.load(kind, place);
    const added = write.op('f32.add', sum, product);
    const live = write.op('f32.ne', factor, float(0));
    write.store(write.op('f32.select', live, added, sum), place);
  });
