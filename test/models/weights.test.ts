import { describe, expect, test } from 'vitest';
import {
  allButSelf,
  byPlace,
  clipped,
  columnsTo,
  constant,
  normal,
  oneToOne,
  tensor,
  uniform,
  type Initialiser,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import { makerOf } from '../../src/core/deferred.js';

const as =
  (w: Tensor): Initialiser =>
  () =>
    w;
const drawn = (weights: Initialiser, shape: Shape) => Array.from(weights(shape).data, (value) => value + 0);

describe('weights by the places of their neurons', () => {
  test('are one value, one to one, all but one, or those of a function of both', () => {
    expect(drawn(constant(3), [2, 3])).toEqual([3, 3, 3, 3, 3, 3]);
    expect(drawn(oneToOne(5), [2, 3])).toEqual([5, 0, 0, 0, 5, 0]);
    expect(drawn(oneToOne(5), [3, 2])).toEqual([5, 0, 0, 5, 0, 0]);
    expect(drawn(allButSelf(-5), [3, 3])).toEqual([0, -5, -5, -5, 0, -5, -5, -5, 0]);
    expect(
      drawn(
        byPlace((i, j) => 10 * i + j),
        [2, 3],
      ),
    ).toEqual([0, 1, 2, 10, 11, 12]);
  });

  test('are known to be between two, and to come again', () => {
    expect(makerOf(constant(3)([2, 3]))).toMatchObject({ least: 3, most: 3 });
    expect(makerOf(oneToOne(5)([2, 3]))).toMatchObject({ least: 0, most: 5, period: 4 });
    expect(makerOf(allButSelf(-5)([3, 3]))).toMatchObject({ least: -5, most: 0, period: 4 });
    expect(makerOf(oneToOne(5)([3, 2]))).not.toHaveProperty('period');
  });
});

describe('weights that are drawn', () => {
  test('are known to be between two: a normal one within that of 1 - 2^-24', () => {
    expect(makerOf(uniform(1, -2, 3)([2]))).toMatchObject({ least: -2, most: 3 });
    const { least, most } = makerOf(normal(1, 10, 2)([2]))!;
    const furthest = Math.sqrt(-2 * Math.log(2 ** -24));
    expect(most).toBeGreaterThan(10 + 2 * furthest);
    expect([least, most]).toEqual([expect.closeTo(10 - 2 * furthest, 4), expect.closeTo(10 + 2 * furthest, 4)]);
  });

  test('are not made when they are read where some may be infinite', () => {
    for (const weights of [uniform(1, 0, 1e39), uniform(1, -1e39, 0), normal(1, 0, 1e39)])
      expect(makerOf(weights([2]))).toBeUndefined();
    expect(makerOf(uniform(1, -3e38, 3e38)([2]))).toBeDefined();
  });

  test('by default are uniform from 0 to 1, or of mean 0 and deviation 1', () => {
    expect(uniform(7)([9]).data).toStrictEqual(uniform(7, 0, 1)([9]).data);
    expect(normal(7)([9]).data).toStrictEqual(normal(7, 0, 1)([9]).data);
    expect(makerOf(uniform(7)([9]))).toMatchObject({ least: 0, most: 1 });
  });

  test('have bounds in order', () => {
    expect(() => uniform(1, 2)).toThrow('uniform: min must be at most max (1), as in uniform(seed, min, max), got 2');
    expect(() => clipped(constant(1), 3, 2)).toThrow('clipped: min must be at most max (2), got 3');
    expect(drawn(uniform(1, 2, 2), [2])).toEqual([2, 2]);
    expect(drawn(clipped(constant(1), 3, 3), [2])).toEqual([3, 3]);
  });
});

test('clipped weights are within their bounds, and as they were there', () => {
  const all = as(tensor([5], [-2, -1, 0, 1, 2]));
  expect(drawn(clipped(all, -1, 1), [5])).toEqual([-1, -1, 0, 1, 1]);
  expect(drawn(clipped(all, 0), [5])).toEqual([0, 0, 0, 1, 2]);
});

describe('columnsTo', () => {
  test('scales the weights into each target to the sum of their sizes, but where all are 0', () => {
    expect(drawn(columnsTo(8, as(tensor([2, 3], [1, -3, 0, 1, 1, 0]))), [2, 3])).toEqual([4, -6, 0, 4, 2, 0]);
  });

  test('leaves alone what is as small as norm 2^-127', () => {
    const sums = [2 ** -127, 2 ** -126];
    for (const norm of [1, 4])
      expect(
        drawn(
          columnsTo(
            norm,
            as(
              tensor(
                [1, 2],
                sums.map((sum) => sum * norm),
              ),
            ),
          ),
          [1, 2],
        ),
      ).toEqual([norm * 2 ** -127, norm]);
  });
});
