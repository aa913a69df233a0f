import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { orThrow, tensor, zeros, type Faults } from '../../src/index.js';
import {
  accuracy,
  accuracyByLabel,
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
  showConfusion,
  unassigned,
} from '../../src/read-out.js';
import { said } from '../saving/support/tried.js';

const f32 = (shape: readonly number[], ...values: readonly number[]) => tensor(shape, values);

/** Four samples of three neurons; labels 1, 0, 1, 2 of four. */
const counts = f32([4, 3], 2, 0, 0, 0, 3, 0, 4, 1, 0, 1, 1, 0);
const labels = [1, 0, 1, 2];

describe('labels of neurons by hand', () => {
  // Means by label 0, 1, 2; label 3 has no sample. The third neuron is silent.
  const rates = [0, 3, 1, 0, 3, 0.5, 1, 0, 0, 0, 0, 0];

  test('are those of the largest mean count', () => {
    expect(orThrow(assignLabels(counts, labels, 4))).toStrictEqual({
      assignments: [1, 0, 0],
      rates: f32([3, 4], ...rates),
      proportions: f32([3, 4], 0, 3 / 4, 1 / 4, 0, 3 / 4.5, 0.5 / 4.5, 1 / 4.5, 0, 0, 0, 0, 0),
    });
    expect(orThrow(assignLabels(counts, labels, 4, { silent: 'unassigned' })).assignments).toEqual([1, 0, -1]);
  });

  test('go on from earlier rates, which count fully unless alpha says how much; a label without samples keeps its own', () => {
    const before = f32([3, 4], 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 3);
    const after = (alpha?: number) =>
      orThrow(assignLabels(counts, labels, 4, { rates: before, ...(alpha !== undefined && { alpha }) }));
    expect(after().rates).toStrictEqual(f32([3, 4], 1, 4, 2, 1, 5, 2.5, 3, 2, 0, 0, 0, 3));
    expect(after(0.5).rates).toStrictEqual(f32([3, 4], 0.5, 3.5, 1.5, 1, 4, 1.5, 2, 2, 0, 0, 0, 3));
    expect(after(0).rates).toStrictEqual(f32([3, 4], 0, 3, 1, 1, 3, 0.5, 1, 2, 0, 0, 0, 3));
    expect(after().assignments).toEqual([1, 0, 3]);
  });

  test('are none before anything was shown', () => {
    expect(unassigned(2, 3)).toStrictEqual({ assignments: [-1, -1], proportions: zeros([2, 3]), rates: zeros([2, 3]) });
  });

  test('spikes in steps are counted', () => {
    const steps = tensor([2, 3, 2], [1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0], 'bool');
    expect(orThrow(assignLabels(steps, [0, 1], 2)).rates).toStrictEqual(f32([2, 2], 2, 0, 1, 2));
  });
});

describe('predictions by hand', () => {
  const assignments = [2, 0, 2, -1];
  const shown = f32([3, 4], 4, 3, 0, 9, 4, 1, 1, 9, 0, 0, 0, 9);

  test('by the mean count of the neurons of a label', () => {
    // Means: label 0 has 3, 1, 0; label 2 has 2, 2.5, 0.
    expect(allActivity(shown, { assignments }, 3)).toEqual(E.right([0, 2, 0]));
  });

  test('by counts weighted with the share of the label', () => {
    // Label 0: 3 and 1 times 0.5; label 2: 4 times 1 by two, (4 + 0.25) by two.
    const proportions = f32([4, 3], 0, 0, 1, 0.5, 0, 0.5, 0.75, 0, 0.25, 1, 1, 1);
    expect(proportionWeighting(shown, { assignments, proportions }, 3)).toEqual(E.right([2, 2, 0]));
  });

  test('by the largest sum of weighted features', () => {
    const model = { labels: [7, 5, 3], w: f32([2, 3], 1, 0, -1, 0, 2, 1), b: f32([3], 0, 0.5, 1) };
    // Scores: (3, 0.5, -2), (0, 4.5, 3), (0, 0.5, 1), (1, 2.5, 1).
    const features = f32([4, 2], 3, 0, 0, 2, 0, 0, 1, 1);
    expect(predictLinear(model, features)).toEqual([7, 5, 3, 5]);
    const even = { ...model, b: f32([3], 1, 1, 1) };
    expect(predictLinear(even, f32([1, 2], 0, 0))).toEqual([7]);
    expect(() => predictLinear(model, f32([1, 3], 0, 0, 0))).toThrow('learner: features must be 2 a sample, got 3');
  });

  test('the share of those that are right', () => {
    expect([accuracy([], []), accuracy([1], [1]), accuracy([1, 2, 3, 4], [1, 2, 3, 0])]).toEqual([0, 1, 0.75]);
    expect(() => accuracy(3 as never, [])).toThrow('accuracy: predictions must be an array, got 3');
    expect(() => accuracy([], 3 as never)).toThrow('accuracy: labels must be an array, got 3');
  });
});

describe('n-grams by hand', () => {
  // Steps with spikes of the first sample: {0}, {1, 2}, {0}; of the second: {1}, {0}.
  const spikes = tensor([2, 4, 3], [1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0], 'bool');

  test('count each sequence for the label of its sample', () => {
    const one = orThrow(ngramScores(spikes, [2, 1], noNgrams(2, 3)));
    expect(one).toStrictEqual({
      n: 2,
      labelCount: 3,
      scores: { '0,1': [0, 0, 1], '0,2': [0, 0, 1], '1,0': [0, 1, 1], '2,0': [0, 0, 1] },
    });
    expect(orThrow(ngramScores(spikes, [0, 0], one)).scores).toStrictEqual({
      '0,1': [1, 0, 1],
      '0,2': [1, 0, 1],
      '1,0': [2, 1, 1],
      '2,0': [1, 0, 1],
    });
    expect(orThrow(ngramScores(spikes, [2, 1], noNgrams(3, 3))).scores).toStrictEqual({
      '0,1,0': [0, 0, 1],
      '0,2,0': [0, 0, 1],
    });
    expect(orThrow(ngram(spikes, one))).toEqual([2, 1]);
  });

  test('names that every record has are no sequences', () => {
    expect(orThrow(ngram(spikes, { n: 1, labelCount: 2, scores: { '1': [0, 1] } }))).toEqual([1, 1]);
    expect(said(ngram(spikes, { n: 1, labelCount: 2, scores: { '0': [NaN, 1] } }))).toEqual([
      "evaluation: scores must be 2 numbers for each 1 neurons, got [NaN, 1] for '0'",
    ]);
  });
});

describe('confusion by hand', () => {
  const matrix = orThrow(confusion([0, 2, 2, 0, 2], [0, 0, 2, 2, 2], 3));

  test('counts predictions by true labels', () => {
    expect(matrix).toStrictEqual(tensor([3, 3], [1, 0, 1, 0, 0, 0, 1, 0, 2], 'i32'));
    expect(accuracyByLabel(matrix)).toEqual([0.5, undefined, 2 / 3]);
    expect(showConfusion(matrix, ['x', 'yy', 'z'])).toBe(
      ['    x  yy  z', ' x  1   0  1  50 %', 'yy  0   0  0', ' z  1   0  2  67 %'].join('\n'),
    );
  });

  test.each<readonly [string, () => unknown, string]>([
    ['no tensor', () => accuracyByLabel(3 as never), 'evaluation: confusion must be'],
    ...[[3], [2, 3], [0, 0], [2, 2, 2], []].map(
      (shape) =>
        [
          `a tensor [${shape.join(', ')}]`,
          () => accuracyByLabel(zeros(shape)),
          `evaluation: confusion must be [labels, labels], as confusion() gives it, got [${shape.join(', ')}]`,
        ] as const,
    ),
    ['a name', () => showConfusion(matrix, 'abc' as never), "evaluation: names must be an array of strings, got 'abc'"],
    ['numbers', () => showConfusion(matrix, [1] as never), 'evaluation: names must be an array of strings, got [1]'],
  ])('is not of %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe('what is wrong is said once', () => {
  test.each<readonly [string, E.Either<Faults, unknown>, readonly string[]]>([
    [
      'spikes of four axes',
      assignLabels(zeros([1, 2, 3, 4]), [0], 2),
      ['spikes must be [samples, n] or [samples, t, n], got [1, 2, 3, 4]'],
    ],
    [
      'a row with rates',
      assignLabels(zeros([0]), [], 2, { rates: zeros([0, 2]) }),
      ['spikes must be [samples, n] or [samples, t, n], got [0]'],
    ],
    ['a number of spikes', assignLabels(zeros([]), [], 2), ['spikes must be [samples, n] or [samples, t, n], got []']],
    [
      'a number for a read-out',
      fitReadOut({ fit: () => 0, predict: () => [] }, zeros([]), []),
      ['spikes must be [samples, n] or [samples, t, n], got []'],
    ],
    [
      'a row for a read-out',
      readOut({ predict: () => [] }, undefined, zeros([3])),
      ['spikes must be [samples, n] or [samples, t, n], got [3]'],
    ],
    [
      'options',
      assignLabels(counts, labels, 4, 3 as never),
      ['options must be a record of rates, alpha, silent, got 3'],
    ],
    [
      'labels in a typed array',
      assignLabels(counts, Int32Array.of(1) as never, 4),
      ['labels must be an array of whole numbers, got'],
    ],
    [
      'labels in a tensor',
      assignLabels(counts, zeros([4], 'i32') as never, 4),
      ['labels must be an array of whole numbers, got'],
    ],
    [
      'labels at their limits',
      assignLabels(counts, [0, 3, 4, 0], 4),
      ['label must be a whole number from 0 to 3, got 4 at place 2'],
    ],
    [
      'assignments at their limits',
      allActivity(counts, { assignments: [-1, 1, 2] }, 2),
      ['assignment must be a whole number from -1 to 1, got 2 at place 2'],
    ],
    [
      'assignments of flat spikes',
      allActivity(zeros([3]), { assignments: [9] }, 2),
      ['spikes must be [samples, n] or [samples, t, n], got [3]'],
    ],
    ['no list of labels', confusion([], 3 as never, 2), ['labels must be an array of whole numbers, got 3']],
    [
      'no spikes',
      assignLabels(3 as never, [], 2, { rates: zeros([0, 2]) }),
      ['spikes must be [samples, n] or [samples, t, n], got 3'],
    ],
    ['half a label count', confusion([0], [0], 1.5), ['labelCount must be a whole number of at least 1, got 1.5']],
    [
      'a word for a label count',
      confusion([0], [0], '2' as never),
      ["labelCount must be a whole number of at least 1, got '2'"],
    ],
    [
      'the first of two that are not finite',
      assignLabels(f32([1, 3], 0, Infinity, NaN), [0], 2),
      ['spikes must be finite numbers, got Infinity at place 1'],
    ],
    [
      'n-grams of a number',
      ngramScores(zeros([]), [], noNgrams(2, 1)),
      ['spikes must be [samples, t, neurons], got []'],
    ],
  ])('%s', (_, result, messages) => {
    const texts = said(result);
    expect(texts).toHaveLength(messages.length);
    messages.forEach((message, k) => expect(texts[k]).toContain(`evaluation: ${message}`));
  });

  test('how a list of labels is made of other lists', () => {
    expect(said(assignLabels(counts, zeros([4], 'i32') as never, 4))[0]).toContain(
      '(Array.from(labels.data) makes one of it)',
    );
    expect(said(assignLabels(counts, Int32Array.of(1) as never, 4))[0]).toContain(
      '(Array.from(labels) makes one of it)',
    );
    expect(said(assignLabels(counts, 3 as never, 4))).toEqual([
      'evaluation: labels must be an array of whole numbers, got 3',
    ]);
  });
});
