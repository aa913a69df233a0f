import { size } from '../../core/shape.js';
import { part } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import { correlateBy } from './correlate-by.js';
import { rowsAs } from './rows.js';
import { weighted, type Weights } from './weighted.js';

/**
 * All-to-all: `current[b, j] = sum over i of s[b, i] w[i, j]`, both layers flattened row by row.
 * Variable: w `[m, n]` (mV). docs/spec/topology.md, Connection.
 */
export const dense = connectionOf(
  'dense',
  {
    /** Weights `[m, n]`, mV. */
    w: [required, part('weights')],
  },
  (weights: Weights) => ({ w: weights }),
  ({ w }, from, to): ConnectionBody<'w'> => {
    const [m, n] = [size(from), size(to)];
    return {
      ...weighted(w, [m, n]),
      apply: (A, vars, pre) => ({
        current: rowsAs(A, A.contract('bi,ij->bj', rowsAs(A, pre, [m]), vars.w), to),
        vars,
      }),
      correlate: (A, pre, post, over) =>
        correlateBy(A, 'bi', 'bj', 'ij', rowsAs(A, pre, [m]), rowsAs(A, post, [n]), over),
      total: (A, weights) => A.sum(weights, [0]),
    };
  },
);
