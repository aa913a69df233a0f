import { expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { crossedFaults } from '../../src/models/learning/bounded.js';

const told = (min: unknown, max: unknown) =>
  crossedFaults(min as number, max as number, ['wmin', 'wmax']).map(({ what, want, got }) => [what, want, got]);

test('bounds are in order, each with its own; of those that are no numbers nothing is told here', () => {
  expect(told(1, 1)).toEqual([]);
  expect(told(2, 1)).toEqual([['wmin', 'at most wmax (1)', '2']]);
  expect(told(tensor([2], [0, 3]), 1)).toEqual([['wmin', 'at most wmax (1)', '3']]);
  expect(told(tensor([2], [0, 3]), tensor([2], [1, 4]))).toEqual([]);
  for (const [min, max] of [
    [null, -1],
    [1, null],
    ['b', 'a'],
    [undefined, undefined],
  ])
    expect(told(min, max)).toEqual([]);
});
