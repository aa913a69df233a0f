import type { Algebra } from '../../core/algebra.js';
import { expectTensor } from '../../core/check/expect.js';
import type { Connection, Wiring } from '../../core/connection.js';
import { unless } from '../../core/check/refuse.js';
import { sameShape, showShape } from '../../core/shape.js';
import { adjusted } from '../../core/deferred.js';
import type { Tensor } from '../../core/tensor.js';
import { mask, oneOfWords, part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required, type Table } from '../parameters/table.js';
import { aroundWeights } from './connection-of.js';

/** One more constraint on the weights of a connection: after learning, after normalising, and at first. */
const constrained = <K extends string>(
  { init, constrain, constrainFirst }: Connection<K | 'w'>,
  keep: <T>(A: Algebra<T>, w: T) => T,
  first: (w: Tensor) => Tensor,
): Partial<Connection<K | 'w'>> => ({
  init: { ...init, w: first(init.w) },
  constrain: (A, w) => keep(A, constrain?.(A, w) ?? w),
  constrainFirst: (w) => first(constrainFirst?.(w) ?? w),
});

/** The weights with 0 where the mask is true. */
export const unmasked = (w: Tensor, mask: Tensor): Tensor => ({
  ...w,
  data: Float32Array.from(w.data, (value, place) => (mask.data[place] === 1 ? 0 : value)),
});

const maskParameters = {
  /** True where a weight is 0, in the shape of w. */
  mask: [required, mask],
  /** The connection. */
  of: [required, part('connection')],
} satisfies Table;

/** A connection of which some weights (true in `mask`, in the shape of w) are 0, at first and after every step of learning. */
export const masked = entered(
  <K extends string>(of: Wiring<K | 'w'>, mask: Tensor): Wiring<K | 'w'> => {
    expectTensor('masked', mask, 'mask');
    return aroundWeights('masked', maskParameters, { mask, of }, (connection) => {
      const { shape } = connection.init.w;
      const fits = sameShape(mask.shape, shape) && mask.dtype === 'bool';
      return {
        ...constrained(
          connection,
          (A, w) => A.where(mask, 0, w),
          (w) => unmasked(w, mask),
        ),
        faults: unless(fits, 'Shape', 'mask', `bool ${showShape(shape)}`, `${mask.dtype} ${showShape(mask.shape)}`),
      };
    });
  },
  'connection',
  'masked',
  maskParameters,
  (construct, { mask, of }) => construct(of, mask),
);

const signParameters = {
  /** The sign that all weights keep. */
  sign: [required, oneOfWords('excitatory', 'inhibitory')],
  /** The connection. */
  of: [required, part('connection')],
} satisfies Table;

/**
 * Dale's rule: all weights of a connection keep one sign, at first and after every step of learning; what crosses over is 0.
 */
export const dale = entered(
  <K extends string>(of: Wiring<K | 'w'>, sign: 'excitatory' | 'inhibitory'): Wiring<K | 'w'> =>
    aroundWeights('dale', signParameters, { sign, of }, (connection) =>
      sign === 'excitatory'
        ? constrained(
            connection,
            (A, w) => A.max(w, 0),
            (w) => adjusted(w, (x) => Math.max(x, 0)),
          )
        : constrained(
            connection,
            (A, w) => A.min(w, 0),
            (w) => adjusted(w, (x) => Math.min(x, 0)),
          ),
    ),
  'connection',
  'dale',
  signParameters,
  (construct, { sign, of }) => construct(of, sign),
);
