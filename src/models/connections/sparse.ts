import type { Algebra } from '../../core/algebra.js';
import type { Ends, Synapses } from '../../core/connection.js';
import { overRows } from '../../core/rows.js';
import { size } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { part } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import type { Pattern, PatternOf } from '../patterns/pattern-of.js';
import { endsOf } from './pattern-for.js';
import { rowsAs } from './rows.js';
import { weighted, type Weights } from './weighted.js';

/**
 * Only the synapses of a fixed pattern: `current[b, post[e]] += s[b, pre[e]] w[e]`, in the order of the pattern. Nothing else
 * is stored, computed or learned. Variable: w `[synapses]` (mV). docs/spec/topology.md, SparseConnection.
 */
export const sparse = connectionOf(
  'sparse',
  {
    /** Pattern of the synapses: the joined neurons. */
    pattern: [required, part('pattern')],
    /** Weights `[synapses]`, mV. */
    w: [required, part('weights')],
  },
  (pattern: Pattern | PatternOf | Ends, weights: Weights) => ({ pattern, w: weights }),
  ({ pattern, w }, from, to): ConnectionBody<'w'> => {
    const [m, n] = [size(from), size(to)];
    const { term: drawn, faults: misfits, ...ends } = endsOf(pattern, m, n);
    const { pre, post } = ends;
    const count = pre.shape[0]!;
    const { described, faults, ...weights } = weighted(w, [count]);
    const at = <T>(A: Algebra<T>, x: T, width: number, places: Tensor): T => A.gather(rowsAs(A, x, [width]), places);
    const passed: Synapses['passed'] = (A, vars, spikes) => A.contract('be,e->be', at(A, spikes, m, pre), vars['w']!);
    const correlate: Synapses['correlate'] = (A, seen, after, over) =>
      overRows(A, A.contract('be,be->be', seen, at(A, after, n, post)), over);
    return {
      ...weights,
      described: { ...described, pattern: drawn ?? { pre, post } },
      faults: [...faults, ...misfits],
      ends,
      synapses: { ...ends, passed, correlate },
      apply: (A, vars, spikes) => ({ current: rowsAs(A, A.scatter(passed(A, vars, spikes), post, n), to), vars }),
      correlate: (A, before, after, over) => correlate(A, at(A, before, m, pre), after, over),
      total: (A, x) => A.reshape(A.gather(A.scatter(A.reshape(x, [1, count]), post, n), post), [count]),
    };
  },
);
