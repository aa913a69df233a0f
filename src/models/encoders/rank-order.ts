import type { Tensor } from '../../core/tensor.js';
import { encoded, encoder } from './encoder.js';
import { once, peak } from './once.js';

/**
 * One spike for each value above 0 in `time` ms, the sooner the larger: values enter by 1 / value, the smallest in the last
 * step. Only ratios count, not the intensity; equal values share a step. Thorpe & Gautrais 1998; docs/spec/encoding.md, rank_order.
 */
export const rankOrder = encoder(
  'rankOrder',
  encoded,
  (datum: Tensor, time: number) => ({ datum, time }),
  ({ datum }, steps) => {
    const most = peak(datum);
    const least = Array.from(datum.data).reduce((a, b) => (b > 0 ? Math.min(a, b) : a), Infinity);
    const delay = (value: number): number => Math.fround(most / value);
    return once(datum, steps, (value) =>
      value > 0 ? Math.ceil(Math.fround((delay(value) * steps) / delay(least))) - 1 : -1,
    );
  },
);
