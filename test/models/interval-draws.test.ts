import { describe, expect, test } from 'vitest';
import { foldIn, poissonIntervals } from '../../src/index.js';
import { threefry } from '../../src/authoring.js';
import { streamOf } from '../../src/core/random.js';
import { trainsOf, vector } from './support/trains.js';

type Words = readonly [number, number];

/** The number of [0, 1) that two words give: the upper 27 bits of one, then the upper 26 of the other. */
const numberOf = ([high, low]: Words): number => Number(((BigInt(high) >> 5n) << 26n) | (BigInt(low) >> 6n)) / 2 ** 53;

/** The least count whose chance and those of all smaller ones come to more than u: p(k) = exp(-mean) mean^k / k!. */
const countOf = (u: number, mean: number): number => {
  let chance = Math.exp(-mean);
  let sum = chance;
  let count = 0;
  while (sum <= u) {
    count++;
    chance *= mean / count;
    sum += chance;
  }
  return count;
};

/** The steps from spike to spike, the first from before the first step. */
const intervalsOf = (train: readonly number[]): readonly number[] =>
  train.map((step, k) => step - (train[k - 1] ?? -1));

const seed = 77;
const key = streamOf(seed, 'poissonIntervals');

describe('intervals of poissonIntervals', () => {
  test.each([500, 250, 40, 2.5])('of mean %d are quantiles of the words of their number and place', (mean) => {
    // At a mean of 500, a rate of exactly 2 Hz, one number is still enough.
    const trains = trainsOf(poissonIntervals(seed, vector(1000 / mean, -0, 1000 / mean), 4 * mean + 200));
    expect(trains[1]).toEqual([]);
    for (const place of [0, 2]) {
      const found = intervalsOf(trains[place]!);
      expect(found.length).toBeGreaterThan(2);
      expect(found).toEqual(found.map((_, k) => Math.max(1, countOf(numberOf(threefry(key, [k, place])), mean))));
    }
  });

  test.each([
    [1200, 3],
    [1000, 2],
    [501, 2],
  ])('of mean %d are sums of %i parts, each from a key of its own', (mean, parts) => {
    const trains = trainsOf(poissonIntervals(seed, vector(2, 1000 / mean), 5 * mean));
    const found = intervalsOf(trains[1]!);
    expect(found.length).toBeGreaterThan(2);
    const part = (k: number, p: number): number => countOf(numberOf(threefry(foldIn(key, p), [k, 1])), mean / parts);
    expect(found).toEqual(
      found.map((_, k) => Array.from({ length: parts }, (__, p) => part(k, p)).reduce((a, b) => a + b)),
    );
  });

  test.each([
    [405868, 3, 0, 389],
    [1062464, 0, 0, 315],
    [2430191, 0, 1, 489],
    [2579317, 1, 1, 457],
  ])(
    'have all 53 bits: seed %i, place %i, interval %i, where the first word alone gives a step less than %i',
    (one, place, count, steps) => {
      const [high, low] = threefry(streamOf(one, 'poissonIntervals'), [count, place]);
      expect([0, low].map((word) => countOf(numberOf([high, word]), 400))).toEqual([steps - 1, steps]);
      const trains = trainsOf(poissonIntervals(one, vector(2.5, 2.5, 2.5, 2.5), 1200));
      expect(intervalsOf(trains[place]!)[count]).toBe(steps);
    },
  );

  test('of which the first parts are just as long as the run go on beyond its end', () => {
    const first = countOf(numberOf(threefry(foldIn(key, 0), [0, 1])), 400);
    for (const steps of [first - 1, first, first + 1])
      expect(trainsOf(poissonIntervals(seed, vector(2, 1000 / 1200), steps))[1]).toEqual([]);
  });
});
