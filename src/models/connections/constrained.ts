import type { Algebra } from '../../core/algebra.js';
import { expectTensor } from '../../core/expect.js';
import { unless } from '../../core/faults/refuse.js';
import type { Connection } from '../../core/connection.js';
import { sameShape, showShape } from '../../core/shape.js';
import { adjusted } from '../../core/deferred.js';
import type { Tensor } from '../../core/tensor.js';
import { flag, mask, oneOfWords, part } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { aroundWeights, type Change } from './around.js';

/** One more constraint on the weights of a connection: after learning, after normalising, and at first. */
const constrained = (
  { init, constrain, constrainFirst }: Connection<'w'>,
  keep: <T>(A: Algebra<T>, w: T) => T,
  first: (w: Tensor) => Tensor,
): Change => ({
  init: { ...init, w: first(init.w) },
  constrain: (A, w) => keep(A, constrain?.(A, w) ?? w),
  constrainFirst: (w) => first(constrainFirst?.(w) ?? w),
});

/** The weights with 0 where the mask is true. */
export const unmasked = (w: Tensor, mask: Tensor): Tensor => ({
  ...w,
  data: Float32Array.from(w.data, (value, place) => (mask.data[place] === 1 ? 0 : value)),
});

/** True where one of two masks is. */
const either = (one: Tensor | undefined, mask: Tensor): Tensor =>
  one === undefined ? mask : { ...mask, data: mask.data.map((out, place) => Math.max(out, one.data[place]!)) };

/**
 * A connection of which some weights (true in `mask`, in the shape of w) are 0, at first and after every step of learning. Where it is
 * `replaceable`, a mask of a frame takes its place in that step, as in BindsNET.
 */
export const masked = aroundWeights(
  'masked',
  {
    /** True where a weight is 0, in the shape of w. */
    mask: [required, mask],
    /** Whether a mask of a frame takes the place of this one; otherwise both hold. */
    replaceable: [false, flag],
    /** The connection. */
    of: [required, part('connection')],
  },
  (mask: Tensor, options: { readonly replaceable?: boolean } = {}) => {
    expectTensor('masked', mask, 'mask');
    return { ...options, mask };
  },
  (connection, { mask, replaceable }) => {
    const { shape } = connection.init.w;
    const fits = sameShape(mask.shape, shape) && mask.dtype === 'bool';
    const keep = <T>(A: Algebra<T>, w: T): T => (replaceable ? w : A.where(mask, 0, w));
    return {
      ...constrained(connection, keep, (w) => unmasked(w, mask)),
      ...(replaceable && fits && { mask: either(connection.mask, mask) }),
      faults: unless(fits, 'Shape', 'mask', `bool ${showShape(shape)}`, `${mask.dtype} ${showShape(mask.shape)}`),
    };
  },
);

/**
 * Dale's rule: all weights of a connection keep one sign, at first and after every step of learning; weights of the other
 * sign become 0.
 */
export const dale = aroundWeights(
  'dale',
  {
    /** The sign that all weights keep. */
    sign: [required, oneOfWords('excitatory', 'inhibitory')],
    /** The connection. */
    of: [required, part('connection')],
  },
  (sign: 'excitatory' | 'inhibitory') => ({ sign }),
  (connection, { sign }) => {
    const [keep, first] = sign === 'excitatory' ? (['max', Math.max] as const) : (['min', Math.min] as const);
    return constrained(
      connection,
      (A, w) => A[keep](w, 0),
      (w) => adjusted(w, (x) => first(x, 0)),
    );
  },
);
