import type { Shape } from '../../core/shape.js';
import { placesOf, spikesAt, type Dtype, type Tensor } from '../../core/tensor.js';
import type { Memory } from './target.js';

/** Puts the elements of a tensor into memory; a truth is a word of all bits. */
export const write = ({ f, i }: Memory, address: number, tensor: Tensor): void => {
  const { dtype, data } = tensor;
  const start = address >> 2;
  if (dtype === 'f32') f.set(data, start);
  else if (dtype === 'i32') i.set(data, start);
  else {
    const places = placesOf(tensor);
    i.fill(0, start, start + data.length);
    for (let k = 0; k < places.length; k++) i[start + places[k]!] = -1;
  }
};

/** The elements at an address as a tensor of their own. */
export const read = ({ f, i }: Memory, address: number, shape: Shape, dtype: Dtype, count: number): Tensor => {
  const start = address >> 2;
  if (dtype === 'f32') return { shape, dtype, data: f.slice(start, start + count) };
  if (dtype === 'i32') return { shape, dtype, data: i.slice(start, start + count) };
  const places: number[] = [];
  for (let k = 0; k < count; k++) if (i[start + k] !== 0) places.push(k);
  return spikesAt(shape, places);
};
