import type { Shape } from '../../core/shape.js';
import type { Dtype, Tensor } from '../../core/tensor.js';
import type { Memory } from './target.js';

/** Puts the elements of a tensor into memory; a truth is a word of all bits. */
export const write = ({ f, i }: Memory, address: number, { dtype, data }: Tensor): void => {
  const start = address >> 2;
  if (dtype === 'f32') f.set(data, start);
  else if (dtype === 'i32') i.set(data, start);
  else for (let k = 0; k < data.length; k++) i[start + k] = -data[k]!;
};

/** The elements at an address as a tensor of their own. */
export const read = ({ f, i }: Memory, address: number, shape: Shape, dtype: Dtype, count: number): Tensor => {
  const start = address >> 2;
  if (dtype === 'f32') return { shape, dtype, data: f.slice(start, start + count) };
  if (dtype === 'i32') return { shape, dtype, data: i.slice(start, start + count) };
  const data = new Uint8Array(count);
  for (let k = 0; k < count; k++) data[k] = i[start + k]! & 1;
  return { shape, dtype, data };
};
