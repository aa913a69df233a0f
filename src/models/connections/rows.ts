import type { Algebra } from '../../core/algebra.js';
import type { Shape } from '../../core/shape.js';

/** Values `[b, ...]` under another shape of each batch row. */
export const rowsAs = <T>(A: Algebra<T>, x: T, shape: Shape): T => A.reshape(x, [A.type(x).shape[0]!, ...shape]);
