import type { Algebra } from '../../core/algebra.js';
import type { Wiring } from '../../core/connection.js';
import { size, type Shape } from '../../core/shape.js';
import { zeros } from '../../core/tensor.js';
import { correlateBy } from './correlate-by.js';
import { patches } from './patches.js';
import { weightsOf, type Weights } from './initialiser.js';
import { weightFaults } from './weight-faults.js';
import { perAxis, placedWindows, windowParameters, windowsAlong } from './windows.js';
import { extents, part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { unknownFaults } from '../parameters/faults.js';
import { required, type GivenOf, type Table } from '../parameters/table.js';

const options = {
  /** The kernel's extent along each axis of the image. */
  kernel: [required, extents(1)],
  ...windowParameters,
} satisfies Table;

export type LocalOptions = GivenOf<typeof options>;

/**
 * Local connections: a convolution whose weights are not shared, in one, two or three dimensions. From `[channels,
 * ...extents]` to `[filters, ...out]`, or any shape of as many; target neuron f P + p is filter f at position p.
 * Variable: w `[channels, filters x positions, cells]` (mV). docs/spec/topology.md, LocalConnection1D to 3D.
 */
export const local = entered(
  (weights: Weights, given: LocalOptions): Wiring<'w'> =>
    (from, to) => {
      const { kernel: extent, ...sliding } = given;
      const kernel = perAxis(extent, from.length - 1);
      const fits = (out: Shape): Shape => (size(to) % size(out) === 0 ? to : [Math.ceil(size(to) / size(out)), ...out]);
      const { windows, faults } = placedWindows(from, kernel, sliding, to, fits);
      const { positions, cells } = windows;
      const filters = Math.ceil(size(to) / positions);
      const shape = [from[0]!, filters * positions, cells];
      const { w, term } = weightsOf(faults.length > 0 ? zeros([0]) : weights, shape);
      const split = <T>(A: Algebra<T>, x: T): T => A.reshape(x, [from[0]!, filters, positions, cells]);
      return {
        term: { name: 'local', params: { w: term, kernel, ...sliding } },
        init: { w },
        learned: ['w'],
        faults: [...unknownFaults('local', options, given), ...(faults.length > 0 ? faults : weightFaults(w, shape))],
        apply: (A, vars, pre) => {
          const current = A.contract('bcpk,cfpk->bfp', patches(A, pre, windows), split(A, vars.w));
          return { current: A.reshape(current, [A.type(pre).shape[0]!, ...to]), vars };
        },
        correlate: (A, pre, post, over) => {
          const rows = A.type(post).shape[0]!;
          const spikes = A.reshape(post, [rows, filters, positions]);
          const found = correlateBy(A, 'bcpk', 'bfp', 'cfpk', patches(A, pre, windows), spikes, over);
          return A.reshape(found, over === 'each' ? [rows, ...shape] : shape);
        },
        // Each kernel, of one channel and one target neuron, has a total of its own.
        total: (A, x) => A.reshape(A.sum(x, [2]), [shape[0]!, shape[1]!, 1]),
      };
    },
  'connection',
  'local',
  {
    /** Weights `[channels, filters x positions, cells]`, mV. */
    w: [required, part('weights')],
    ...options,
  },
  (construct, { w, ...rest }) => construct(w, rest),
  (from, { kernel, ...rest }) => [2, ...windowsAlong(from, kernel, rest)],
);
