import type { Algebra } from '../../core/algebra.js';
import type { Wiring } from '../../core/connection.js';
import { isTensor, zeros } from '../../core/tensor.js';
import { correlateBy } from './correlate-by.js';
import { patches } from './patches.js';
import { weightsOf, type Weights } from './initialiser.js';
import { weightFaults } from './weight-faults.js';
import { perAxis, placedWindows, windowParameters, windowsAlong } from './windows.js';
import { extents, ifGiven, part } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { unknownFaults } from '../parameters/faults.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';

const options = {
  /** The kernel's extent along each axis; weights that are given have it in their shape. */
  kernel: [undefined, ifGiven(extents(1))],
  ...windowParameters,
} satisfies Table;

export type ConvOptions = Partial<ParamsOf<typeof options>>;

/**
 * Convolution in one, two or three dimensions (cross-correlation, zero padding): from `[channels, ...extents]` to
 * `[filters, ...out]`, `current[b, o, p] = sum over c, k of s[b, c, p stride + k dilation - padding] w[o, c, k]`.
 * Variable: w `[filters, channels, ...kernel]` (mV). docs/spec/topology.md, Conv1d to Conv3d.
 */
export const conv = entered(
  (weights: Weights, given: ConvOptions = {}): Wiring<'w'> =>
    (from, to) => {
      const { kernel: extent, ...sliding } = given;
      const kernel =
        extent === undefined
          ? typeof weights === 'function'
            ? []
            : isTensor(weights)
              ? weights.shape.slice(2)
              : []
          : perAxis(extent, from.length - 1);
      const [filters, channels] = [to[0]!, from[0]!];
      const { windows, faults } = placedWindows(from, kernel, sliding, to, (out) => [filters, ...out]);
      const { w, term } = weightsOf(faults.length > 0 ? zeros([0]) : weights, [filters, channels, ...kernel]);
      const flat = <T>(A: Algebra<T>, x: T): T => A.reshape(x, [filters, channels, windows.cells]);
      return {
        term: { name: 'conv', params: { w: term, kernel, ...sliding } },
        init: { w },
        learned: ['w'],
        faults: [
          ...unknownFaults('conv', options, given),
          ...(faults.length > 0 ? faults : weightFaults(w, [filters, channels, ...kernel])),
        ],
        apply: (A, vars, pre) => {
          const current = A.contract('bcpk,ock->bop', patches(A, pre, windows), flat(A, vars.w));
          return { current: A.reshape(current, [A.type(pre).shape[0]!, ...to]), vars };
        },
        correlate: (A, pre, post, over) => {
          const rows = A.type(post).shape[0]!;
          const spikes = A.reshape(post, [rows, filters, windows.positions]);
          const found = correlateBy(A, 'bcpk', 'bop', 'ock', patches(A, pre, windows), spikes, over);
          return A.reshape(found, over === 'each' ? [rows, ...w.shape] : w.shape);
        },
        // Each kernel, of one filter and one channel, has a total of its own.
        total: (A, x) => A.reshape(A.sum(flat(A, x), [2]), [filters, channels, ...kernel.map(() => 1)]),
      };
    },
  'connection',
  'conv',
  {
    /** Weights `[filters, channels, ...kernel]`, mV. */
    w: [required, part('weights')],
    ...options,
  },
  (construct, { w, ...rest }) => construct(w, rest),
  (from, { w, kernel = [], ...rest }) => [
    typeof w === 'function' ? 2 : w.shape[0]!,
    ...windowsAlong(from, kernel, rest),
  ],
);
