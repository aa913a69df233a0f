import type { Algebra } from '../../core/algebra.js';
import type { Over } from '../../core/connection.js';

/**
 * The contraction of pre- and postsynaptic values to the shape of the weights, batch rows joined as asked:
 * `gather(A, 'bi', 'bj', 'ij', pre, post, 'sum')`. The letter `b` is the batch.
 */
export const gather = <T>(
  A: Algebra<T>,
  preAxes: string,
  postAxes: string,
  weightAxes: string,
  pre: T,
  post: T,
  over: Over,
): T => {
  if (over === 'sum') return A.contract(`${preAxes},${postAxes}->${weightAxes}`, pre, post);
  if (over === 'mean') return A.div(gather(A, preAxes, postAxes, weightAxes, pre, post, 'sum'), A.type(pre).shape[0]!);
  const each = A.contract(`${preAxes},${postAxes}->b${weightAxes}`, pre, post);
  return over === 'each' ? each : A.most(each, [0]);
};
