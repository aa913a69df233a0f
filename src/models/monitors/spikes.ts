import { dtOf, map, type Fold } from '../../core/fold.js';
import { foldRows } from '../../core/fold-rows.js';
import { size, type Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { checkShape } from './checks.js';
import { foldOf } from './fold-of.js';
import { countsIn, checkEveryStep } from './seen-spikes.js';

/**
 * How often each neuron spiked, `[b, ...shape]`; watches `s`. Numbers of spikes in an input layer are added up. Other
 * values, such as a voltage, and a monitor that does not look at every step, are a `FaultError`, which ends a run.
 */
export const counts = foldOf('counts', () => map(({ total }) => total, tally('counts', false)));

/** The mean rate of each neuron in Hz, `[b, ...shape]`: its `counts` divided by the time of the run. Watches `s`. */
export const rates = foldOf('rates', () =>
  map(
    ({ total, ms }): Tensor => ({ ...total, data: total.data.map((count) => (count * 1000) / ms) }),
    tally('rates', true),
  ),
);

interface Tally {
  readonly total: Tensor;
  readonly steps: number;
  readonly ms: number;
}

const tally = (name: string, timed: boolean): Fold<Tensor, Tally> =>
  foldRows<Tally, Tally>(
    { total: { shape: [0], dtype: 'f32', data: new Float32Array(0) }, steps: 0, ms: 0 },
    ({ total, steps }, s, times) => {
      const [time] = times;
      const [, ...shape] = s.shape;
      checkEveryStep(name, time);
      if (steps > 0) checkShape(name, steps, total.shape, shape);
      return {
        total: added(name, total, s, shape),
        steps: steps + times.length,
        ms: timed ? (steps + times.length) * dtOf(name, time) : 0,
      };
    },
    (seen) => seen,
  );

/** A tally with some steps more; without a spike it is the same object. */
const added = (name: string, total: Tensor, s: Tensor, shape: Shape): Tensor => {
  const places = countsIn(name, s);
  const width = size(shape);
  if (places.length === 0 && total.data.length === width) return total;
  const data = new Float32Array(width);
  data.set(total.data);
  for (const place of places) data[place % width]! += s.data[place]!;
  return { shape, dtype: 'f32', data };
};
