import { float, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { chosen } from './chosen.js';

/** A product, but 0 where the second number is 0, whatever the first is: NaN and infinities add nothing to it. */
export const productOf = (write: Writer, factor: Value, value: Value): Value => {
  const product = write.op('f32.mul', factor, value);
  const live = write.op('f32.ne', value, float(0));
  return chosen(write, 'f32', live, product, float(0));
};
