import { extents, oneOfWords } from '../parameters/constraint.js';
import { required, type GivenOf, type Table } from '../parameters/table.js';
import { connectionOf, type ConnectionBody } from './connection-of.js';
import { patches } from './patches.js';
import { rowsAs } from './rows.js';
import { unweighted } from './weighted.js';
import { perAxis, placedWindows, windowParameters, windowsAlong } from './windows.js';

const parameters = {
  /** The window's extent along each axis of the image. */
  kernel: [required, extents(1)],
  /** Whether a window gives the sum of what it sees, or the mean; what is around the image counts as 0. */
  by: ['sum', oneOfWords('sum', 'mean')],
  ...windowParameters,
} satisfies Table;

/** Options of `pool`. */
export type PoolOptions = GivenOf<typeof parameters>;

/**
 * Pooling: each window passes on the sum of its neurons' spikes, or their mean. From `[channels, ...extents]` to `[channels, ...out]`, in
 * one, two or three dimensions; it has no weights and no variables. (`maxPool` passes on one neuron's spikes.) As PyTorch's AvgPool.
 */
export const pool = connectionOf(
  'pool',
  parameters,
  (options: PoolOptions) => options,
  ({ kernel: extent, by, ...sliding }, from, to): ConnectionBody<never> => {
    const kernel = perAxis(extent, from.length - 1);
    const { windows, faults } = placedWindows(from, kernel, sliding, to, (out) => [from[0]!, ...out]);
    return {
      described: { kernel },
      ...unweighted,
      init: {},
      faults,
      apply: (A, vars, pre) => {
        const sum = A.sum(patches(A, pre, windows), [3]);
        return { current: rowsAs(A, by === 'sum' ? sum : A.div(sum, windows.cells), to), vars };
      },
    };
  },
  (from, { kernel, ...rest }) => [from[0]!, ...windowsAlong(from, kernel, rest)],
);
