import type { Source } from '../../core/run/source.js';
import type { Tensor } from '../../core/tensor.js';
import { encoder } from './encoder.js';
import { checkValues } from './rates.js';
import { once, peak } from './once.js';
import { datum, duration } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * One spike for each value above 0 in `time` ms, the sooner the larger: values enter by 1 / value, the smallest in the last
 * step. Only ratios count, not the intensity; equal values share a step. Thorpe & Gautrais 1998; docs/spec/encoding.md, rank_order.
 */
export const rankOrder = entered(
  (datum: Tensor, time: number): Source =>
    encoder('rankOrder', time, (steps) => {
      checkValues('rankOrder', datum);
      const most = peak(datum);
      const least = Array.from(datum.data).reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity);
      const delay = (value: number): number => Math.fround(most / value);
      return once(datum, steps, (value) =>
        value > 0 ? Math.ceil(Math.fround((delay(value) * steps) / delay(least))) - 1 : -1,
      );
    }),
  'encoder',
  'rankOrder',
  {
    /** What is encoded. */
    datum: [required, datum([0, 2])],
    /** How long it lasts, ms. */
    time: [required, duration],
  },
  (construct, { datum, time }) => construct(datum, time),
);
