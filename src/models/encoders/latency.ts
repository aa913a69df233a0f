import { refused } from '../../core/errors.js';
import { shown } from '../../core/shown.js';
import type { Source } from '../../core/source.js';
import type { Tensor } from '../../core/tensor.js';
import { encoder } from './encoder.js';
import { checkValues } from './rates.js';
import { once, peak } from './once.js';

/**
 * One spike for each value above 0 in `time` ms, the sooner the larger, evenly: the largest in the first step, values near 0 in
 * the last. `scale` is the value that spikes at once, above 0; default the largest of the datum.
 */
export const latency = (datum: Tensor, time: number, scale?: number): Source =>
  encoder('latency', time, (steps) => {
    checkValues('latency', datum);
    if (scale !== undefined && !(scale > 0 && scale < Infinity))
      throw refused('latency', 'scale', 'positive and finite', shown(scale));
    const [first, last] = [scale ?? peak(datum), steps - 1];
    return once(datum, steps, (value) => (value > 0 ? Math.round((1 - Math.min(value / first, 1)) * last) : -1));
  });
