import { describe, expect, test } from 'vitest';
import {
  allToAllPattern,
  fixedInDegree,
  fixedOutDegree,
  fixedProbability,
  fixedTotalNumber,
  gridPositions,
  oneToOnePattern,
  pairwise,
  randomPositions,
  tensor,
  zeros,
  type Pattern,
  type Tensor,
} from '../../src/index.js';

/** The targets of each of so many sources. */
const rowsOf = ({ pre, post }: Pattern, m: number): readonly (readonly number[])[] =>
  Array.from({ length: m }, (_, source) => Array.from(post).filter((__, synapse) => pre[synapse] === source));

const five = [0, 1, 2, 3, 4];
const three = [0, 1, 2];

describe('patterns that leave nothing to luck', () => {
  test.each<readonly [string, Pattern, number, readonly (readonly number[])[]]>([
    ['all of 3 x 5', allToAllPattern()(3, 5), 3, [five, five, five]],
    [
      'all of 3 x 5 but autapses',
      allToAllPattern({ autapses: false })(3, 5),
      3,
      [
        [1, 2, 3, 4],
        [0, 2, 3, 4],
        [0, 1, 3, 4],
      ],
    ],
    [
      'all of 5 x 3 but autapses',
      allToAllPattern({ autapses: false })(5, 3),
      5,
      [[1, 2], [0, 2], [0, 1], three, three],
    ],
    ['one to one of 3 x 5', oneToOnePattern()(3, 5), 3, [[0], [1], [2]]],
    ['one to one of 5 x 3', oneToOnePattern()(5, 3), 5, [[0], [1], [2], [], []]],
    ['probability 1', fixedProbability(1, 1)(3, 5), 3, [five, five, five]],
    [
      'probability 1 but autapses',
      fixedProbability(1, 1, { autapses: false })(5, 3),
      5,
      [[1, 2], [0, 2], [0, 1], three, three],
    ],
    ['probability 0', fixedProbability(1, 0)(3, 5), 3, [[], [], []]],
    ['5 targets each', fixedOutDegree(1, 5)(3, 5), 3, [five, five, five]],
    ['3 sources each', fixedInDegree(1, 3)(3, 5), 3, [five, five, five]],
    ['2 sources each of 3 x 2 but autapses', fixedInDegree(1, 2, { autapses: false })(3, 2), 3, [[1], [0], [0, 1]]],
    [
      '2 targets each of 2 x 3 but autapses',
      fixedOutDegree(1, 2, { autapses: false })(2, 3),
      2,
      [
        [1, 2],
        [0, 2],
      ],
    ],
    ['no targets', fixedOutDegree(1, 0)(3, 5), 3, [[], [], []]],
    ['all 15 pairs', fixedTotalNumber(1, 15)(3, 5), 3, [five, five, five]],
    [
      'all 12 pairs but autapses',
      fixedTotalNumber(1, 12, { autapses: false })(5, 3),
      5,
      [[1, 2], [0, 2], [0, 1], three, three],
    ],
    ['3 synapses of one pair', fixedTotalNumber(1, 3, { multapses: true })(1, 1), 1, [[0, 0, 0]]],
    ['4 synapses from one source', fixedInDegree(1, 4, { multapses: true })(1, 2), 1, [[0, 0, 0, 0, 1, 1, 1, 1]]],
  ])('%s', (_, pattern, m, rows) => {
    expect(rowsOf(pattern, m)).toEqual(rows);
  });

  test.each<readonly [number, 'gaussian' | 'exponential', readonly (readonly number[])[]]>([
    [2, 'gaussian', [three, [0, 1, 2, 3], five]],
    [1, 'exponential', [[0, 1], three, [1, 2, 3]]],
    [0.5, 'gaussian', [[0], [1], [2]]],
  ])('pairs at most %d apart, of a profile as good as flat', (cutoff, profile, rows) => {
    // At this scale a chance differs from 1 by less than a word of 32 bits can say.
    const [from, to] = [gridPositions([3]), gridPositions([5])];
    expect(rowsOf(pairwise(1, from, to, profile, { cutoff, scale: 1e12 })(3, 5), 3)).toEqual(rows);
  });

  test('pairs in a box whose ends are joined are as near as the shorter way round', () => {
    const line = gridPositions([5]);
    const rows = rowsOf(pairwise(1, line, line, (d) => Number(d <= 1), { period: 5 })(5, 5), 5);
    expect(rows).toEqual([[0, 1, 4], three, [1, 2, 3], [2, 3, 4], [0, 3, 4]]);
    const grid = gridPositions([2, 3]);
    const torus = { period: tensor([2], [Infinity, 3]), autapses: false };
    expect(rowsOf(pairwise(1, grid, grid, (d) => Number(d <= 1), torus)(6, 6), 6)[0]).toEqual([1, 2, 3]);
  });
});

describe('patterns refuse', () => {
  const line = gridPositions([3]);
  const profile = (share: number) => () => share;

  test.each<readonly [string, () => unknown]>([
    [
      'fixedInDegree: degree must be at most 3, as there are sources (with multapses: true there may be more), got 4',
      () => fixedInDegree(1, 4)(3, 5),
    ],
    [
      'fixedOutDegree: degree must be at most 4, as there are targets without autapses (with multapses: true there may be more), got 5',
      () => fixedOutDegree(1, 5, { autapses: false })(3, 5),
    ],
    [
      'fixedOutDegree: degree must be at most 0, as there are targets without autapses, got 1',
      () => fixedOutDegree(1, 1, { autapses: false, multapses: true })(1, 1),
    ],
    [
      'fixedTotalNumber: synapses must be at most 15, as there are pairs (with multapses: true there may be more), got 16',
      () => fixedTotalNumber(1, 16)(3, 5),
    ],
    [
      'fixedTotalNumber: synapses must be at most 0, as there are pairs, got 1',
      () => fixedTotalNumber(1, 1, { autapses: false, multapses: true })(1, 1),
    ],
    [
      'pairwise: from must be positions of 4 neurons, those of the layer, got 3',
      () => pairwise(1, line, line, 'gaussian')(4, 3),
    ],
    [
      'pairwise: to must be positions of 5 neurons, those of the layer, got 3',
      () => pairwise(1, line, line, 'gaussian')(3, 5),
    ],
    [
      'pairwise: to must be positions with 1 axis, as those of the source, got 2',
      () => pairwise(1, line, gridPositions([1, 3]), 'gaussian'),
    ],
    [
      'pairwise: to must be positions with 2 axes, as those of the source, got 1',
      () => pairwise(1, gridPositions([1, 3]), line, 'gaussian'),
    ],
    [
      'pairwise: from must be positions [neurons, axes], as gridPositions([10, 10]) makes them, got a tensor f32 [3] of 3 values',
      () => pairwise(1, zeros([3]), line, 'gaussian'),
    ],
    [
      'pairwise: to must be positions [neurons, axes], as gridPositions([10, 10]) makes them, got a tensor f32 [3, 0] of 0 values',
      () => pairwise(1, line, { shape: [3, 0], dtype: 'f32', data: new Float32Array(0) }, 'gaussian'),
    ],
    ['pairwise: period must be', () => pairwise(1, line, line, 'gaussian', { period: 0 })],
    [
      'pairwise: profile of neurons 0 and 0 must be in [0, 1], got 1.5',
      () => pairwise(1, line, line, profile(1.5))(3, 3),
    ],
    [
      'pairwise: profile of neurons 0 and 0 must be in [0, 1], got -0.5',
      () => pairwise(1, line, line, profile(-0.5))(3, 3),
    ],
    [
      'pairwise: profile of neurons 0 and 0 must be in [0, 1], got NaN',
      () => pairwise(1, line, line, profile(NaN))(3, 3),
    ],
    ['gridPositions: shape must be whole numbers of at least 1, such as [10, 10], got [0]', () => gridPositions([0])],
    ['gridPositions: spacing must be positive and finite, of one axis, got 0', () => gridPositions([2], 0)],
    ['gridPositions: spacing must be positive and finite, of 2 axes, got [1]', () => gridPositions([2, 2], [1])],
    [
      'gridPositions: spacing must be positive and finite, of 2 axes, got [1, Infinity]',
      () => gridPositions([2, 2], [1, Infinity]),
    ],
    [
      "gridPositions: spacing must be positive and finite, of 2 axes, got [1, '2']",
      () => gridPositions([2, 2], [1, '2' as never]),
    ],
    ['randomPositions: n must be a whole number of at least 1, got 0', () => randomPositions(1, 0, [1])],
    ['randomPositions: n must be a whole number of at least 1, got 1.5', () => randomPositions(1, 1.5, [1])],
    ['randomPositions: box must be the length of each axis, such as [1, 1], got []', () => randomPositions(1, 2, [])],
    [
      'randomPositions: box must be the length of each axis, such as [1, 1], got 2',
      () => randomPositions(1, 2, 2 as never),
    ],
    ['randomPositions: box must be positive and finite, of 2 axes, got [1, -1]', () => randomPositions(1, 2, [1, -1])],
  ])('%s', (message, act) => {
    expect(act).toThrow(message);
  });

  test('all that is wrong with positions at once, before anything is said of their axes', () => {
    expect(() => pairwise(1, zeros([3]), zeros([2]), 'gaussian')).toThrow(
      /from must be positions[^]*to must be positions/,
    );
    const bad: Tensor = tensor([1, 1], [Infinity]);
    expect(() => pairwise(1, bad, gridPositions([1, 2]), 'gaussian')).toThrow('from must be');
  });

  test('profiles at their limits are taken', () => {
    expect(rowsOf(pairwise(1, line, line, profile(1))(3, 3), 3)).toEqual([three, three, three]);
    expect(rowsOf(pairwise(1, line, line, profile(0))(3, 3), 3)).toEqual([[], [], []]);
    expect(randomPositions(1, 1, [1]).shape).toEqual([1, 1]);
  });
});
