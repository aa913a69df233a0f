import { tensor, type Shape, type Tensor } from 'spikefold';
import { range } from './numbers.js';

/** Weights of a 1 x 1 convolution from a layer to itself: `value` (mV) between different filters at the same position. */
export const rivals =
  (value: number) =>
  (shape: Shape): Tensor => {
    const filters = shape[0]!;
    return tensor(
      shape,
      range(filters ** 2).map((k) => (k % (filters + 1) === 0 ? 0 : value)),
    );
  };
