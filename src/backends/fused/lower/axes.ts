import { size, type Shape } from '../../../core/shape.js';

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
  return shape
    .map((extent, axis): Axis => ({
      extent,
      strides: operands.map((own) => stride(own, axis)),
      full: size(shape.slice(axis + 1)),
    }))
    .filter(({ extent }) => extent !== 1)
    .reduce<readonly Axis[]>((merged, axis) => {
      const last = merged.at(-1);
      const joins = last?.strides.every((step, k) => step === axis.strides[k]! * axis.extent);
      return last !== undefined && joins === true
        ? [...merged.slice(0, -1), { ...axis, extent: last.extent * axis.extent }]
        : [...merged, axis];
    }, []);
};
