import type { Algebra } from './algebra.js';

/** The row after one in a ring of so many, and the row before it. */
export const rowAfter = <T>(A: Algebra<T>, at: T, steps: number): T => A.where(A.ge(at, steps - 1), 0, A.add(at, 1));
export const rowBefore = <T>(A: Algebra<T>, at: T, steps: number): T => A.where(A.gt(at, 0), A.sub(at, 1), steps - 1);
