import { expectWiring } from '../../core/check/expect.js';
import type { Wiring } from '../../core/connection.js';
import { demandNumber, lasting } from '../params.js';
import { weightless } from './weight-faults.js';
import { flag, part, scalar } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { settle } from '../parameters/settle.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';

const options = {
  /** Whether weights count with their sign: as BindsNET has it for convolutions and local connections. */
  signed: [false, flag],
  /** Whether the norm may be more than weights within their bounds can sum to: runs then end with weights beyond the bounds. */
  beyondBounds: [false, flag],
} satisfies Table;

export type NormaliseOptions = Partial<ParamsOf<typeof options>>;

/**
 * A connection whose weights are scaled at the end of every run (or episode), so that the absolute weights into each target
 * (of a convolution: of each kernel) sum to `norm` (mV); where the sum is 0 they stay. docs/spec/topology.md, normalise.
 */
export const normalised = entered(
  <K extends string>(wiring: Wiring<K | 'w'>, norm: number, given: NormaliseOptions = {}): Wiring<K | 'w'> =>
    (from, to) => {
      expectWiring('normalised', wiring);
      const connection = wiring(from, to);
      if (!('w' in connection.init)) return weightless(connection, 'norm', 'normalised');
      const {
        params: { signed, beyondBounds },
        faults,
      } = settle('normalised', options, given);
      return {
        ...connection,
        term: { name: 'normalised', params: { norm, signed, beyondBounds, of: connection.term } },
        faults: [...connection.faults, ...faults({}), ...demandNumber('norm', norm, lasting)],
        ...(beyondBounds ? {} : { norm: { sum: norm, signed } }),
        normalise: (A, vars) => {
          const total = connection.total(A, signed ? vars.w : A.abs(vars.w));
          const w = A.div(A.mul(vars.w, norm), A.where(A.ne(total, 0), total, norm));
          // A negative sum turns signs round, which a constraint inside may forbid.
          return { ...vars, w: connection.constrain?.(A, w) ?? w };
        },
      };
    },
  'connection',
  'normalised',
  {
    /** What the absolute weights into each target sum to, mV. */
    norm: [required, scalar(lasting), [1, 40]],
    ...options,
    of: [required, part('connection')],
  },
  (construct, { norm, of, ...rest }) => construct(of, norm, rest),
);
