import { stepsIn } from '../../core/time.js';
import type { Tensor } from '../../core/tensor.js';
import { once } from './once.js';

/**
 * All spikes in the first step: the values above the (1 - sparsity) quantile (linear interpolation). Constant values, and the
 * smallest one, stay silent. spec/encoding.md, single.
 */
export const single = (datum: Tensor, time: number, dt = 1, sparsity = 0.5): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    const sorted = Array.from(datum.data).sort((a, b) => a - b);
    const place = (1 - sparsity) * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    const quantile = below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place));
    yield* once(datum, stepsIn(time, dt), (value) => (value > quantile ? 0 : -1));
  },
});
