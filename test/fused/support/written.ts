import * as fc from 'fast-check';
import { tensor, type Shape, type Tensor } from '../../../src/index.js';
import type { Algebra } from '../../../src/authoring.js';
import { sameShape } from '../../../src/core/shape.js';
import { line, type Line } from './graphs.js';

/** For what asks for a counter of random numbers. */
export const counter: Tensor = tensor([3], [5, -7, 11], 'i32');

/** The last value of a shape and type among those computed, or else the first of all. */
export const lastOf = <T>(A: Algebra<T>, values: readonly T[], shape: Shape, bool: boolean): T | undefined =>
  values.findLast((value) => {
    const type = A.type(value);
    return (type.dtype === 'bool') === bool && sameShape(type.shape, shape);
  });

/** As a number within reason, also where it is none. */
export const tamed = <T>(A: Algebra<T>, x: T, most: number): T =>
  A.clamp(A.where(A.lt(A.abs(x), 1e9), x, 0), -most, most);
export const asFloat = <T>(A: Algebra<T>, x: T): T => (A.type(x).dtype === 'f32' ? x : A.mul(x, 1.0000001));

/** A few operations on whatever there is. */
export const lines: fc.Arbitrary<readonly Line[]> = fc.array(line, { minLength: 1, maxLength: 10 });
