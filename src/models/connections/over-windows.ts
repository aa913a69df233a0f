import type { Algebra } from '../../core/algebra.js';
import type { Shape } from '../../core/shape.js';
import { zeros } from '../../core/tensor.js';
import type { ConnectionBody } from './connection-of.js';
import { correlateBy } from './correlate-by.js';
import { patches } from './patches.js';
import { rowsAs } from './rows.js';
import { weighted, type Weights } from './weighted.js';
import type { Placed } from './windows.js';

/**
 * What connections through windows share: `current[b, f, p]`, of filter f at position p, is the sum over channels c and cells k
 * of what the window sees times the weights, whose letters are `axes` in the shape `split`. Each kernel, the last axes of `shape`,
 * has a total of its own. With the letter g among the axes channels and filters are in groups, which see nothing of each other.
 */
export const overWindows = (
  { windows, faults }: Placed,
  to: Shape,
  [weights, shape]: readonly [Weights, Shape],
  [axes, split]: readonly [axes: string, split: Shape],
): ConnectionBody<'w'> => {
  const { positions, cells } = windows;
  const [first, second, ...kernel] = shape as [number, number, ...Shape];
  const groups = axes.includes('g') ? [split[axes.indexOf('g')]!] : [];
  const [pre, post] = groups.length > 0 ? ['bgcpk', 'bgfp'] : ['bcpk', 'bfp'];
  const seen = <T>(A: Algebra<T>, image: T): T => {
    const all = patches(A, image, windows);
    return groups.length > 0 ? rowsAs(A, all, [...groups, split[axes.indexOf('c')]!, positions, cells]) : all;
  };
  const own = faults.length > 0 ? { ...weighted(zeros([0]), [0]), faults } : weighted(weights, shape);
  return {
    ...own,
    apply: (A, vars, spikes) => {
      const current = A.contract(`${pre},${axes}->${post}`, seen(A, spikes), A.reshape(vars.w, split));
      return { current: rowsAs(A, current, to), vars };
    },
    correlate: (A, before, after, over) => {
      const received = rowsAs(A, after, [...groups, split[axes.indexOf('f')]!, positions]);
      const found = correlateBy(A, pre, post, axes, seen(A, before), received, over);
      return over === 'each' ? rowsAs(A, found, shape) : A.reshape(found, shape);
    },
    total: (A, x) =>
      A.reshape(A.sum(A.reshape(x, [first, second, cells]), [2]), [first, second, ...kernel.map(() => 1)]),
  };
};
