import { fold, type Fold } from '../../core/fold.js';
import type { Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';

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
 * Statistics of interspike intervals, neuron by neuron and in constant memory; watches `s`. dt is the length of a step, ms.
 * Mean and variance (of the intervals as they are, divided by their number) run along as in Welford 1962.
 */
export const intervals = (dt: number): Fold<Tensor, Intervals> =>
  fold<Seen, Tensor, Intervals>({ step: 0, shape: [0], neurons: undefined }, follow, ({ shape, neurons = none }) => {
    const { count, mean, squares } = neurons;
    const tensorBy = (value: (k: number) => number): Tensor => ({
      shape,
      dtype: 'f32',
      data: Float32Array.from(count, (_, k) => value(k)),
    });
    return {
      count: tensorBy((k) => count[k]!),
      mean: tensorBy((k) => (count[k]! < 1 ? Number.NaN : mean[k]! * dt)),
      cv: tensorBy((k) => (count[k]! < 2 ? Number.NaN : Math.sqrt(squares[k]! / count[k]!) / mean[k]!)),
    };
  });

interface Seen {
  readonly step: number;
  readonly shape: Shape;
  readonly neurons: Neurons | undefined;
}

/** For each neuron: the step of its latest spike (-1: none yet), and its intervals' count, mean and sum of squared deviations, in steps. */
interface Neurons {
  readonly latest: Float64Array;
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

const none: Neurons = {
  latest: new Float64Array(0),
  count: new Float64Array(0),
  mean: new Float64Array(0),
  squares: new Float64Array(0),
};

const follow = ({ step, neurons }: Seen, { shape, data }: Tensor): Seen => {
  const zeros = new Float64Array(neurons === undefined ? data.length : 0);
  const before = neurons ?? { latest: zeros.map(() => -1), count: zeros, mean: zeros, squares: zeros };
  if (!data.some((s: number) => s !== 0)) return { step: step + 1, shape, neurons: before };
  const [latest, count, mean, squares] = [
    before.latest.slice(),
    before.count.slice(),
    before.mean.slice(),
    before.squares.slice(),
  ];
  data.forEach((s, k) => {
    if (s === 0) return;
    if (latest[k]! >= 0) {
      const interval = step - latest[k]!;
      const off = interval - mean[k]!;
      count[k]! += 1;
      mean[k]! += off / count[k]!;
      squares[k]! += off * (interval - mean[k]!);
    }
    latest[k] = step;
  });
  return { step: step + 1, shape, neurons: { latest, count, mean, squares } };
};
