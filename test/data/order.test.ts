import { describe, expect, test } from 'vitest';
import { batches, shuffled, split } from '../../src/data.js';
import { streamOf, uniforms } from '../../src/core/random.js';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

describe('shuffled', () => {
  test('sorts by 48 bits, so that of 8000 items none has the place of another by its first 24 bits', () => {
    const count = 8000;
    const key = streamOf(3, 'shuffled');
    const [high, low] = [uniforms(key, 0, count), uniforms(key, 1, count)];
    const bits = numbers(count).map((k) => high[k]! * 2 ** 48 + low[k]! * 2 ** 24);
    expect(new Set(high).size).toBeLessThan(count);
    expect(new Set(bits).size).toBe(count);
    expect(shuffled(3, numbers(count))).toEqual(numbers(count).toSorted((a, b) => bits[a]! - bits[b]!));
  });

  test('takes nothing, and one item', () => {
    expect([shuffled(1, []), shuffled(1, ['a'])]).toEqual([[], ['a']]);
  });

  test('refuses what is no list', () => {
    expect(() => shuffled(1, 3 as never)).toThrow('shuffled: items must be an array, got 3');
  });
});

describe('split', () => {
  /** Samples by their labels, and their places in each part. */
  const parts = (labels: readonly number[], shares: readonly number[]) =>
    split(
      labels.map((label, place) => ({ label, place })),
      shares,
    ).map((part) => part.map(({ place }) => place));

  test.each<readonly [readonly number[], readonly number[], readonly (readonly number[])[]]>([
    // Four of label 0 and eight of label 1: the parts have one and two, one and two, two and four.
    [
      [0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1],
      [0.25, 0.25, 0.5],
      [
        [0, 1, 2],
        [3, 4, 5],
        [6, 7, 8, 9, 10, 11],
      ],
    ],
    // Of five the half is rounded up.
    [
      [7, 7, 7, 7, 7],
      [0.5, 0.5],
      [
        [0, 1, 2],
        [3, 4],
      ],
    ],
    // What is beyond all shares is in no part.
    [
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0.2, 0.3],
      [
        [0, 1],
        [2, 3, 4],
      ],
    ],
    [
      [0, 5],
      [0, 1, 0],
      [[], [0, 1], []],
    ],
    [[2], [0.4], [[]]],
    [[2], [0.5], [[0]]],
    [[1, 1], [], []],
    [[], [0.5, 0.5], [[], []]],
  ])('gives samples of labels %j by shares %j the parts %j', (labels, shares, want) => {
    expect(parts(labels, shares)).toEqual(want);
  });

  test('shares may add up to 1 but for rounding, and not to more', () => {
    const tenths = Array.from({ length: 10 }, () => 0.1);
    expect(parts([0, 0], tenths).flat()).toEqual([0, 1]);
    expect(parts([0, 0], [0.5, 0.5 + 9e-10])).toEqual([[0], [1]]);
    expect(parts([0, 0], [1 + 1e-9])).toEqual([[0, 1]]);
    expect(() => parts([0, 0], [0.5, 0.5 + 2e-9])).toThrow('split: shares must be numbers from 0');
  });

  test.each<readonly [unknown, string]>([
    [[0.6, 0.6], '[0.6, 0.6]'],
    [[0.5, -0.1], '[0.5, -0.1]'],
    [[Number.NaN], '[NaN]'],
    [['1'], "['1']"],
    [[0.5, 1n], '[0.5, 1n]'],
    [[1.5, 0], '[1.5, 0]'],
  ])('refuses shares %s', (shares, got) => {
    expect(() => split([{ label: 0 }], shares as never)).toThrow(
      `split: shares must be numbers from 0 that add up to 1 at most, such as [0.9, 0.1], got ${got}`,
    );
  });

  test.each<readonly [string, () => unknown, string]>([
    ['samples that are no list', () => split(3 as never, [1]), 'split: samples must be an array, got 3'],
    ['a sample that is no record', () => split([{ label: 0 }, 3 as never], [1]), 'split: sample 1 must be'],
    [
      'a label that is no whole number',
      () => split([{ label: 0.5 }], [1]),
      'split: label of sample 0 must be a whole number, got 0.5',
    ],
    ['shares that are no list', () => split([], 1 as never), 'split: shares must be an array, got 1'],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe('batches', () => {
  test('are the list in pieces, the last of what is left', () => {
    expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(batches([1, 2, 3, 4], 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect([batches([], 2), batches([1], 9), batches([1, 2], 1)]).toEqual([[], [[1]], [[1], [2]]]);
  });

  test.each<readonly [unknown, unknown, string]>([
    [3, 1, 'items must be an array, got 3'],
    [[1], 0, 'rows must be a whole number of at least 1, got 0'],
    [[1], 1.5, 'rows must be a whole number of at least 1, got 1.5'],
  ])('of %j by %d are refused', (items, rows, message) => {
    expect(() => batches(items as never, rows as never)).toThrow(`batches: ${message}`);
  });
});
