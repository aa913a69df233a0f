import { broadcast, sameShape, size, strides, type Shape } from '../../../core/shape.js';
import type { Plain } from '../../../core/term.js';
import { isTensor } from '../../../core/tensor.js';

/** A tensor repeated along the axes that it lacks or that are 1 in it, as far as that gives the shape; anything else as it is. */
export const spread = (value: Plain, shape: Shape): Plain => {
  if (!isTensor(value)) return value;
  const own = withoutOnes(value.shape);
  if (sameShape(own, withoutOnes(shape))) return { ...value, shape };
  const joint = broadcast(own, shape);
  if (joint === undefined || !sameShape(joint, shape)) return value;
  const [lead, steps, ownSteps] = [shape.length - own.length, strides(shape), strides(own)];
  const placeOf = (k: number): number =>
    own.reduce((place, extent, axis) => {
      const at = Math.floor(k / steps[axis + lead]!) % shape[axis + lead]!;
      return extent === 1 ? place : place + at * ownSteps[axis]!;
    }, 0);
  return { ...value, shape, data: new Float32Array(size(shape)).map((_, k) => value.data[placeOf(k)]!), dtype: 'f32' };
};

/** A shape without its first axes of extent 1, over which a tensor is repeated. */
const withoutOnes = (shape: Shape): Shape =>
  shape.slice(
    Math.max(
      shape.findIndex((extent) => extent !== 1),
      0,
    ),
  );
