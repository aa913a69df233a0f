import type { Algebra } from '../../core/algebra.js';
import type { Wiring } from '../../core/connection.js';
import { fault, type LocalFault } from '../../core/errors.js';
import { foldIn, uniforms, type Seed } from '../../core/random.js';
import { size } from '../../core/shape.js';
import { tensor, type Tensor } from '../../core/tensor.js';
import { overRows } from '../../core/rows.js';
import { weightFaults, type Weights } from './weights.js';

/** Which neurons are joined: synapse e goes from `pre[e]` to `post[e]` (flattened). */
export interface Pattern {
  readonly pre: ArrayLike<number>;
  readonly post: ArrayLike<number>;
}

/**
 * Only the synapses of a fixed pattern: `current[b, post[e]] += s[b, pre[e]] w[e]`, in the order of the pattern. Nothing else
 * is stored, computed or learned. Variable: w `[synapses]` (mV). spec/topology.md, SparseConnection.
 */
export const sparse =
  (pattern: Pattern | ((m: number, n: number) => Pattern), weights: Weights): Wiring<'w'> =>
  (from, to) => {
    const [m, n] = [size(from), size(to)];
    const { pre: sources, post: targets } = typeof pattern === 'function' ? pattern(m, n) : pattern;
    const count = sources.length;
    const [pre, post] = [tensor([count], sources, 'i32'), tensor([targets.length], targets, 'i32')];
    const w = typeof weights === 'function' ? weights([count]) : weights;
    const ends = <T>(A: Algebra<T>, x: T, width: number, places: Tensor): T =>
      A.gather(A.reshape(x, [A.type(x).shape[0]!, width]), places);
    return {
      term: { name: 'sparse', params: { pre, post, w } },
      init: { w },
      learned: ['w'],
      faults: [
        ...weightFaults(w, [count]),
        ...patternFaults('pre', sources, m, count),
        ...patternFaults('post', targets, n, count),
      ],
      apply: (A, vars, spikes) => {
        const current = A.scatter(A.contract('be,e->be', ends(A, spikes, m, pre), vars.w), post, n);
        return { current: A.reshape(current, [A.type(spikes).shape[0]!, ...to]), vars };
      },
      correlate: (A, before, after, over) => overRows(A, A.mul(ends(A, before, m, pre), ends(A, after, n, post)), over),
      total: (A, values) => {
        const totals = A.scatter(A.reshape(values, [1, count]), post, n);
        return A.reshape(A.gather(totals, post), [count]);
      },
    };
  };

/** A pattern given by rows (CSR): the targets of source i are `targets[starts[i]]` up to `targets[starts[i + 1]]`. */
export const patternOfRows = (starts: ArrayLike<number>, targets: ArrayLike<number>): Pattern => ({
  pre: Array.from({ length: Math.max(starts.length - 1, 0) }, (_, i) =>
    Array.from({ length: starts[i + 1]! - starts[i]! }, () => i),
  ).flat(),
  post: targets,
});

/** A pattern in which each pair of neurons is joined with a chance of `1 - sparsity`, source by source. */
export const randomPattern =
  (seed: Seed, sparsity: number) =>
  (m: number, n: number): Pattern => {
    const joined = Array.from(uniforms(foldIn(seed, 0), 0, m * n)).flatMap((u, place) =>
      u >= sparsity ? [place] : [],
    );
    return { pre: joined.map((place) => Math.floor(place / n)), post: joined.map((place) => place % n) };
  };

const patternFaults = (what: string, places: ArrayLike<number>, n: number, count: number): readonly LocalFault[] => {
  const wrong = Array.from(places).find((place) => !Number.isInteger(place) || place < 0 || place >= n);
  return [
    ...(places.length === count
      ? []
      : [fault('Shape', what, `${count} indices, as many as the other end`, `${places.length}`)]),
    ...(wrong === undefined ? [] : [fault('Parameter', what, `neurons from 0 to ${n - 1}`, `${wrong}`)]),
  ];
};
