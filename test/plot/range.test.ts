import { expect, test } from 'vitest';
import { niceRange, rangeOf, roomy, type Range } from '../../src/plot/range.js';

test('a range is from the least to the largest of what can be drawn', () => {
  expect(rangeOf([3, 1, 2], [5])).toEqual([1, 5]);
  expect(rangeOf([-1e300, Number.NaN, Infinity, 1.1e300], [], [7])).toEqual([-1e300, 7]);
  expect(rangeOf([4])).toEqual([4, 4]);
  expect(rangeOf([Number.NaN])).toEqual([0, 1]);
});

test.each([
  [2, 3, 2, 3],
  [3, 2, 3, 2],
  [0, 0, -1, 1],
  [0.5, 0.5, 0.45, 0.55],
  [-20, -20, -22, -18],
  // Too near to each other for their size, or just not.
  [1, 1 + 5e-10, 1 - 0.1, 1 + 5e-10 + 0.1],
  [-1, -1 - 5e-10, -1 - 0.1, -1 - 5e-10 + 0.1],
  [1, 1 + 2e-9, 1, 1 + 2e-9],
  [1e9, 1e9 + 0.5, 0.9e9, 1.1e9 + 0.5],
  [0, 1e-291, -1, 1],
  [0, 2e-290, 0, 2e-290],
])('a range without a length gets one: from %s to %s', (from, to, ...want) => {
  expect(roomy([from, to])).toEqual(want);
});

test.each<[Range, number | undefined, Range]>([
  [[0.3, 9.7], undefined, [0, 10]],
  [[0.3, 9.7], 50, [0.2, 9.8]],
  [[0.1 + 0.2, 0.9], undefined, [0.3, 0.9]],
  [[5, 5], undefined, [4.4, 5.6]],
])('a range goes to round numbers: %j in %s parts', (range, count, want) => {
  expect(niceRange(range, count)).toEqual(want);
});
