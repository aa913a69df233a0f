import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explain, tensor, zeros, type Faults, type Tensor } from '../../src/index.js';
import {
  accuracy,
  allActivity,
  assignLabels,
  confusion,
  fitReadOut,
  ngram,
  ngramScores,
  noNgrams,
  predictLinear,
  proportionWeighting,
  readOut,
  type Learner,
} from '../../src/read-out.js';
import { logisticRegression } from '../../src/logistic.js';

const said = (result: E.Either<Faults, unknown>): readonly string[] =>
  E.isLeft(result) ? result.left.map((fault) => explain(fault).replace('evaluation: ', '')) : [];

const spikes = zeros([2, 5, 3], 'bool');
const flat = zeros([6]);
const none = undefined as unknown as Tensor;
const learner: Learner<string> = { fit: () => 'fitted', predict: () => [0] };

describe('bad input is refused, all of it', () => {
  test.each<readonly [string, E.Either<Faults, unknown>, readonly string[]]>([
    [
      'flat spikes',
      assignLabels(flat, [0, 0, 0, 0, 0, 0], 2),
      ['spikes must be [samples, n] or [samples, t, n], got [6]'],
    ],
    [
      'spikes that are no numbers',
      assignLabels(tensor([1, 3], [1, NaN, 2]), [0], 2),
      ['spikes must be finite numbers, got NaN at place 1'],
    ],
    ['no spikes', assignLabels(none, [], 2), ['spikes must be [samples, n] or [samples, t, n], got nothing']],
    [
      'labels',
      assignLabels(spikes, [2], 2, { alpha: NaN, rates: zeros([3, 3]) }),
      [
        'labels must be 2, one for each sample, got 1',
        'label must be a whole number from 0 to 1, got 2 at place 0',
        'rates must be [3, 2], got [3, 3]',
        'alpha must be a finite number, got NaN',
      ],
    ],
    [
      'no labels',
      assignLabels(spikes, [0, 0], 0),
      [
        'labelCount must be a whole number of at least 1, got 0',
        'label must be a whole number from 0 to -1, got 0 at place 0',
      ],
    ],
    [
      'assignments',
      allActivity(spikes, { assignments: [0, -2] }, 2),
      [
        'assignments must be 3, one for each neuron, got 2',
        'assignment must be a whole number from -1 to 1, got -2 at place 1',
      ],
    ],
    [
      'proportions',
      proportionWeighting(spikes, { assignments: [0, 0, 0], proportions: zeros([2, 2]) }, 2),
      ['proportions must be [3, 2], got [2, 2]'],
    ],
    [
      'infinite proportions',
      proportionWeighting(
        spikes,
        { assignments: [0, 0, 1], proportions: tensor([3, 2], [0, 0, 0, 0, 0, Infinity]) },
        2,
      ),
      ['proportions must be finite numbers, got Infinity at place 5'],
    ],
    [
      'predictions',
      confusion([0, -1], [0, 1, 1.5], 2),
      [
        'label must be a whole number from 0 to 1, got 1.5 at place 2',
        'predictions must be 3, one for each sample, got 2',
        'prediction must be a whole number from 0 to 1, got -1 at place 1',
      ],
    ],
    [
      'n-grams',
      ngramScores(zeros([2, 3]), [0, 1], { n: 0, labelCount: 2, scores: {} }),
      ['spikes must be [samples, t, neurons], got [2, 3]', 'n must be a whole number of at least 1, got 0'],
    ],
    ['labels of n-grams', ngramScores(spikes, [0], noNgrams(2, 1)), ['labels must be 2, one for each sample, got 1']],
    [
      'no spikes for n-grams',
      ngram(none, { n: 2, labelCount: 0, scores: {} }),
      ['spikes must be [samples, t, neurons], got nothing', 'labelCount must be a whole number of at least 1, got 0'],
    ],
    [
      'scores of another length',
      ngram(spikes, { n: 2, labelCount: 2, scores: { '1,2': [1, 0], '1,3': [1] } }),
      ["scores must be 2 numbers for each 2 neurons, got [1] for '1,3'"],
    ],
    [
      'scores of other sequences',
      ngram(spikes, { n: 2, labelCount: 1, scores: { '1': [1] } }),
      ["scores must be 1 numbers for each 2 neurons, got [1] for '1'"],
    ],
    [
      'a learner without samples',
      fitReadOut(learner, zeros([0, 3]), []),
      ['spikes must be of at least one sample and neuron, got none'],
    ],
    [
      'a learner with too few labels',
      fitReadOut(learner, spikes, [1]),
      ['labels must be 2, one for each sample, got 1'],
    ],
    [
      'a learner without spikes',
      readOut(learner, 'fitted', flat),
      ['spikes must be [samples, n] or [samples, t, n], got [6]'],
    ],
    [
      'steps',
      fitReadOut(logisticRegression({ steps: 0 }), spikes, [0, 1]),
      ['logisticRegression: steps must be a whole number of at least 1, got 0'],
    ],
    [
      'other features',
      readOut({ predict: predictLinear }, { labels: [0, 1], w: zeros([4, 2]), b: zeros([2]) }, spikes),
      ['learner: features must be 4 a sample, got 3'],
    ],
  ])('%s', (_, result, texts) => {
    expect(said(result)).toStrictEqual(texts);
  });

  test('what a learner throws is a fault', () => {
    const broken: Learner<string> = {
      fit: () => {
        throw new Error('singular');
      },
      predict: () => {
        throw new Error('lost');
      },
    };
    expect(said(fitReadOut(broken, spikes, [0, 1]))).toStrictEqual(['learner: fit failed: singular']);
    expect(said(readOut(broken, 'fitted', spikes))).toStrictEqual(['learner: predict failed: lost']);
  });
});

describe('a learned read-out', () => {
  test('sees the spike counts of each sample', () => {
    const seen: (readonly number[])[] = [];
    const watching: Learner<number> = {
      fit: ({ shape, data }, labels) => seen.push([...shape], [...data], labels),
      predict: (model, { data }) => [model, ...data],
    };
    const given = tensor([2, 2, 2], [1, 0, 1, 1, 0, 0, 0, 1], 'bool');
    expect(fitReadOut(watching, given, [5, 7])).toStrictEqual(E.right(3));
    expect(seen).toStrictEqual([
      [2, 2],
      [2, 1, 0, 1],
      [5, 7],
    ]);
    expect(readOut(watching, 3, given)).toStrictEqual(E.right([3, 2, 1, 0, 1]));
  });

  test('that was not fitted predicts -1 for all', () => {
    expect(readOut(learner, undefined, spikes)).toStrictEqual(E.right([-1, -1]));
  });
});

test('the neurons of a label vote by their mean, each weighted by its share for that label', () => {
  const counts = tensor([1, 3], [2, 2, 3]);
  expect(allActivity(counts, { assignments: [0, 0, 1] }, 2)).toEqual(E.right([1]));
  const proportions = tensor([3, 2], [1, 0, 1, 0, 9, 0.5]);
  expect(proportionWeighting(counts, { assignments: [0, 0, 1], proportions }, 2)).toEqual(E.right([0]));
});

test('an accuracy needs a prediction for each label', () => {
  expect(accuracy([1, 2], [1, 1])).toBe(0.5);
  expect(() => accuracy([1, 2, 3], [1, 1])).toThrow('accuracy: predictions must be 2, one for each label, got 3');
  expect(() => accuracy([], [1])).toThrow('accuracy: predictions must be 1, one for each label, got 0');
});
