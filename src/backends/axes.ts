import { size, type Shape } from '../core/shape.js';

/** Neighbouring axes of a loop over a shape, merged into one. */
export interface Axis {
  readonly extent: number;
  /** The step of each operand along this axis, in elements; 0 where it repeats. */
  readonly strides: readonly number[];
  /** The step of the result. */
  readonly full: number;
}

/** The axes of a shape, neighbours merged where every operand either has both in full or repeats along both. */
export const mergedAxes = (shape: Shape, operands: readonly Shape[]): readonly Axis[] => {
  const stride = (own: Shape, axis: number): number => {
    const place = axis - (shape.length - own.length);
    return place < 0 || own[place] === 1 ? 0 : size(own.slice(place + 1));
  };
  const merged: Axis[] = [];
  shape.forEach((extent, place) => {
    if (extent === 1) return;
    const axis: Axis = {
      extent,
      strides: operands.map((own) => stride(own, place)),
      full: size(shape.slice(place + 1)),
    };
    const before = merged.at(-1);
    const joins = before !== undefined && before.strides.every((step, k) => step === axis.strides[k]! * extent);
    if (joins) merged.pop();
    merged.push(joins ? { ...axis, extent: extent * before.extent } : axis);
  });
  return merged;
};
