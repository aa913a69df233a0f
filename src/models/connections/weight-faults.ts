import { makerOf } from '../../core/deferred.js';
import { fault, type LocalFault } from '../../core/faults/errors.js';
import { refuseAll, unless } from '../../core/faults/refuse.js';
import { roomFaults } from '../../core/room.js';
import { shown, shownTensor } from '../../core/faults/shown.js';
import { isExtents, sameShape, showShape, type Shape } from '../../core/shape.js';
import { isTensor, type Tensor } from '../../core/tensor.js';

/** The shape of weights that fit into one tensor; others are a `FaultError` before any is made. */
export const fitting = (shape: Shape): Shape => {
  refuseAll('weights', roomFaults('weights', shape, 'sparse(...) stores only those that are there'));
  return shape;
};

/** Weights have to be finite numbers of the connection's shape. */
export const weightFaults = (w: Tensor, shape: Shape, what = 'weights'): readonly LocalFault[] => {
  if (!isExtents(shape)) return [fault('Shape', what, 'of a shape of whole numbers', shown(shape))];
  if (!isTensor(w)) return [fault('Shape', what, `a tensor ${showShape(shape)}`, withCure(w))];
  if (!sameShape(w.shape, shape))
    return [fault('Shape', what, `${showShape(shape)}${turning(w.shape, shape)}`, showShape(w.shape))];
  if (makerOf(w) !== undefined) return [];
  const strange = w.data.find((value) => !Number.isFinite(value));
  return unless(strange === undefined, 'Parameter', what, 'finite', `${strange}`);
};

/** What is given in place of weights, and how to make them of it. */
const withCure = (w: unknown): string => {
  if (typeof w === 'function') return 'a function in their place (uniform(1) draws weights, not uniform)';
  return typeof w === 'number'
    ? `${w} (constant(${w}) makes weights of it, and byPlace of a function of two neurons)`
    : shownTensor(w);
};

/** The cure for weights whose axes are the other way round, as PyTorch's. */
const turning = (shape: Shape, wanted: Shape): string =>
  wanted.length === 2 && sameShape(shape.toReversed(), wanted) ? ' (transposed(w) of spikefold/file turns them)' : '';
