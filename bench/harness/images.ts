import { isLeft } from 'fp-ts/lib/Either.js';
import { digits } from '../../examples/digits/uci.js';
import { idxFolder } from '../../examples/digits/idx.js';
import { concat, episode, foldIn, frames, poisson, tensor } from 'spikefold';
import type { EndOfEpisode, Frame, Source, Tensor } from 'spikefold';

/** Rates of the first images of the data, whole Hz from 0 (black) to 128 (white), as bytes: `[samples, 784]`. */
export const imageRates = (samples: number, data: string | undefined): Uint8Array => {
  const dataset = data === undefined ? digits() : idxFolder(data);
  if (isLeft(dataset)) throw new Error(dataset.left);
  const images = dataset.right.train.slice(0, samples).map(({ image }) => image);
  return Uint8Array.from(images.flatMap((image) => Array.from(image, (pixel) => Math.round(pixel * 128))));
};

export const base64 = (rates: Uint8Array): string => Buffer.from(rates).toString('base64');

/** The images as Poisson spikes for `time` ms each, `batch` at once; each is an episode of its own. */
export const shown = (
  rates: Uint8Array,
  batch: number,
  time: number,
  shape: readonly number[],
): Source<Frame<Tensor, 'X', never> | EndOfEpisode> => {
  const width = batch * 784;
  return concat(
    Array.from({ length: rates.length / width }, (_, group) => {
      const start = group * width;
      const some = tensor([batch, ...shape], rates.subarray(start, start + width));
      return episode(frames({ X: poisson(foldIn(3, start), some, time) }));
    }),
  );
};
