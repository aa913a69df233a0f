import { deferred, sourceOf, type Source } from '../../core/deferred.js';
import { size } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

/** The longest tensor that is kept: 32 MB. */
const mostKept = 2 ** 23;

/**
 * Tensors on their way to memory. One that is made when it is read is made right there the first time; when it is needed again, as by
 * runs that all start from one state, its elements are kept, if they are not too many.
 */
export const redrawn = (): ((value: Tensor) => Tensor) => {
  const known = new WeakMap<Source, Tensor>();
  return (value) => {
    const source = sourceOf(value);
    if (source === undefined || size(value.shape) > mostKept) return value;
    const { shape, dtype } = value;
    const again = known.has(source);
    const kept = known.get(source) ?? deferred(shape, dtype, source);
    known.set(source, kept);
    return again ? { shape, dtype, data: kept.data } : kept;
  };
};
