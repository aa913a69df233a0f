import { sourceOf } from '../../core/deferred.js';
import { at, fault, FaultError, type LocalFault } from '../../core/errors.js';
import { roomFaults } from '../../core/check/room.js';
import { shown, shownTensor } from '../../core/check/shown.js';
import { isExtents, sameShape, showShape, type Shape } from '../../core/shape.js';
import { isTensor, type Tensor } from '../../core/tensor.js';

/** The shape of weights that fit into one tensor; others are a `FaultError` before any is made. */
export const fitting = (shape: Shape): Shape => {
  const [wrong] = roomFaults('weights', shape, 'sparse(...) stores only those that are there');
  if (wrong !== undefined) throw new FaultError([at('weights')(wrong)]);
  return shape;
};

/** Weights have to be finite numbers of the connection's shape. */
export const weightFaults = (w: Tensor, shape: Shape, what = 'weights'): readonly LocalFault[] => {
  if (!isExtents(shape)) return [fault('Shape', what, 'of a shape of whole numbers', shown(shape))];
  if (!isTensor(w)) return [fault('Shape', what, `a tensor ${showShape(shape)}`, withCure(w))];
  if (!sameShape(w.shape, shape))
    return [fault('Shape', what, `${showShape(shape)}${turning(w.shape, shape)}`, showShape(w.shape))];
  if (sourceOf(w) !== undefined) return [];
  const strange = w.data.find((value) => !Number.isFinite(value));
  return strange === undefined ? [] : [fault('Parameter', what, 'finite', `${strange}`)];
};

/** What is given in place of weights, and how to make them of it. */
const withCure = (w: unknown): string =>
  typeof w === 'number' ? `${w} (constant(${w}) makes weights of it)` : shownTensor(w);

/** The cure for weights whose axes are the other way round, as PyTorch's. */
const turning = (shape: Shape, wanted: Shape): string =>
  wanted.length === 2 && sameShape(shape.toReversed(), wanted) ? ' (transposed(w) of spikefold/file turns them)' : '';
