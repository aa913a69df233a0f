import { flag, part, positiveFinite, scalar } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { aroundWeights } from './around.js';
import { leastSum } from './weights.js';

const options = {
  /** Whether weights count with their sign: as BindsNET has it for convolutions and local connections. */
  signed: [false, flag],
  /** Whether the norm may be more than weights within their bounds can sum to: runs then end with weights beyond the bounds. */
  beyondBounds: [false, flag],
} satisfies Table;

/** Options of `normalised`. */
export type NormaliseOptions = Partial<ParamsOf<typeof options>>;

/**
 * A connection whose weights are scaled at the end of every run (or episode), so that the absolute weights into each target
 * (of a convolution: of each kernel) sum to `norm` (mV), each by the factor norm / sum of its target; where the sum is 0 they
 * stay. docs/spec/topology.md, normalise.
 */
export const normalised = aroundWeights(
  'normalised',
  {
    /** Sum of the absolute weights into each target, mV. */
    norm: [required, scalar(positiveFinite), [1, 40]],
    ...options,
    /** The connection. */
    of: [required, part('connection')],
  },
  (norm: number, options: NormaliseOptions = {}) => ({ ...options, norm }),
  ({ total }, { norm, signed, beyondBounds }) => ({
    ...(!beyondBounds && { norm: { sum: norm, signed } }),
    normalise: (A, { w, ...others }) => {
      const sum = total(A, signed ? w! : A.abs(w!));
      const kept = A.where(A.gt(A.abs(sum), leastSum(norm)), sum, norm);
      return { ...others, w: A.mul(w!, A.div(norm, kept)) };
    },
  }),
);
