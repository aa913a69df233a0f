import * as fc from 'fast-check';
import { size, tensor, type Dtype, type Shape, type Tensor } from '../../../src/index.js';
import { uniforms } from '../../../src/core/random.js';

/**
 * Tensors of many elements, each a function of one uniform number. They shrink as a whole, by their seed: element by element
 * a failing law would look for a smaller example for minutes.
 */
export const large = (shape: Shape, element: (u: number) => number, dtype: Dtype = 'f32'): fc.Arbitrary<Tensor> =>
  fc.nat(1000).map((seed) => tensor(shape, uniforms(seed, 0, size(shape)).map(element), dtype));

/** An element out of some, or a number from `min` to `max` with all its digits. */
export const oftenOf =
  (often: readonly number[], min: number, max: number) =>
  (u: number): number =>
    u < 0.5 ? often[Math.floor(u * 2 * often.length)]! : min + (u - 0.5) * 2 * (max - min);

/** Spikes: none, few, many or all. */
export const spikes = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc.constantFrom(0, 0.03, 0.3, 0.8, 1).chain((share) => large(shape, (u) => (u < share ? 1 : 0), 'bool'));
