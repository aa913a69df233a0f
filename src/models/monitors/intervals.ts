import { dtOf, type Time } from '../../core/fold.js';
import { foldRows } from '../../core/fold-rows.js';
import { size, type Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { checkShape } from './checks.js';
import { foldOf } from './fold-of.js';
import { checkEveryStep, spikesIn } from './seen-spikes.js';

/** The times between the spikes of each neuron, `[b, ...shape]`. */
export interface Intervals {
  /** How many there were: one fewer than spikes. */
  readonly count: Tensor;
  /** Their mean, ms; NaN where there was none. */
  readonly mean: Tensor;
  /** Their standard deviation by their mean (0 regular, 1 as a Poisson process has it); NaN where there were fewer than two. */
  readonly cv: Tensor;
}

/**
 * Statistics of interspike intervals, neuron by neuron and in constant memory; watches `s`. The time between the last spike
 * of an episode and the first of the next is no interval. Values other than 0 and 1, and a monitor that does not look at
 * every step, are a `FaultError`, which ends a run. Mean and variance (of the intervals as they are, divided by their
 * number) run along as in Welford 1962.
 */
export const intervals = foldOf('intervals', () =>
  foldRows<Seen, Intervals>(
    { dt: Number.NaN, episode: 0, shape: [0], neurons: undefined },
    follow,
    ({ dt: length, shape, neurons = unseen(0) }) => {
      const { count, mean, squares } = neurons;
      const tensorBy = (value: (k: number) => number): Tensor => ({
        shape,
        dtype: 'f32',
        data: Float32Array.from(count, (_, k) => value(k)),
      });
      return {
        count: tensorBy((k) => count[k]!),
        mean: tensorBy((k) => (count[k]! < 1 ? Number.NaN : mean[k]! * length)),
        cv: tensorBy((k) => (count[k]! < 2 ? Number.NaN : Math.sqrt(squares[k]! / count[k]!) / mean[k]!)),
      };
    },
  ),
);

interface Seen {
  readonly dt: number;
  /** That of the latest spikes. */
  readonly episode: number;
  readonly shape: Shape;
  readonly neurons: Neurons | undefined;
}

/** For each neuron: the step of its latest spike in the episode (-1: none yet), and its intervals' count, mean and sum of squared deviations, in steps. */
interface Neurons {
  readonly latest: Float64Array;
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

const follow = (seen: Seen, s: Tensor, times: readonly Time[]): Seen => {
  const [first] = times as readonly [Time];
  const [, ...shape] = s.shape;
  checkEveryStep('intervals', first);
  if (seen.neurons !== undefined) checkShape('intervals', first.step, seen.shape, shape);
  const dt = dtOf('intervals', first);
  const places = spikesIn('intervals', s);
  const width = size(shape);
  const before = seen.neurons ?? unseen(width);
  if (places.length === 0)
    return seen.neurons === undefined ? { dt, episode: first.episode, shape, neurons: before } : seen;
  const latest = before.latest.slice();
  const [count, mean, squares] = [before.count.slice(), before.mean.slice(), before.squares.slice()];
  let { episode: current } = seen;
  for (const place of places) {
    const k = place % width;
    const { step, episode } = times[(place - k) / width]!;
    if (episode !== current) latest.fill(-1);
    current = episode;
    if (latest[k]! >= 0) {
      const interval = step - latest[k]!;
      const off = interval - mean[k]!;
      count[k]! += 1;
      mean[k]! += off / count[k]!;
      squares[k]! += off * (interval - mean[k]!);
    }
    latest[k] = step;
  }
  return { dt, episode: current, shape, neurons: { latest, count, mean, squares } };
};

const unseen = (width: number): Neurons => ({
  latest: new Float64Array(width).fill(-1),
  count: new Float64Array(width),
  mean: new Float64Array(width),
  squares: new Float64Array(width),
});
