import { arrays } from '../elements.js';
import { pieces } from '../pieces.js';
import { isLater } from './stream.js';
import type { Tensor } from '../tensor.js';
import { hasOwn } from '../record.js';

/** A copy of a tensor, which keeps its numbers when the source writes into the same array again. */
export const freshTensor = ({ shape, dtype, data }: Tensor): Tensor => ({ shape, dtype, data: data.slice() });

/**
 * A copy of a value of a source: of a tensor, a number, or a frame with all its tensors. Any other value is returned as it is,
 * to be refused elsewhere.
 */
export const fresh = <A>(given: A): A => mapTensors(given, freshTensor);

/** As `fresh`, for values one after the other: short arrays are parts of a longer one. */
export const freshly = (): (<A>(given: A) => A) => {
  const { copy } = pieces();
  const copied = (x: Tensor): Tensor => {
    const { shape, dtype, data } = x;
    // What is no tensor is refused elsewhere.
    if (!(hasOwn(arrays, dtype) && data instanceof arrays[dtype])) return freshTensor(x);
    return { shape, dtype, data: copy(data, dtype) };
  };
  return (given) => mapTensors(given, copied);
};

/** A value of a source with a function over each tensor that it is or holds. */
export const mapTensors = <A>(given: A, change: (x: Tensor) => Tensor, depth = 2): A => {
  if (depth < 0 || typeof given !== 'object' || given === null || isNoRecord(given)) return given;
  if (isTensorLike(given)) return change(given) as A & Tensor;
  const own: Record<string, unknown> = {};
  for (const name in given) own[name] = mapTensors(given[name], change, depth - 1);
  return own as A;
};

const isNoRecord = (value: object): boolean => Array.isArray(value) || ArrayBuffer.isView(value) || isLater(value);

const isTensorLike = (value: object): value is Tensor =>
  'shape' in value && 'data' in value && ArrayBuffer.isView(value.data) && 'slice' in value.data;
