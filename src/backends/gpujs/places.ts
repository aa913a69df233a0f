import { size, strides, type Shape } from '../../core/shape.js';
import { mergedAxes } from '../axes.js';
import type { Writer } from './writer.js';

/** `floor(k / n)` for whole k of 0 and more. Where quotients may be off by their last bit, the remainder corrects them. */
export const quotient = (w: Writer, k: string, n: number): string => {
  if (n === 1) return k;
  if (w.traits.divides) return w.define(`Math.floor(${k} / ${n})`);
  const guess = w.define(`Math.floor((${k} + 0.5) / ${n})`);
  const rest = w.define(`${k} - ${guess} * ${n}`);
  return w.define(`${guess} + (${rest} < 0 ? -1.0 : (${rest} < ${n} ? 0.0 : 1.0))`);
};

/** The index along each axis of place k of a shape. */
export const indices = (w: Writer, k: string, shape: Shape): readonly string[] => {
  const found: string[] = [];
  strides(shape).reduce((rest, stride, axis) => {
    if (shape[axis] === 1) {
      found.push('0');
      return rest;
    }
    const index = quotient(w, rest, stride);
    found.push(index);
    return stride === 1 ? rest : w.define(`${rest} - ${index} * ${stride}`);
  }, k);
  return found;
};

/** A place as the sum of indices times strides. */
export const placeOf = (terms: readonly (readonly [index: string, stride: number])[]): string => {
  const parts = terms
    .filter(([index, stride]) => index !== '0' && stride !== 0)
    .map(([index, stride]) => (stride === 1 ? index : `${index} * ${stride}`));
  return parts.length === 0 ? '0' : parts.join(' + ');
};

/** The place in an operand that broadcasts of the element for place k of the result. */
export const broadcastPlace = (w: Writer, k: string, shape: Shape, operand: Shape): string => {
  const count = size(operand);
  if (count === 1) return '0';
  if (count === size(shape)) return k;
  const axes = mergedAxes(shape, [operand]);
  const along = indices(
    w,
    k,
    axes.map(({ extent }) => extent),
  );
  const place = placeOf(axes.map(({ strides: [stride] }, axis) => [along[axis]!, stride!]));
  return /^\w+$/.test(place) ? place : w.define(place);
};
