import { expectNumber, expectRecord } from '../../core/expect.js';
import { fold, type Fold } from '../../core/fold.js';

/** The expected reward: per step, and per episode with its history. */
export interface Expected {
  readonly perStep: number;
  readonly perEpisode: number;
  readonly history: readonly number[];
}

/** One episode that has ended. */
export interface Episode {
  /** The reward that it brought in all. */
  readonly reward: number;
  readonly steps: number;
  /** Over how many episodes to average; default 10. */
  readonly window?: number;
}

/** The expectation before the first reward: 0. */
export const noExpectation: Expected = { perStep: 0, perEpisode: 0, history: [] };

/** The expectation after an episode: an exponential moving average. docs/spec/learning.md, MovingAvgRPE. */
export const expectAfter = (before: Expected, episode: Episode): Expected => {
  expectRecord('expectAfter', before, 'expectation');
  expectRecord('expectAfter', episode, 'episode');
  const { perStep, perEpisode, history } = before;
  const { reward, steps, window = 10 } = episode;
  const moved = (before: number, now: number): number => (1 - 1 / window) * before + now / window;
  const next = moved(perEpisode, reward);
  return { perStep: moved(perStep, reward / steps), perEpisode: next, history: [...history, next] };
};

/** The difference of a reward from the expected one, as a reward-modulated rule should get it in each step. */
export const predictionError = (reward: number, expectation: Expected): number => {
  expectNumber('predictionError', reward, 'reward');
  expectRecord('predictionError', expectation, 'expectation');
  return reward - expectation.perStep;
};

/** The same as a fold over episodes. */
export const movingAverage = (from: Expected = noExpectation): Fold<Episode, Expected> =>
  fold(from, expectAfter, (expected) => expected);
