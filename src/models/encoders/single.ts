import { at, fault, FaultError } from '../../core/errors.js';
import type { Source } from '../../core/run/source.js';
import type { Tensor } from '../../core/tensor.js';
import { encoder } from './encoder.js';
import { once } from './once.js';
import { datum, duration, scalar } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';
import { fraction } from '../params.js';

/**
 * `time` ms with all spikes in the first step: the values above the (1 - sparsity) quantile (linear interpolation; sparsity from
 * 0 to 1, default 0.5). Constant values, and the smallest one, stay silent. docs/spec/encoding.md, single.
 */
export const single = entered(
  (datum: Tensor, time: number, sparsity = 0.5): Source =>
    encoder('single', time, (steps) => {
      const faults = [
        ...(sparsity >= 0 && sparsity <= 1 ? [] : [fault('Parameter', 'sparsity', 'from 0 to 1', `${sparsity}`)]),
        ...Array.from(datum.data)
          .filter((value) => !Number.isFinite(value))
          .slice(0, 1)
          .map((value) => fault('Parameter', 'value', 'finite', `${value}`)),
      ].map(at('single'));
      const [first, ...others] = faults;
      if (first !== undefined) throw new FaultError([first, ...others]);
      const sorted = Array.from(datum.data).sort((a, b) => a - b);
      const place = (1 - sparsity) * (sorted.length - 1);
      const below = sorted[Math.floor(place)]!;
      const quantile = below + (sorted[Math.ceil(place)]! - below) * (place - Math.floor(place));
      return once(datum, steps, (value) => (value > quantile ? 0 : -1));
    }),
  'encoder',
  'single',
  {
    /** What is encoded. */
    datum: [required, datum([-2, 2])],
    /** How long it lasts, ms. */
    time: [required, duration],
    /** The share of the values that spike. */
    sparsity: [0.5, scalar(fraction)],
  },
  (construct, { datum, time, sparsity }) => construct(datum, time, sparsity),
);
