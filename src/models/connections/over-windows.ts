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
 * has a total of its own.
 */
export const overWindows = (
  { windows, faults }: Placed,
  to: Shape,
  [weights, shape]: readonly [Weights, Shape],
  [axes, split]: readonly [axes: string, split: Shape],
): ConnectionBody<'w'> => {
  const { positions, cells } = windows;
  const [first, second, ...kernel] = shape as [number, number, ...Shape];
  const own = faults.length > 0 ? { ...weighted(zeros([0]), [0]), faults } : weighted(weights, shape);
  return {
    ...own,
    apply: (A, vars, pre) => {
      const current = A.contract(`bcpk,${axes}->bfp`, patches(A, pre, windows), A.reshape(vars.w, split));
      return { current: rowsAs(A, current, to), vars };
    },
    correlate: (A, pre, post, over) => {
      const found = correlateBy(
        A,
        'bcpk',
        'bfp',
        axes,
        patches(A, pre, windows),
        rowsAs(A, post, [split[axes.indexOf('f')]!, positions]),
        over,
      );
      return over === 'each' ? rowsAs(A, found, shape) : A.reshape(found, shape);
    },
    total: (A, x) =>
      A.reshape(A.sum(A.reshape(x, [first, second, cells]), [2]), [first, second, ...kernel.map(() => 1)]),
  };
};
