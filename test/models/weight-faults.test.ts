import { describe, expect, test } from 'vitest';
import {
  constant,
  explain,
  filled,
  normal,
  oneToOne,
  tensor,
  uniform,
  zeros,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import { deferred, makerOf } from '../../src/core/deferred.js';
import { delayFaults } from '../../src/models/connections/delay-faults.js';
import { fitting, weightFaults } from '../../src/models/connections/weight-faults.js';

const texts = (faults: ReturnType<typeof weightFaults>): readonly string[] =>
  faults.map((one) => explain({ ...one, place: '' }).replace(/^: /, ''));

test.each<readonly [unknown, Shape, readonly string[]]>([
  [filled([2, 3], -1), [2, 3], []],
  [zeros([0]), [0], []],
  [tensor([3], [1, 2, Number.NaN]), [3], ['weights must be finite, got NaN']],
  [tensor([3], [Infinity, 2, Number.NaN]), [3], ['weights must be finite, got Infinity']],
  [tensor([2], [0, -Infinity]), [2], ['weights must be finite, got -Infinity']],
  [zeros([3, 2]), [2, 3], ['weights must be [2, 3] (transposed(w) of spikefold/file turns them), got [3, 2]']],
  [zeros([3, 3]), [2, 3], ['weights must be [2, 3], got [3, 3]']],
  [zeros([3, 2, 1]), [1, 2, 3], ['weights must be [1, 2, 3], got [3, 2, 1]']],
  [zeros([6]), [2, 3], ['weights must be [2, 3], got [6]']],
  [zeros([2]), [1.5], ['weights must be of a shape of whole numbers, got [1.5]']],
  [
    uniform,
    [2],
    ['weights must be a tensor [2], got a function in their place (uniform(1) draws weights, not uniform)'],
  ],
  [
    3,
    [2],
    ['weights must be a tensor [2], got 3 (constant(3) makes weights of it, and byPlace of a function of two neurons)'],
  ],
  ['x', [2], ["weights must be a tensor [2], got 'x'"]],
])('weights have to be finite numbers of the shape of a connection: %#', (w, shape, want) => {
  expect(texts(weightFaults(w as Tensor, shape))).toEqual(want);
  expect(texts(weightFaults(w as Tensor, shape, 'bias'))).toEqual(want.map((text) => text.replace('weights', 'bias')));
});

test('of weights as they are drawn no number is made to look at it', () => {
  for (const weights of [uniform(1), normal(1), constant(2), oneToOne(3)]) {
    const w = weights([2, 3]);
    expect(weightFaults(w, [2, 3])).toEqual([]);
    expect(makerOf(w)).toBeDefined();
  }
});

test('weights have room in one tensor, of up to 2^29 numbers', () => {
  expect(fitting([2 ** 15, 2 ** 14])).toEqual([2 ** 15, 2 ** 14]);
  expect(() => fitting([2 ** 15, 2 ** 14 + 1])).toThrow(
    'weights: weights must be at most 536870912 elements, 2 GiB (sparse(...) stores only those that are there), got [32768, 16385], 2 GiB',
  );
});

describe('delays that are drawn', () => {
  test('are looked at one by one where some may not be above 0', () => {
    expect(texts(delayFaults(constant(0)([2]), 2))).toEqual(['delay must be positive and finite, got 0']);
    expect(texts(delayFaults(constant(0.5)([2]), 2))).toEqual([]);
    expect(texts(delayFaults(uniform(1)([40]), 40))).toEqual([]);
    expect(texts(delayFaults(uniform(1, -1, 1)([40]), 40))[0]).toMatch(
      /^delay must be positive and finite, got -0\.\d+$/,
    );
  });

  test('are not made to look at them where none can be', () => {
    let looks = 0;
    const made = (least: number): Tensor => {
      const into = (data: Tensor['data']): void => {
        looks++;
        data.fill(least);
      };
      return deferred([40], 'f32', { into, least, most: 2 });
    };
    expect([delayFaults(made(0.5), 40), looks]).toEqual([[], 0]);
    expect([texts(delayFaults(made(0), 40)), looks]).toEqual([['delay must be positive and finite, got 0'], 1]);
  });
});
