import type { Algebra } from '../../core/algebra.js';
import type { Wiring } from '../../core/connection.js';
import { size } from '../../core/shape.js';
import { asF32, filled, type Param } from '../../core/tensor.js';
import { correlateBy } from './correlate-by.js';
import { weightFaults } from './weight-faults.js';
import { eachTarget } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * Every target neuron gets the mean spike of the source's neurons times its weight: `current[b, j] = mean over i of s[b, i] w[j]`.
 * Variable: w `[...to]`, or `[1]` for one weight for all (mV). docs/spec/topology.md, MeanFieldConnection.
 */
export const meanField = entered(
  (weight: Param): Wiring<'w'> =>
    (from, to) => {
      const w = typeof weight === 'number' ? filled([1], weight) : asF32(weight);
      const shared = size(w.shape) === 1;
      const mean = <T>(A: Algebra<T>, x: T): T =>
        A.div(A.sum(A.reshape(x, [A.type(x).shape[0]!, size(from)]), [1]), size(from));
      return {
        term: { name: 'meanField', params: { w: weight } },
        init: { w },
        learned: ['w'],
        faults: shared ? weightFaults(w, w.shape) : weightFaults(w, to),
        apply: (A, vars, pre) => {
          const rows = A.type(pre).shape[0]!;
          const weights = shared ? A.mul(A.constant(filled(to, 1)), A.reshape(vars.w, [1])) : vars.w;
          const current = A.contract('b,j->bj', mean(A, pre), A.reshape(weights, [size(to)]));
          return { current: A.reshape(current, [rows, ...to]), vars };
        },
        correlate: (A, pre, post, over) => {
          const rows = A.type(post).shape[0]!;
          const flat = A.reshape(post, [rows, size(to)]);
          const received = shared ? A.reshape(A.sum(flat, [1]), [rows, 1]) : flat;
          const found = correlateBy(A, 'b', 'bj', 'j', mean(A, pre), received, over);
          return A.reshape(found, over === 'each' ? [rows, ...w.shape] : w.shape);
        },
        total: (A, weights) =>
          A.sum(
            weights,
            w.shape.map((_, axis) => axis),
          ),
      };
    },
  'connection',
  'meanField',
  {
    /** Weight of all targets, or of each, mV. */
    w: [required, eachTarget, [-10, 40]],
  },
  (construct, { w }) => construct(w),
);
