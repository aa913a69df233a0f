import type { ElementOp } from '../../core/algebra.js';
import { sameShape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

/**
 * A tensor whose elements are all +0 outside some rows (indices along the first axis), such as the outer product of few spikes.
 * It holds every element; the rows save a loop over zeros.
 */
export interface RowTensor extends Tensor {
  readonly rows?: readonly number[];
}

/** A tensor with its rows in a property that is not enumerated: a copy, or the tensor in another shape, is an ordinary one. */
export const withRows = (x: Tensor, rows: readonly number[]): RowTensor =>
  Object.defineProperty(x, 'rows', { value: rows });

/** The rows that an operation has to compute; elsewhere its result is that of `base`, or zero. */
export interface Shortcut {
  readonly rows: readonly number[];
  readonly base?: Tensor;
}

/** Where only some rows need computing: a number times such a tensor, or such a tensor added to or taken from another. */
export const shortcut = (op: ElementOp, x: RowTensor, y: RowTensor | undefined): Shortcut | undefined => {
  if (y?.rows === undefined) return undefined;
  if (op === 'mul' && x.shape.length === 0 && x.data[0]! > 0 && x.data[0]! < Infinity) return { rows: y.rows };
  return (op === 'add' || op === 'sub') && x.dtype === 'f32' && sameShape(x.shape, y.shape)
    ? { rows: y.rows, base: x }
    : undefined;
};
