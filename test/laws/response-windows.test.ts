import { expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import { gain, weighed, windowSteps } from '../../src/core/response.js';

test.each([
  [3, 1, 3],
  [2.4, 1, 2],
  [2.5, 1, 3],
  [10, 0.5, 20],
  // 0.15 / 0.1 is a little below 1.5.
  [0.15, 0.1, 2],
  [1.4, 1, 1],
  [0.4, 1, 1],
  [0, 1, 1],
])('a window of %d ms in steps of %d ms is rounded to %d, and is one at least', (window, dt, steps) => {
  expect(windowSteps(window, dt)).toBe(steps);
});

test('a constant input is weighed by the kernel at each age within the window', () => {
  // Ages of 0, 0.5, ... 2.5 ms.
  expect(gain({ window: 3, kernel: (t) => t + 1 }, 0.5)).toBe(13.5);
  expect(gain({ window: 0.1, kernel: (t) => t + 2 }, 0.5)).toBe(2);
});

test('the steps of a window are weighed by their ages, the newest of which is 0', () => {
  const window = tensor([2, 3, 1, 2], [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
  // Of 1, 0.5 and 0 ms: 101, 51 and 1.
  const weights = (t: number): number => 100 * t + 1;
  expect(weighed(A, window, 0.5, weights)).toEqual(
    tensor([2, 1, 2], [101 + 153 + 5, 202 + 204 + 6, 1010 + 1530 + 50, 2020 + 2040 + 60]),
  );
});
