import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { size } from '../../src/index.js';
import { trains, trainsOf } from '../../src/models/encoders/trains.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

/** The steps in which each place spikes. */
const stepsOf = (all: readonly { readonly data: ArrayLike<number> }[], places: number) =>
  Array.from({ length: places }, (_, place) => all.flatMap(({ data }, step) => (data[place] === 0 ? [] : [step])));

/** The running sums of intervals, each at least 1, below a number of steps; the first spike ends its first interval. */
const sums = (intervals: (count: number) => number, steps: number): readonly number[] => {
  const found: number[] = [];
  let step = -1;
  for (let count = 0; (step += Math.max(1, intervals(count))) < steps; count++) found.push(step);
  return found;
};

const interval =
  (seed: number) =>
  (count: number, place: number): number =>
    [0, 1, 2, 3, 7, Infinity][(seed + count * 5 + place * 3 + count * count) % 6]!;

describe('trains of spikes', () => {
  quickLaw(
    'are at the running sums of their intervals, in blocks as one by one',
    [wholeIn(0, 99), wholeIn(1, 5), wholeIn(0, 40), wholeIn(1, 9), fc.constantFrom(1, 2, 4)],
    (seed, places, steps, most, atOnce) => {
      const of = interval(seed);
      const want = Array.from({ length: places }, (_, place) => sums((count) => of(count, place), steps));
      expect(stepsOf([...trains([places], steps, of)], places)).toEqual(want);
      const asked: number[] = [];
      const { next } = trainsOf(
        [places],
        steps,
        {
          atOnce,
          draw: (out, start, place, first) => {
            asked.push(first);
            for (let k = 0; k < atOnce; k++) out[start + k] = of(first + k, place);
          },
        },
        most,
      );
      const blocks: number[][] = [];
      let seen = 0;
      for (let block = next(); block !== undefined; block = next()) {
        expect(block.values.shape).toEqual([block.steps, places]);
        seen += block.steps;
        for (let step = 0; step < block.steps; step++)
          blocks.push(Array.from(block.values.data.subarray(step * places, (step + 1) * places)));
      }
      expect(seen).toBe(steps);
      expect(asked.every((first) => first % atOnce === 0)).toBe(true);
      expect(
        stepsOf(
          blocks.map((data) => ({ data })),
          places,
        ),
      ).toEqual(want);
    },
  );

  test('end in the step of their interval, of any shape', () => {
    const all = [...trains([2, 1], 9, (count, place) => [3, 2][place]! + count)];
    expect(all.every(({ shape, dtype }) => size(shape) === 2 && shape.length === 2 && dtype === 'bool')).toBe(true);
    expect(stepsOf(all, 2)).toEqual([sums((count) => 3 + count, 9), sums((count) => 2 + count, 9)]);
    expect(stepsOf(all, 2)).toEqual([
      [2, 6],
      [1, 4, 8],
    ]);
  });

  test('of no steps are none, and a number that is none is refused', () => {
    expect([...trains([1], 0, () => 1)]).toEqual([]);
    for (const steps of [-1, 0.5])
      expect(() => trains([1], steps, () => 1)).toThrow(
        `trains: steps must be a whole number of at least 0, got ${steps}`,
      );
  });
});
