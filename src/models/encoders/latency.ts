import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';
import { checkValues } from './rates.js';
import { once, peak } from './once.js';

/**
 * One spike for each value above 0, the sooner the larger, evenly: the largest in the first step, values near 0 in the last.
 * `scale` is the value that spikes at once; default the largest of the datum.
 */
export const latency = (datum: Tensor, time: number, dt = 1, scale: number = peak(datum)): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    checkValues('latency', datum);
    const last = stepsIn(time, dt) - 1;
    yield* once(datum, last + 1, (value) => (value > 0 ? Math.round((1 - Math.min(value / scale, 1)) * last) : -1));
  },
});
