import { refused } from '../core/faults/errors.js';
import { shown } from '../core/faults/shown.js';
import { allocate, isTensor, type Tensor } from '../core/tensor.js';

/**
 * A matrix with its axes exchanged, `[m, n]` to `[n, m]`: PyTorch's `Linear` and NIR have a row of weights for each target, a dense
 * connection a row for each source. Anything but a matrix is a `FaultError`.
 */
export const transposed = (matrix: Tensor): Tensor => {
  if (!isTensor(matrix) || matrix.shape.length !== 2)
    throw refused('transposed', 'matrix', 'a tensor of two axes', shown(matrix));
  const [rows, columns] = matrix.shape as readonly [number, number];
  const data = allocate(matrix.dtype, matrix.data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) data[column * rows + row] = matrix.data[row * columns + column]!;
  return { shape: [columns, rows], dtype: matrix.dtype, data };
};
