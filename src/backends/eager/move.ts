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

/** Of each sample the row of a ring `[b, t, ...]` that is due. */
export const rowAt = (ring: Tensor, at: Tensor, { shape, dtype }: Type): Tensor => {
  const data = allocate(dtype, size(shape));
  const [steps, row] = [ring.shape[1]!, size(shape.slice(1))];
  at.data.forEach((due, b) => {
    const start = (b * steps + due) * row;
    data.set(ring.data.subarray(start, start + row), b * row);
  });
  return { shape, dtype, data };
};

/** A ring with another row in place of the one that is due. */
export const withRow = ({ shape, dtype, data: before }: Tensor, at: Tensor, row: Tensor): Tensor => {
  const data = before.slice();
  const [steps, width] = [shape[1]!, size(shape.slice(2))];
  at.data.forEach((due, b) => {
    data.set(row.data.subarray(b * width, (b + 1) * width), (b * steps + due) * width);
  });
  return { shape, dtype, data };
};

/** A ring with the row that is due emptied, and elements added at places that count from it on. */
export const deposit = ({ shape, dtype, data: before }: Tensor, at: Tensor, x: Tensor, places: Tensor): Tensor => {
  const data = before.slice();
  const [whole, width] = [size(shape.slice(1)), size(shape.slice(2))];
  const count = places.data.length;
  at.data.forEach((due, b) => {
    const start = b * whole;
    data.fill(0, start + due * width, start + (due + 1) * width);
    for (let k = 0; k < count; k++)
      if (places.data[k]! >= 0) data[start + ((places.data[k]! + due * width) % whole)]! += x.data[b * count + k]!;
  });
  return { shape, dtype, data };
};

/** The elements of a ring at places that count from the row that is due on; -1 gives 0. */
export const collect = (ring: Tensor, at: Tensor, places: Tensor, { shape, dtype }: Type): Tensor => {
  const data = allocate(dtype, size(shape));
  const [whole, width] = [size(ring.shape.slice(1)), size(ring.shape.slice(2))];
  const count = places.data.length;
  at.data.forEach((due, b) => {
    for (let k = 0; k < count; k++)
      if (places.data[k]! >= 0) data[b * count + k] = ring.data[b * whole + ((places.data[k]! + due * width) % whole)]!;
  });
  return { shape, dtype, data };
};
