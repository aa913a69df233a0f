import { expect, test } from 'vitest';
import { fieldsOf } from '../../src/plot/fields.js';
import { tensor } from '../../src/index.js';

/** A tensor of which each number is its place. */
const places = (...shape: readonly number[]) => {
  const count = shape.reduce((product, extent) => product * extent, 1);
  return tensor(
    shape,
    Array.from({ length: count }, (_, k) => k),
  );
};

// Each with its size, how many pictures there are, and the last of them.
test.each<
  readonly [
    shape: readonly number[],
    given: readonly [number, number] | undefined,
    size: string,
    count: number,
    last: readonly number[],
  ]
>([
  [[4, 3], undefined, '2 x 2', 3, [2, 5, 8, 11]],
  [[6, 2], [2, 3], '2 x 3', 2, [1, 3, 5, 7, 9, 11]],
  [[6, 1], [6, 1], '6 x 1', 1, [0, 1, 2, 3, 4, 5]],
  [[2, 2, 3], undefined, '2 x 3', 2, [6, 7, 8, 9, 10, 11]],
  [[2, 1, 1, 2, 3], undefined, '2 x 3', 2, [6, 7, 8, 9, 10, 11]],
  [[2, 2, 3], [1, 4], '1 x 4', 3, [8, 9, 10, 11]],
  [[3], undefined, '1 x 3', 1, [0, 1, 2]],
  [[], undefined, '1 x 1', 1, [0]],
])('of weights %j in pictures of %j are %s, %d of them', (shape, given, said, count, last) => {
  const { size, pictures } = fieldsOf(places(...shape), given);
  expect([size.join(' x '), pictures.length, Array.from(pictures.at(-1)!)]).toEqual([said, count, last]);
});
