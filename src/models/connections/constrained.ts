import { shown } from '../../core/check/shown.js';
import { expectTensor, expectWiring } from '../../core/check/expect.js';
import { weightless } from './weight-faults.js';
import type { Algebra } from '../../core/algebra.js';
import type { Connection, Wiring } from '../../core/connection.js';
import type { Vars } from '../../core/model.js';
import { mapParam, type Tensor } from '../../core/tensor.js';
import { fault, refused } from '../../core/errors.js';
import { sameShape, showShape } from '../../core/shape.js';
import { mask, oneOfWords, part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/** One more constraint on the weights of a connection: after learning, after normalising, and at first. */
const kept = <K extends string>(
  { constrain, constrainFirst, normalise }: Connection<K | 'w'>,
  keep: <T>(A: Algebra<T>, w: T) => T,
  first: (w: Tensor) => Tensor,
): Partial<Connection<K | 'w'>> => ({
  constrain: (A, w) => keep(A, constrain?.(A, w) ?? w),
  constrainFirst: (w) => first(constrainFirst?.(w) ?? w),
  ...(normalise && {
    normalise: <T>(A: Algebra<T>, vars: Vars<K | 'w', T>) => {
      const scaled = normalise(A, vars);
      return { ...scaled, w: keep(A, scaled.w) };
    },
  }),
});

/** A connection of which some weights (true in `mask`, in the shape of w) are 0, at first and after every step of learning. */
export const masked = entered(
  <K extends string>(wiring: Wiring<K | 'w'>, mask: Tensor): Wiring<K | 'w'> =>
    (from, to) => {
      expectWiring('masked', wiring);
      expectTensor('masked', mask, 'mask');
      const connection = wiring(from, to);
      if (!('w' in connection.init)) return weightless(connection, 'mask', 'masked');
      const { w } = connection.init;
      const fits = sameShape(mask.shape, w.shape) && mask.dtype === 'bool';
      const first = (x: Tensor): Tensor => ({
        ...x,
        data: Float32Array.from(x.data, (value, place) => (mask.data[place] === 1 ? 0 : value)),
      });
      return {
        ...connection,
        term: { name: 'masked', params: { mask, of: connection.term } },
        init: { ...connection.init, w: first(w) },
        faults: [
          ...connection.faults,
          ...(fits
            ? []
            : [fault('Shape', 'mask', `bool ${showShape(w.shape)}`, `${mask.dtype} ${showShape(mask.shape)}`)]),
        ],
        ...kept(connection, (A, weights) => A.where(mask, 0, weights), first),
      };
    },
  'connection',
  'masked',
  {
    /** True where a weight is 0, in the shape of w. */
    mask: [required, mask],
    of: [required, part('connection')],
  },
  (construct, { mask, of }) => construct(of, mask),
);

/**
 * Dale's rule: all weights of a connection keep one sign, at first and after every step of learning; what crosses over is 0.
 */
export const dale = entered(
  <K extends string>(wiring: Wiring<K | 'w'>, sign: 'excitatory' | 'inhibitory'): Wiring<K | 'w'> =>
    (from, to) => {
      expectWiring('dale', wiring);
      if (sign !== 'excitatory' && sign !== 'inhibitory')
        throw refused('dale', 'sign', "'excitatory' or 'inhibitory'", shown(sign));
      const connection = wiring(from, to);
      if (!('w' in connection.init)) return weightless(connection, 'sign', 'dale');
      const keep = sign === 'excitatory' ? (x: number) => Math.max(x, 0) : (x: number) => Math.min(x, 0);
      const first = (w: Tensor): Tensor => mapParam(keep, w) as Tensor;
      return {
        ...connection,
        term: { name: 'dale', params: { sign, of: connection.term } },
        init: { ...connection.init, w: first(connection.init.w) },
        ...kept(connection, (A, w) => (sign === 'excitatory' ? A.max(w, 0) : A.min(w, 0)), first),
      };
    },
  'connection',
  'dale',
  {
    /** The sign that all weights keep. */
    sign: [required, oneOfWords('excitatory', 'inhibitory')],
    of: [required, part('connection')],
  },
  (construct, { sign, of }) => construct(of, sign),
);
