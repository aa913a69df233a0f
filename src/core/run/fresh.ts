import type { Tensor } from '../tensor.js';

/** A copy of a tensor, which keeps its numbers when the source writes into the same array again. */
export const freshTensor = ({ shape, dtype, data }: Tensor): Tensor => ({ shape, dtype, data: data.slice() });

/**
 * A copy of a value of a source: of a tensor, a number, or a frame with all its tensors. Any other value is returned as it is,
 * to be refused elsewhere.
 */
export const fresh = <A>(given: A): A => {
  if (!isRecord(given)) return given;
  if (holdsData(given)) return freshTensor(given) as A & Tensor;
  const own: Record<string, unknown> = {};
  for (const field in given) {
    const value = given[field];
    own[field] = holdsData(value) ? freshTensor(value) : isRecord(value) ? freshRecord(value) : value;
  }
  return own as A;
};

const freshRecord = (given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const own: Record<string, unknown> = {};
  for (const name in given) own[name] = holdsData(given[name]) ? freshTensor(given[name]) : given[name];
  return own;
};

/** Neither an array nor a promise, which are refused as they are. */
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('then' in value);

const holdsData = (value: unknown): value is Tensor =>
  typeof value === 'object' &&
  value !== null &&
  'shape' in value &&
  'data' in value &&
  ArrayBuffer.isView(value.data) &&
  'slice' in value.data;
