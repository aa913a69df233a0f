import { left, right, type Either } from 'fp-ts/lib/Either.js';

/** One picture and what it shows: 784 pixels in [0, 1], row by row (28 x 28). `image` may be made anew at each read. */
export interface Sample {
  readonly image: Float32Array;
  readonly label: number;
}

/** Pictures to learn from and to test with; labels are 0 to `classes` - 1. */
export interface Dataset {
  readonly name: string;
  readonly train: readonly Sample[];
  readonly test: readonly Sample[];
  readonly classes: number;
}

/** How many samples of each part; undefined is all of them. */
export interface Sizes {
  readonly train: number | undefined;
  readonly test: number | undefined;
}

/** The first samples of each part. A Left says which part has fewer than asked for. */
export const take = (dataset: Dataset, sizes: Sizes): Either<string, Dataset> => {
  const short = (['train', 'test'] as const).find((part) => (sizes[part] ?? 0) > dataset[part].length);
  return short === undefined
    ? right({ ...dataset, train: dataset.train.slice(0, sizes.train), test: dataset.test.slice(0, sizes.test) })
    : left(`data set '${dataset.name}': want ${sizes[short]} ${short} samples, got ${dataset[short].length}`);
};
