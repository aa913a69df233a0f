import type { Plain } from '../../../core/term.js';
import { roomFaults } from '../../../core/room.js';
import { isExtents, type Shape } from '../../../core/shape.js';
import { clamped } from '../../../core/slots.js';
import { everyNumber, isTensor, paramAt, paramValues, tensor, type Param, type Tensor } from '../../../core/tensor.js';
import { normal, uniform } from '../../../models/connections/weights.js';

export interface Bounds {
  readonly min: Param;
  readonly max: Param;
}

/** Whether weights have to be brought into bounds at all. */
export const isBounded = ({ min, max }: Bounds): boolean =>
  [...paramValues(min), ...paramValues(max)].some(Number.isFinite);

/** Weights that are given, brought into bounds; anything else as it is. */
export const within = (weights: Plain, { min, max }: Bounds): Plain => {
  if (isTensor(weights)) return clamped(weights, [min, max]);
  return typeof weights === 'number' ? clamped(tensor([1], [weights]), [min, max]).data[0]! : weights;
};

/** Of so many none is drawn here: their connection is refused anyway. */
const isTooLarge = (shape: Shape): boolean => !isExtents(shape) || roomFaults('w', shape).length > 0;

/**
 * The weights that BindsNET draws where none are given: uniform in [0, 1), or `(N(0, 1) + 1) / 10` for a mean field; scaled to the
 * bounds where both are finite and the class does so, otherwise clamped to them.
 */
export const firstWeights = (
  shape: Shape,
  { min, max }: Bounds,
  { law = 'uniform', scaled = true }: { readonly law?: 'uniform' | 'mean field'; readonly scaled?: boolean } = {},
): Plain => {
  const finite = scaled && [min, max].every((bound) => everyNumber(bound, Number.isFinite));
  const same = [min, max].every((bound) => paramValues(bound).length === 1);
  const plain = same && (finite || !isBounded({ min, max }));
  if (law === 'uniform' && (plain || isTooLarge(shape)))
    return { name: 'uniform', params: { seed: 0, ...(finite && { min, max }) } };
  const drawn: Tensor = law === 'uniform' ? uniform(0)(shape) : normal(0, 0.1, 0.1)(shape);
  return finite
    ? {
        ...drawn,
        data: Float32Array.from(drawn.data, (u, k) => paramAt(min, k) + u * (paramAt(max, k) - paramAt(min, k))),
      }
    : clamped(drawn, [min, max]);
};
