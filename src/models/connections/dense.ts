import type { Algebra } from '../../core/algebra.js';
import type { Wiring } from '../../core/connection.js';
import { size } from '../../core/shape.js';
import { correlateBy } from './correlate-by.js';
import { weightsOf, type Weights } from './initialiser.js';
import { weightFaults } from './weight-faults.js';
import { part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * All-to-all: `current[b, j] = sum over i of s[b, i] w[i, j]`, both layers flattened row by row.
 * Variable: w `[m, n]` (mV). docs/spec/topology.md, Connection.
 */
export const dense = entered(
  (weights: Weights): Wiring<'w'> =>
    (from, to) => {
      const [m, n] = [size(from), size(to)];
      const { w, term } = weightsOf(weights, [m, n]);
      const flat = <T>(A: Algebra<T>, x: T, width: number): T => A.reshape(x, [A.type(x).shape[0]!, width]);
      return {
        term: { name: 'dense', params: { w: term } },
        init: { w },
        learned: ['w'],
        faults: weightFaults(w, [m, n]),
        apply: (A, vars, pre) => {
          const current = A.contract('bi,ij->bj', flat(A, pre, m), vars.w);
          return { current: A.reshape(current, [A.type(pre).shape[0]!, ...to]), vars };
        },
        correlate: (A, pre, post, over) => correlateBy(A, 'bi', 'bj', 'ij', flat(A, pre, m), flat(A, post, n), over),
        total: (A, weights) => A.sum(weights, [0]),
      };
    },
  'connection',
  'dense',
  {
    /** Weights `[m, n]`, mV. */
    w: [required, part('weights')],
  },
  (construct, { w }) => construct(w),
);
