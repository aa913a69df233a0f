import { chain, getOrElseW } from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { concat, counts, episode, every, foldIn, frames, map, poisson, progress, stepsIn, tensor } from 'spikefold';
import type { Always, EndOfEpisode, Fold, Forced, Frame, Monitor, Seed, Source, Tensor } from 'spikefold';
import { take, type Dataset, type Sample, type Sizes } from '../digits/dataset.js';
import { digits } from '../digits/uci.js';
import { range } from './numbers.js';

/** The digits that come with spikefold: the first of each part. */
export const readDigits = (sizes: Sizes): Dataset =>
  pipe(
    digits(),
    chain((all) => take(all, sizes)),
    getOrElseW((fault) => {
      throw new Error(fault);
    }),
  );

/** The labels of some samples. */
export const labelsOf = (samples: readonly Sample[]): readonly number[] => samples.map(({ label }) => label);

/** How samples are shown: `batch` at a time, each for `time` ms in steps of `dt`; a white pixel spikes at `intensity` Hz. */
export interface Showing {
  readonly batch: number;
  readonly time: number;
  readonly dt: number;
  readonly intensity: number;
}

/**
 * Poisson spikes of samples for the layer X, `batch` at a time, each batch an episode of its own. The number of samples must
 * be a multiple of `batch`. `forced`: forcing while a batch is shown, by the number of the batch.
 */
export const shown = <L extends string = never>(
  samples: readonly Sample[],
  { batch, time, intensity }: Showing,
  seed: Seed,
  forced: (group: number) => Forced<L, never, Always<Tensor>> = () => ({}),
): Source<Frame<Tensor, 'X' | L, never> | EndOfEpisode> =>
  concat(
    range(samples.length / batch).map((group) => {
      const some = samples.slice(group * batch, (group + 1) * batch);
      const rates = tensor(
        [batch, some[0]!.image.length],
        some.flatMap(({ image }) => Array.from(image, (pixel) => pixel * intensity)),
      );
      return episode(frames<'X', L>({ X: poisson(foldIn(seed, group * batch), rates, time) }, forced(group)));
    }),
  );

/** A monitor that passes on how many samples have been shown. */
export const shownSoFar = ({ batch, time, dt }: Showing, tick: (done: number) => void): Monitor<number> => {
  const every = stepsIn(time, dt);
  return progress(({ steps }) => tick((steps / every) * batch), { every });
};

/** How often each neuron spiked in each sample that was shown, `[samples, n]`; watches `s`. */
export const sampleCounts = ({ time, dt }: Showing): Fold<Tensor, Tensor> =>
  map(joined, every(stepsIn(time, dt), counts()));

/** Tensors `[b, ...]` concatenated, `[samples, n]`. */
const joined = (batches: readonly Tensor[]): Tensor => {
  const samples = batches.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const values = batches.flatMap(({ data }) => Array.from(data));
  return tensor([samples, values.length / samples], values);
};
