import type { Type } from '../../core/algebra.js';
import { size, strides } from '../../core/shape.js';
import { allocate, type Tensor } from '../../core/tensor.js';

const join = {
  sum: (a: number, b: number): number => a + b,
  maxOver: (a: number, b: number): number => (a < b ? b : a),
};

/** Folds some axes away, element by element in ascending order. */
export const reduce = (op: 'sum' | 'maxOver', x: Tensor, axes: readonly number[], { shape, dtype }: Type): Tensor => {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const own = strides(x.shape);
  const out = strides(shape);
  const data = allocate(dtype, size(shape)).fill(op === 'sum' ? 0 : dtype === 'i32' ? -(2 ** 31) : -Infinity);
  for (let k = 0; k < x.data.length; k++) {
    let to = 0;
    for (let i = 0; i < kept.length; i++) to += (Math.floor(k / own[kept[i]!]!) % x.shape[kept[i]!]!) * out[i]!;
    data[to] = join[op](data[to]!, x.data[k]!);
  }
  return { shape, dtype, data };
};

/** In each row keeps one of its k true places: number floor(u k), in index order. */
export const chooseOne = (s: Tensor, u: Tensor): Tensor => {
  const data = allocate('bool', s.data.length);
  const width = s.data.length / s.shape[0]!;
  for (let row = 0; row < s.shape[0]!; row++) {
    const places: number[] = [];
    for (let k = row * width; k < (row + 1) * width; k++) if (s.data[k] === 1) places.push(k);
    const chosen = places[Math.min(Math.floor(Math.fround(u.data[row]! * places.length)), places.length - 1)];
    if (chosen !== undefined) data[chosen] = 1;
  }
  return { ...s, data };
};
