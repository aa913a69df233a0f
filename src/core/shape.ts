import { shown } from './faults/shown.js';
import { refused } from './faults/errors.js';

/** The extent of each axis, outermost first. Every tensor is stored row by row: the last index runs fastest. */
export type Shape = readonly number[];

/** How many elements a shape holds; 1 for the empty shape of a single number. */
export const size = (shape: Shape): number => {
  if (!Array.isArray(shape))
    throw refused('size', 'shape', 'an array of whole numbers, such as [28, 28]', shown(shape));
  let product = 1;
  for (const extent of shape as Shape) product *= extent;
  return product;
};

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((extent, axis) => extent === b[axis]);

/** The distance in memory between neighbours along each axis. */
export const strides = (shape: Shape): Shape => shape.map((_, axis) => size(shape.slice(axis + 1)));

/**
 * The shape of an element-by-element operation: shapes are aligned at their last axis, and an axis that is absent or 1
 * repeats. `undefined` where two extents differ.
 */
export const broadcast = (a: Shape, b: Shape): Shape | undefined => {
  if (b.length === 0 || sameShape(a, b)) return a;
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  const lead = long.length - short.length;
  const joint = long.map((extent, axis) => {
    const other = axis < lead ? 1 : short[axis - lead]!;
    return extent === other || other === 1 ? extent : extent === 1 ? other : Number.NaN;
  });
  return joint.some(Number.isNaN) ? undefined : joint;
};

/** `[28, 28]`, as errors and docs write it. */
export const showShape = (shape: Shape): string => `[${shape.join(', ')}]`;

/** A tensor's shape: an array of whole numbers of at least 0. */
export const isExtents = (value: unknown): value is Shape =>
  Array.isArray(value) && value.every((extent) => Number.isInteger(extent) && extent >= 0);

/** A layer's shape: at least one axis, every extent a whole number of at least 1. */
export const isShape = (value: unknown): value is Shape =>
  Array.isArray(value) && value.length > 0 && value.every((extent) => Number.isInteger(extent) && extent > 0);
