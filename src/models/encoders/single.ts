import type { Tensor } from '../../core/tensor.js';
import { datum, fraction, scalar } from '../parameters/constraint.js';
import { givenOf } from '../parameters/entry.js';
import { required } from '../parameters/table.js';
import { encoded, encoder } from './encoder.js';
import { once } from './once.js';

/**
 * `time` ms with all spikes in the first step: the values above the (1 - sparsity) quantile (linear interpolation; sparsity from
 * 0 to 1, default 0.5). Constant values, and the smallest one, stay silent. docs/spec/encoding.md, single.
 */
export const single = encoder(
  'single',
  {
    /** Values to encode, of any shape, also negative ones. */
    datum: [required, datum([-2, 2], 'finite', Number.isFinite)],
    time: encoded.time,
    /** The share of the values that spike. */
    sparsity: [0.5, scalar(fraction)],
  },
  (datum: Tensor, time: number, sparsity?: number) => ({ datum, time, ...givenOf({ sparsity }) }),
  ({ datum, sparsity }, steps) => {
    const sorted = Array.from(datum.data).sort((a, b) => a - b);
    const place = (1 - sparsity) * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    const quantile = below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place));
    return once(datum, steps, (value) => (value > quantile ? 0 : -1));
  },
);
