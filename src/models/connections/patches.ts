import type { Algebra } from '../../core/algebra.js';
import { size, type Shape } from '../../core/shape.js';
import type { Windows } from './windows.js';

/** What each window of an image `[b, channels, ...extents]` sees: `[b, channels, positions, cells]`. */
export const patches = <T>(A: Algebra<T>, image: T, { positions, cells, places }: Windows): T => {
  const [rows, channels, ...extents] = A.type(image).shape as [number, number, ...Shape];
  const flat = A.reshape(image, [rows, channels * size(extents)]);
  return A.reshape(A.gather(flat, places), [rows, channels, positions, cells]);
};
