import { expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { spread } from '../../src/io/description/bindsnet/spread.js';

test.each([
  [[], [7], [2, 2], [7, 7, 7, 7]],
  [[3], [1, 2, 3], [2, 3], [1, 2, 3, 1, 2, 3]],
  [
    [1, 3],
    [1, 2, 3],
    [2, 3],
    [1, 2, 3, 1, 2, 3],
  ],
  [
    [2, 1],
    [1, 2],
    [2, 3],
    [1, 1, 1, 2, 2, 2],
  ],
  [
    [2, 1, 2],
    [1, 2, 3, 4],
    [2, 2, 2],
    [1, 2, 1, 2, 3, 4, 3, 4],
  ],
  [
    [1, 1, 2],
    [1, 2],
    [1, 2],
    [1, 2],
  ],
])('a tensor of shape %j with %j is repeated to %j', (shape, elements, whole, all) => {
  const got = spread(tensor(shape, elements), whole);
  expect(got).toMatchObject({ shape: whole, data: Float32Array.from(all) });
});

test.each([
  [[3], [2, 2]],
  [[2, 3], [3]],
])('one of shape %j stays as it is where %j is wanted', (shape, whole) => {
  const given = tensor(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b) }, (_, k) => k),
  );
  expect(spread(given, whole)).toBe(given);
});
