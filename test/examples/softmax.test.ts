import { describe, expect, it } from 'vitest';
import { tensor, uniforms } from 'spikefold';
import { softmaxRegression } from '../../examples/support/softmax.js';

/** Points in the plane around three corners, each with the number of its corner. */
const clouds = (seed: number, samples: number) => {
  const labels = Array.from({ length: samples }, (_, i) => i % 3);
  const noise = uniforms(seed, 0, 2 * samples);
  const corners = [[0, 0], [3, 0], [0, 3]] as const; // prettier-ignore
  const values = labels.flatMap((label, i) => corners[label]!.map((at, axis) => at + noise[2 * i + axis]!));
  return { labels, points: tensor([samples, 2], values) };
};

describe('softmax regression', () => {
  const known = clouds(1, 60);
  const other = clouds(2, 90);
  const predict = softmaxRegression(known.points, known.labels, 3);

  it('tells classes apart that lines can, in samples that it was not fitted to', () => {
    expect(predict(known.points)).toEqual(known.labels);
    expect(predict(other.points)).toEqual(other.labels);
  });

  it('does not mind the unit or the origin of a feature, nor features that never vary', () => {
    const moved = (points: typeof known.points) =>
      tensor(
        [points.shape[0]!, 3],
        Array.from({ length: points.shape[0]! }, (_, i) => [
          points.data[2 * i]! * 1000 + 5,
          7,
          points.data[2 * i + 1]!,
        ]).flat(),
      );
    expect(softmaxRegression(moved(known.points), known.labels, 3)(moved(other.points))).toEqual(other.labels);
  });

  it('guesses the commonest class from features that tell nothing', () => {
    const nothing = tensor([5, 1], [0, 0, 0, 0, 0]);
    expect(softmaxRegression(nothing, [2, 1, 2, 0, 2], 3)(nothing)).toEqual([2, 2, 2, 2, 2]);
  });
});
