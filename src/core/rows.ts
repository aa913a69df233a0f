import type { Algebra } from './algebra.js';
import type { Over } from './connection.js';

/** Batch rows joined into one value: `[b, ...]` to `[...]`, or left as they are. */
export const overRows = <T>(A: Algebra<T>, x: T, over: Over): T => {
  if (over === 'each') return x;
  if (over === 'max') return A.most(x, [0]);
  const total = A.sum(x, [0]);
  return over === 'sum' ? total : A.div(total, A.type(x).shape[0]!);
};

/** A value for each row `[b]`, or one for all, in a shape that broadcasts along the rows of a value of some rank. */
export const alongRows = <T>(A: Algebra<T>, value: T, rank: number): T => {
  const { shape } = A.type(value);
  return shape.length === 0 ? value : A.reshape(value, [shape[0]!, ...Array.from({ length: rank - 1 }, () => 1)]);
};
