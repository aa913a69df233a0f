import { expectRecord, expected } from '../../core/expect.js';
import type * as E from 'fp-ts/lib/Either.js';
import type { Faults } from '../../core/faults/errors.js';
import { isTensor, type Tensor } from '../../core/tensor.js';
import { largest } from './assign-labels.js';
import { evaluated, labelFaults } from './counts.js';
import { scoreFaults, spikeFaults, type NgramScores } from './ngram-scores.js';
import { hasOwn } from '../../core/record.js';

/** The scores before anything was shown, of sequences of `n` neurons, for `labelCount` labels (0, 1, ...). */
export const noNgrams = (n: number, labelCount: number): NgramScores => ({ n, labelCount, scores: {} });

/**
 * Scores with those of more samples added: of the steps of a sample in which any neuron spiked, in order, every n that follow
 * each other, and every choice of one spiking neuron from each, score 1 for the sample's label. `spikes` is `[samples, t,
 * neurons]`. (Where many neurons spike at once there are as many sequences as choices: their number to the power of n.)
 * docs/spec/evaluation.md, update_ngram_scores.
 */
export const ngramScores = (
  spikes: Tensor,
  labels: readonly number[],
  before: NgramScores,
): E.Either<Faults, NgramScores> =>
  expected(
    () => expectScores(before),
    () => scoresAfter(spikes, labels, before),
  );

const expectScores = (scores: NgramScores): void => {
  expectRecord('evaluation', scores, 'scores');
  expectRecord('evaluation', scores.scores, 'scores');
};

const scoresAfter = (spikes: Tensor, labels: readonly number[], before: NgramScores): E.Either<Faults, NgramScores> => {
  const { n, labelCount } = before;
  const faults = [
    ...spikeFaults(spikes),
    ...scoreFaults(before),
    ...labelFaults(labels, isTensor(spikes) ? (spikes.shape[0] ?? 0) : 0, labelCount),
  ];
  return evaluated(faults, () => {
    const scores = new Map(Object.entries(before.scores).map(([key, row]) => [key, [...row]]));
    labels.forEach((label, sample) => {
      for (const key of inARow(activeSteps(spikes, sample), n)) {
        const row = scores.get(key) ?? Array.from({ length: labelCount }, () => 0);
        row[label]!++;
        scores.set(key, row);
      }
    });
    return { n, labelCount, scores: Object.fromEntries(scores) };
  });
};

/** Options of `ngram`. */
export interface NgramOptions {
  /**
   * `'bindsnet'`: sequences as BindsNET forms them when it predicts (not when it counts): all spikes of a sample in one list,
   * those of one step after each other, and the last sequence left out.
   */
  readonly compat?: 'bindsnet';
}

/**
 * The label with the largest score over the sequences of each sample, which are formed as in `ngramScores`. Ties, and samples
 * without a known sequence, give the smallest label. `spikes` is `[samples, t, neurons]`. docs/spec/evaluation.md, ngram.
 */
export const ngram = (
  spikes: Tensor,
  known: NgramScores,
  { compat }: NgramOptions = {},
): E.Either<Faults, readonly number[]> =>
  expected(
    () => expectScores(known),
    () =>
      evaluated([...spikeFaults(spikes), ...scoreFaults(known)], () => {
        const { n, labelCount, scores } = known;
        const inOneList = (steps: Steps): Steps => Array.from(steps.flat().slice(0, -1), (neuron) => [neuron]);
        const sequences = (steps: Steps) => inARow(compat === undefined ? steps : inOneList(steps), n);
        return Array.from({ length: spikes.shape[0]! }, (_, sample) => {
          const totals = Array.from({ length: labelCount }, () => 0);
          for (const key of sequences(activeSteps(spikes, sample)))
            if (hasOwn(scores, key)) scores[key]!.forEach((score, label) => (totals[label]! += score));
          return largest(totals);
        });
      }),
  );

/** The neurons that spiked in each step in which any did. */
type Steps = readonly (readonly number[])[];

const activeSteps = ({ shape, data }: Tensor, sample: number): Steps => {
  const [, steps, n] = shape as readonly [number, number, number];
  return Array.from({ length: steps }, (_, step) => {
    const from = (sample * steps + step) * n;
    return Array.from(data.subarray(from, from + n)).flatMap((s, neuron) => (s === 0 ? [] : [neuron]));
  }).filter(({ length }) => length > 0);
};

/** Every choice of one neuron from each of n steps in a row. */
const inARow = function* (steps: Steps, n: number): Iterable<string> {
  for (let first = 0; first + n <= steps.length; first++) yield* choices(steps.slice(first, first + n));
};

const choices = ([first, ...others]: Steps): readonly string[] =>
  others.length === 0
    ? first!.map(String)
    : choices(others).flatMap((rest) => first!.map((neuron) => `${neuron},${rest}`));
