import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectAfter, foldAll, movingAverage, noExpectation, predictionError, type Episode } from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { amounts } from './support/kind.js';
import { scan } from './support/scan.js';

test('the worked example of docs/spec/learning.md: reward 10 in 5 steps, over 4 episodes', () => {
  const expected = expectAfter(noExpectation, { reward: 10, steps: 5, window: 4 });
  expect(expected).toStrictEqual({ perStep: 0.5, perEpisode: 2.5, history: [2.5] });
  expect(predictionError(2, expected)).toBe(1.5);
});

const episodes: fc.Arbitrary<readonly Episode[]> = fc.array(
  fc.record(
    { reward: amounts(-9, 9), steps: wholeIn(1, 9), window: wholeIn(1, 12) },
    { requiredKeys: ['reward', 'steps'] },
  ),
  { maxLength: 6 },
);

quickLaw('each episode moves the averages a window-th of the way to it; 10 unless told', [episodes], (all) => {
  const ema = (value: (episode: Episode) => number): readonly number[] =>
    scan(0, all, (mean, episode) => {
      const k = episode.window ?? 10;
      return (1 - 1 / k) * mean + value(episode) / k;
    });
  const got = all.reduce(expectAfter, noExpectation);
  expectNear([got.perStep], [ema(({ reward, steps }) => reward / steps).at(-1)!], 1e-12);
  expectNear(
    [got.perEpisode, ...got.history],
    [ema(({ reward }) => reward).at(-1)!, ...ema(({ reward }) => reward).slice(1)],
    1e-12,
  );
  expect(noExpectation).toStrictEqual({ perStep: 0, perEpisode: 0, history: [] });
});

quickLaw('as a fold it is the same, and can be left and resumed', [episodes, episodes], (early, late) => {
  const half = foldAll(movingAverage(), early);
  const want = [...early, ...late].reduce(expectAfter, noExpectation);
  expect(foldAll(half, late).done()).toStrictEqual(want);
  expect(foldAll(movingAverage(half.done()), late).done()).toStrictEqual(want);
});
