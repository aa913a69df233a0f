import type { Algebra } from '../../core/algebra.js';
import { size } from '../../core/shape.js';
import { asF32, filled, type Param } from '../../core/tensor.js';
import { eachTarget } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import { correlateBy } from './correlate-by.js';
import { rowsAs } from './rows.js';
import { weighted } from './weighted.js';

/**
 * Every target neuron gets the mean spike of the source's neurons times its weight: `current[b, j] = mean over i of s[b, i] w[j]`.
 * Variable: w `[...to]`, or `[1]` for one weight for all (mV). docs/spec/topology.md, MeanFieldConnection.
 */
export const meanField = connectionOf(
  'meanField',
  {
    /** Weight of all targets, or of each, mV. */
    w: [required, eachTarget, [-10, 40]],
  },
  (weight: Param) => ({ w: weight }),
  ({ w: weight }, from, to): ConnectionBody<'w'> => {
    const w = typeof weight === 'number' ? filled([1], weight) : asF32(weight);
    const shared = size(w.shape) === 1;
    const n = size(to);
    const mean = <T>(A: Algebra<T>, x: T): T => A.div(A.sum(rowsAs(A, x, [size(from)]), [1]), size(from));
    return {
      ...weighted(w, shared ? w.shape : to),
      described: { w: weight },
      apply: (A, vars, pre) => {
        const weights = shared ? A.mul(A.constant(filled(to, 1)), A.reshape(vars.w, [1])) : vars.w;
        return { current: rowsAs(A, A.contract('b,j->bj', mean(A, pre), A.reshape(weights, [n])), to), vars };
      },
      correlate: (A, pre, post, over) => {
        const flat = rowsAs(A, post, [n]);
        const received = shared ? rowsAs(A, A.sum(flat, [1]), [1]) : flat;
        const found = correlateBy(A, 'b', 'bj', 'j', mean(A, pre), received, over);
        return over === 'each' ? rowsAs(A, found, w.shape) : A.reshape(found, w.shape);
      },
      total: (A, weights) => A.sum(weights, [...w.shape.keys()]),
    };
  },
);
