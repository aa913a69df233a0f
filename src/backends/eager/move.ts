import type { Type } from '../../core/algebra.js';
import { size } from '../../core/shape.js';
import { allocate, type Tensor } from '../../core/tensor.js';

/** Of each row the elements at some places; -1 gives 0. */
export const gather = (x: Tensor, places: Tensor, { shape, dtype }: Type): Tensor => {
  const [rows, count] = shape as readonly [number, number];
  const data = allocate(dtype, size(shape));
  const width = x.shape[1]!;
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < count; k++)
      if (places.data[k]! >= 0) data[row * count + k] = x.data[row * width + places.data[k]!]!;
  return { shape, dtype, data };
};

/** Each element added to its place of a row, in order; -1 is left out. */
export const scatter = (x: Tensor, places: Tensor, { shape, dtype }: Type): Tensor => {
  const [rows, width] = shape as readonly [number, number];
  const data = allocate(dtype, size(shape));
  const count = x.shape[1]!;
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < count; k++)
      if (places.data[k]! >= 0) data[row * width + places.data[k]!]! += x.data[row * count + k]!;
  return { shape, dtype, data };
};

/** A window `[b, t, ...]` moved on by one row. */
export const shiftIn = (window: Tensor, newest: Tensor, { shape, dtype }: Type): Tensor => {
  const data = allocate(dtype, size(shape));
  const width = size(shape.slice(1));
  const row = size(shape.slice(2));
  for (let b = 0; b < shape[0]!; b++) {
    data.set(window.data.subarray(b * width + row, (b + 1) * width), b * width);
    data.set(newest.data.subarray(b * row, (b + 1) * row), (b + 1) * width - row);
  }
  return { shape, dtype, data };
};
