import { float, type Value, type Writer } from '../code.js';
import { chosen } from './chosen.js';
import { kindIn } from './context.js';

/** A product, but 0 where the second number is 0, whatever the first is: NaN and infinities add nothing to it. */
export const productOf = (write: Writer, factor: Value, value: Value, lanes: 1 | 4): Value => {
  const product = write.op('f32.mul', kindIn('f32', lanes), factor, value);
  const live = write.op('f32.ne', kindIn('bool', lanes), value, float(0));
  return chosen(write, 'f32', live, product, float(0));
};
