import { size, tensor, type Dtype, type Shape, type Tensor } from '../../src/index.js';
import type { Operand } from '../../src/authoring.js';

/** The places of a shape in order: `[0, 0], [0, 1], ...`. */
export const placesOf = (shape: Shape): readonly (readonly number[])[] =>
  shape.reduce<readonly (readonly number[])[]>(
    (places, extent) => places.flatMap((place) => Array.from({ length: extent }, (_, index) => [...place, index])),
    [[]],
  );

/** The element at a place, aligned at the last axis; axes of extent 1 repeat. */
export const elementAt = ({ shape, data }: Tensor, place: readonly number[]): number =>
  data[
    shape.reduce((offset, extent, axis) => {
      const index = place[place.length - shape.length + axis]!;
      return offset * extent + (extent === 1 ? 0 : index);
    }, 0)
  ]!;

/** The shape to which some broadcast, given that they do. */
export const jointShape = (all: readonly Shape[]): Shape => {
  const axes = Math.max(...all.map((shape) => shape.length));
  return Array.from({ length: axes }, (_, axis) =>
    Math.max(...all.map((shape) => shape[shape.length - axes + axis] ?? 1)),
  );
};

/** A tensor by what stands at each place. */
export const tensorBy = (shape: Shape, dtype: Dtype, valueAt: (place: readonly number[]) => number): Tensor =>
  tensor(shape, placesOf(shape).map(valueAt), dtype);

/** A plain number beside a partner takes its type where it fits. */
export const lifted = (x: Operand<Tensor>, partner: Dtype = 'f32'): Tensor => {
  if (typeof x !== 'number') return x;
  const fits =
    partner === 'bool' ? x === 0 || x === 1 : partner === 'i32' && Number.isInteger(x) && Math.abs(x) < 2 ** 31;
  return tensor([], [x], fits ? partner : 'f32');
};

/** Adds in order, rounding to float32 each time. */
export const sumOf = (values: readonly number[]): number => values.reduce((sum, x) => Math.fround(sum + x), 0);

/** The same numbers, with no trace of how they were computed. */
export const bare = ({ shape, dtype, data }: Tensor): Tensor => ({ shape, dtype, data });

export const isScalar = (x: Tensor): boolean => size(x.shape) === 1;
