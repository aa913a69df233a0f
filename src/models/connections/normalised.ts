import type { Wiring } from '../../core/connection.js';
import { flag, part, positiveFinite, scalar } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { aroundWeights } from './connection-of.js';
import { leastSum } from './weights.js';

const options = {
  /** Whether weights count with their sign: as BindsNET has it for convolutions and local connections. */
  signed: [false, flag],
  /** Whether the norm may be more than weights within their bounds can sum to: runs then end with weights beyond the bounds. */
  beyondBounds: [false, flag],
} satisfies Table;

/** Options of `normalised`. */
export type NormaliseOptions = Partial<ParamsOf<typeof options>>;

const parameters = {
  /** What the absolute weights into each target sum to, mV. */
  norm: [required, scalar(positiveFinite), [1, 40]],
  ...options,
  /** The connection. */
  of: [required, part('connection')],
} satisfies Table;

/**
 * A connection whose weights are scaled at the end of every run (or episode), so that the absolute weights into each target
 * (of a convolution: of each kernel) sum to `norm` (mV), each by the factor norm / sum of its target; where the sum is 0 they
 * stay. docs/spec/topology.md, normalise.
 */
export const normalised = entered(
  <K extends string>(of: Wiring<K | 'w'>, norm: number, options: NormaliseOptions = {}): Wiring<K | 'w'> =>
    aroundWeights('normalised', parameters, { ...options, norm, of }, (connection, { norm, signed, beyondBounds }) => ({
      ...(!beyondBounds && { norm: { sum: norm, signed } }),
      normalise: (A, vars) => {
        const total = connection.total(A, signed ? vars.w : A.abs(vars.w));
        const kept = A.where(A.gt(A.abs(total), leastSum(norm)), total, norm);
        return { ...vars, w: A.mul(vars.w, A.div(norm, kept)) };
      },
    })),
  'connection',
  'normalised',
  parameters,
  (construct, { norm, of, ...options }) => construct(of, norm, options),
);
