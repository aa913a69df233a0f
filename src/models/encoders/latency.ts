import { refused } from '../../core/errors.js';
import { shown } from '../../core/check/shown.js';
import type { Source } from '../../core/run/source.js';
import type { Tensor } from '../../core/tensor.js';
import { encoder } from './encoder.js';
import { checkValues } from './rates.js';
import { once, peak } from './once.js';
import { datum, duration, ifGiven, scalar } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';
import { lasting } from '../params.js';

/**
 * One spike for each value above 0 in `time` ms, the sooner the larger, evenly: the largest in the first step, values near 0 in
 * the last. `scale` is the value that spikes at once, above 0; default the largest of the datum.
 */
export const latency = entered(
  (datum: Tensor, time: number, scale?: number): Source =>
    encoder('latency', time, (steps) => {
      checkValues('latency', datum);
      if (scale !== undefined && !(scale > 0 && scale < Infinity))
        throw refused('latency', 'scale', 'positive and finite', shown(scale));
      const [first, last] = [scale ?? peak(datum), steps - 1];
      return once(datum, steps, (value) => (value > 0 ? Math.round((1 - Math.min(value / first, 1)) * last) : -1));
    }),
  'encoder',
  'latency',
  {
    /** What is encoded, each at least 0. */
    datum: [required, datum([0, 2])],
    /** How long it lasts, ms. */
    time: [required, duration],
    /** The value that spikes at once. */
    scale: [undefined, ifGiven(scalar(lasting)), [1, 3]],
  },
  (construct, { datum, time, scale }) => construct(datum, time, scale),
);
