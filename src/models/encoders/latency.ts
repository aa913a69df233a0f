import type { Tensor } from '../../core/tensor.js';
import { ifGiven, positiveFinite, scalar } from '../parameters/constraint.js';
import { givenOf } from '../parameters/entry.js';
import { encoded, encoder } from './encoder.js';
import { once, peak } from './once.js';

/**
 * One spike for each value above 0 in `time` ms, the sooner the larger, evenly: the largest in the first step, values near 0 in
 * the last. `scale` is the value that spikes at once, above 0; default the largest of the datum.
 */
export const latency = encoder(
  'latency',
  {
    ...encoded,
    /** The value that spikes at once. */
    scale: [undefined, ifGiven(scalar(positiveFinite)), [1, 3]],
  },
  (datum: Tensor, time: number, scale?: number) => ({ datum, time, ...givenOf({ scale }) }),
  ({ datum, scale = peak(datum) }, steps) =>
    once(datum, steps, (value) => (value > 0 ? Math.round((1 - Math.min(value / scale, 1)) * (steps - 1)) : -1)),
);
