import { expect, test } from 'vitest';
import { tensor, type Param } from '../../src/index.js';
import { firstPair } from '../../src/models/parameters/pairs.js';

const above = (one: number, other: number): boolean => one > other;
const many = (...values: readonly number[]): Param => tensor([values.length], values);

test.each<readonly [Param, Param, ReturnType<typeof firstPair>]>([
  [2, 1, { values: [2, 1], place: undefined }],
  [1, 1, undefined],
  [2, many(3, 1, 0), { values: [2, 1], place: 1 }],
  [many(1, 2, 3), 2, { values: [3, 2], place: 2 }],
  [many(1, 2), many(0, 3), { values: [1, 0], place: 0 }],
  [many(1, 2), many(1, 3), undefined],
  [many(2), many(1), { values: [2, 1], place: undefined }],
  // Of two that do not fit each other the shapes are at fault.
  [many(5, 5), many(1, 1, 1), undefined],
  [many(), many(), undefined],
])('the first place at which one number of %j is above the other, of %j', (one, other, want) => {
  expect(firstPair(one, other, above)).toEqual(want);
});
