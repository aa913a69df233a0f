import type { Algebra } from '../../core/algebra.js';
import type { Over } from '../../core/connection.js';
import { averaged, overRows } from '../../core/rows.js';

/**
 * The contraction of pre- and postsynaptic values to the shape of the weights, batch rows joined as asked:
 * `correlateBy(A, 'bi', 'bj', 'ij', pre, post, 'sum')`. The letter `b` is the batch.
 */
export const correlateBy = <T>(
  A: Algebra<T>,
  preAxes: string,
  postAxes: string,
  weightAxes: string,
  pre: T,
  post: T,
  over: Over,
): T => {
  const rows = A.type(pre).shape[0]!;
  // Of one row, the largest is the sum; and that is one contraction.
  if (over === 'sum' || over === 'mean' || (over === 'max' && rows === 1)) {
    const total = A.contract(`${preAxes},${postAxes}->${weightAxes}`, pre, post);
    return over === 'mean' ? averaged(A, total, rows) : total;
  }
  return overRows(A, A.contract(`${preAxes},${postAxes}->b${weightAxes}`, pre, post), over);
};
