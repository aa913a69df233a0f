import { refused } from '../core/faults/errors.js';
import { showShape, size as sizeOf } from '../core/shape.js';
import type { Tensor } from '../core/tensor.js';

/** Pictures of one size, as many as there are. */
export interface Fields {
  readonly size: readonly [height: number, width: number];
  readonly pictures: readonly ArrayLike<number>[];
}

/**
 * Weights as pictures. `[m, n]`: one for each of n targets, whose m weights lie as `size` says, or in a square. More axes, as of a
 * convolution `[..., height, width]`: one for each of the leading places; a `size` cuts the numbers otherwise.
 */
export const fieldsOf = (w: Tensor, given: readonly [height: number, width: number] | undefined): Fields => {
  const { shape, data } = w;
  const dense = shape.length === 2;
  const side = Math.sqrt(shape[0]!);
  const size = given ?? (dense ? [side, side] : ([shape.at(-2) ?? 1, shape.at(-1) ?? 1] as const));
  const all = sizeOf(size);
  const fits = Number.isInteger(size[0]) && (dense ? all === shape[0] : data.length % all === 0);
  if (!fits)
    throw refused(
      'weightsPlot',
      'size',
      `[height, width] that multiply to the ${dense ? shape[0] : 'weights of each field'} of w ${showShape(shape)}`,
      given === undefined ? 'nothing' : `[${given.join(', ')}]`,
    );
  const columns = dense ? shape[1]! : data.length / all;
  return {
    size: [size[0]!, size[1]!],
    pictures: Array.from({ length: columns }, (_, of) =>
      dense
        ? Float32Array.from({ length: all }, (__, place) => data[place * columns + of]!)
        : data.subarray(of * all, (of + 1) * all),
    ),
  };
};
