import type { Algebra } from '../../core/algebra.js';
import type { Wiring } from '../../core/connection.js';
import { size } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { overRows } from '../../core/rows.js';
import { patternFor, placesFaults, type Pattern, type PatternOf } from './patterns.js';
import { weightsOf, type Weights } from './initialiser.js';
import { weightFaults } from './weight-faults.js';
import { part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * Only the synapses of a fixed pattern: `current[b, post[e]] += s[b, pre[e]] w[e]`, in the order of the pattern. Nothing else
 * is stored, computed or learned. Variable: w `[synapses]` (mV). docs/spec/topology.md, SparseConnection.
 */
export const sparse = entered(
  (pattern: Pattern | PatternOf, weights: Weights): Wiring<'w'> =>
    (from, to) => {
      const [m, n] = [size(from), size(to)];
      const { pre: sources, post: targets, term: drawn } = patternFor(pattern, m, n);
      const count = sources.length;
      const pre = { shape: [count], dtype: 'i32', data: Int32Array.from(sources) } as const;
      const post = { shape: [targets.length], dtype: 'i32', data: Int32Array.from(targets) } as const;
      const { w, term } = weightsOf(weights, [count]);
      const ends = <T>(A: Algebra<T>, x: T, width: number, places: Tensor): T =>
        A.gather(A.reshape(x, [A.type(x).shape[0]!, width]), places);
      return {
        term: { name: 'sparse', params: { pattern: drawn ?? { pre, post }, w: term } },
        init: { w },
        learned: ['w'],
        faults: [
          ...weightFaults(w, [count]),
          ...placesFaults('pre', sources, m, count),
          ...placesFaults('post', targets, n, count),
        ],
        apply: (A, vars, spikes) => {
          const current = A.scatter(A.contract('be,e->be', ends(A, spikes, m, pre), vars.w), post, n);
          return { current: A.reshape(current, [A.type(spikes).shape[0]!, ...to]), vars };
        },
        correlate: (A, before, after, over) =>
          overRows(A, A.contract('be,be->be', ends(A, before, m, pre), ends(A, after, n, post)), over),
        total: (A, values) => {
          const totals = A.scatter(A.reshape(values, [1, count]), post, n);
          return A.reshape(A.gather(totals, post), [count]);
        },
      };
    },
  'connection',
  'sparse',
  {
    /** Which neurons are joined. */
    pattern: [required, part('pattern')],
    /** Weights `[synapses]`, mV. */
    w: [required, part('weights')],
  },
  (construct, { pattern, w }) => construct(pattern, w),
);
