import type { Shape } from '../../core/shape.js';
import { spikesAt, type Dtype, type Tensor } from '../../core/tensor.js';
import type { Memory } from './ir/target.js';

/** Puts the elements of a tensor into memory; a truth is a word of all bits. */
export const write = (memory: Memory, address: number, tensor: Tensor): void => {
  const { f, i } = memory;
  const { dtype, data } = tensor;
  const start = address >> 2;
  if (dtype === 'f32') f.set(data, start);
  else if (dtype === 'i32') i.set(data, start);
  else for (let k = 0; k < data.length; k++) i[start + k] = -data[k]! | 0;
};

/** The elements at an address as a tensor of their own; `silent` is given where a truth is false everywhere. */
export const read = (
  { f, i }: Memory,
  address: number,
  shape: Shape,
  dtype: Dtype,
  count: number,
  silent?: Tensor,
): Tensor => {
  const start = address >> 2;
  if (dtype === 'f32') return { shape, dtype, data: f.slice(start, start + count) };
  if (dtype === 'i32') return { shape, dtype, data: i.slice(start, start + count) };
  const places: number[] = [];
  for (let k = 0; k < count; k++) if (i[start + k] !== 0) places.push(k);
  return places.length === 0 && silent !== undefined ? silent : spikesAt(shape, places);
};
