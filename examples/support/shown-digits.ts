import { chain, getOrElseW } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { counts, episode, every, foldIn, frames, map, poisson, stepsIn, tensor } from 'spikefold';
import { type Fold, type Frame, type Seed, type Tensor } from 'spikefold';
import { take, type Dataset, type Sample, type Sizes } from '../digits/dataset.js';
import { digits } from '../digits/uci.js';

/** The first digits of each part of those that come with spikefold. */
export const readDigits = (sizes: Sizes): Dataset =>
  pipe(
    digits(),
    chain((all) => take(all, sizes)),
    getOrElseW((fault) => {
      throw new Error(fault);
    }),
  );

/** What is to be seen on some samples. */
export const labelsOf = (samples: readonly Sample[]): readonly number[] => samples.map(({ label }) => label);

/** How samples are shown: side by side in a batch, each for `time` ms in steps of `dt`, white at `intensity` Hz. */
export interface Showing {
  readonly batch: number;
  readonly time: number;
  readonly dt: number;
  readonly intensity: number;
}

/** Poisson spikes of samples for the layer X, `batch` side by side, each batch an episode of its own. There have to be whole batches. */
export const shown = function* (
  samples: readonly Sample[],
  { batch, time, dt, intensity }: Showing,
  seed: Seed,
  tick: (done: number) => void,
): Iterable<Frame<Tensor, 'X'>> {
  for (let start = 0; start < samples.length; start += batch) {
    const rates = tensor(
      [batch, samples[start]!.image.length],
      samples.slice(start, start + batch).flatMap(({ image }) => Array.from(image, (pixel) => pixel * intensity)),
    );
    yield* episode(frames({ X: poisson(foldIn(seed, start), rates, time, dt) }));
    tick(start + batch);
  }
};

/** How often each neuron spiked in each sample that was shown, `[samples, n]`; watches `s`. */
export const sampleCounts = ({ time, dt }: Showing): Fold<Tensor, Tensor> =>
  map(joined, every(stepsIn(time, dt), counts()));

/** Tensors `[b, ...]` below each other, `[samples, n]`. */
const joined = (batches: readonly Tensor[]): Tensor => {
  const samples = batches.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const values = batches.flatMap(({ data }) => Array.from(data));
  return tensor([samples, values.length / samples], values);
};
