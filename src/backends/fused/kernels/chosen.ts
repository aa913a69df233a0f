import { kindOf } from './context.js';
import type { Dtype } from '../../../core/tensor.js';
import { type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';

/** `mask ? yes : no`, for one or for four. In vectors +0 on a side takes one instruction where there would be three. */
export const chosen = (write: Writer, dtype: Dtype, mask: Value, yes: Value, no: Value): Value => {
  if (mask._tag === 'Literal') return mask.value === 0 ? no : yes;
  if (yes._tag === 'Literal' && no._tag === 'Literal' && Object.is(yes.value, no.value)) return yes;
  if (mask.kind !== 'v128') return write.op(`${kindOf(dtype)}.select`, mask, yes, no);
  if (isZero(no)) return write.op('and', mask, yes);
  if (isZero(yes)) return write.op('andnot', no.kind === 'v128' ? no : write.variable('v128', no), mask);
  return write.op(`${kindOf(dtype)}.select`, mask, yes, no);
};

/** Zero in all bits, which -0 is not. */
const isZero = (value: Value): boolean => value._tag === 'Literal' && Object.is(value.value, 0);
