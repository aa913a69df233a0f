import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { streamOf, uniforms } from '../../src/core/random.js';
import { bernoulli, bernoulliFrom, latency, rankOrder, repeat, single } from '../../src/index.js';
import { tensor, type Tensor } from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { trainsOf, vector } from './support/trains.js';

const data = fc.array(fc.oneof(fc.constant(0), wholeIn(1, 9)), { minLength: 1, maxLength: 8 });
const times = wholeIn(1, 20);
const chances = fc.double({ min: 0, max: 1, noNaN: true });

describe('bernoulli', () => {
  const share = (value: Tensor, place: number, ...rest: readonly number[]): number =>
    trainsOf(bernoulli(5, value, 4000, ...rest))[place]!.length / 4000;
  const near = (got: number, p: number): void =>
    expect(Math.abs(got - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / 4000));

  test.each([0, 0.1, 0.5, 0.9, 1])('a value of %d is the chance of a spike', (p) => {
    near(share(vector(0.3, p), 1), p);
    near(share(vector(0.3, p), 1, 0.4), 0.4 * p);
  });

  test('values above 1 are all divided by the largest', () => {
    near(share(vector(4, 1), 1), 0.25);
    near(share(vector(4, 1), 0), 1);
    near(share(vector(4, 1), 0, 0.5), 0.5);
    expect([...bernoulli(3, vector(8, 2, 0), 50)(1)]).toStrictEqual([...bernoulli(3, vector(1, 0.25, 0), 50)(1)]);
  });

  quickLaw('draws step and place alone, as the seed says', [data, times, times], (values, a, b) => {
    const [short, long] = [[...bernoulli(1, vector(...values), a)(1)], [...bernoulli(1, vector(...values), a + b)(1)]];
    expect(long.slice(0, short.length)).toStrictEqual(short);
    expect(short.every(({ dtype, shape }) => dtype === 'bool' && shape[0] === values.length)).toBe(true);
    expect(short.length).toBe(a);
  });

  quickLaw(
    'spikes where its uniform numbers are below the chances',
    [data, times, chances],
    (values, time, maxProb) => {
      const key = streamOf(9, 'bernoulli');
      const draws = Array.from({ length: time }, (_, step) => uniforms(key, step, values.length));
      const datum = vector(...values);
      expect([...bernoulli(9, datum, time, maxProb)(1)]).toStrictEqual([...bernoulliFrom(draws, datum, maxProb)]);
    },
  );
});

describe('rankOrder', () => {
  test('the worked example: 4, 2, 1, 0 in 8 steps, the weakest in the last', () => {
    expect(trainsOf(rankOrder(vector(4, 2, 1, 0), 8))).toStrictEqual([[1], [3], [7], []]);
    expect(trainsOf(rankOrder(vector(4, 2, 1, 0), 4), 0.5)).toStrictEqual([[1], [3], [7], []]);
  });

  quickLaw('the larger the sooner, by 1 / value; each once, ties together', [data, times], (values, steps) => {
    const found = trainsOf(rankOrder(vector(...values), steps));
    const least = Math.min(...values.filter((value) => value > 0));
    values.forEach((value, place) => {
      expect(found[place]).toStrictEqual(value === 0 ? [] : [Math.ceil((steps * least) / value) - 1]);
    });
  });

  quickLaw('only ratios count', [data, times, wholeIn(2, 7)], (values, steps, factor) => {
    const scaled = vector(...values.map((value) => value * factor));
    expect(trainsOf(rankOrder(scaled, steps))).toStrictEqual(trainsOf(rankOrder(vector(...values), steps)));
  });

  test('silence in, silence out', () => {
    expect(trainsOf(rankOrder(vector(0, 0), 5))).toStrictEqual([[], []]);
  });
});

describe('latency', () => {
  test('evenly: the largest at once, half of it half way, and nothing for 0', () => {
    expect(trainsOf(latency(vector(4, 2, 1, 0), 9))).toStrictEqual([[0], [4], [6], []]);
    expect(trainsOf(latency(vector(4, 2, 1, 0), 9, 8))).toStrictEqual([[4], [6], [7], []]);
    expect(trainsOf(latency(vector(9, 4), 9, 4))).toStrictEqual([[0], [0]]);
  });

  quickLaw('is one spike a value above 0, never later for a larger one', [data, times], (values, steps) => {
    const found = trainsOf(latency(vector(...values), steps));
    values.forEach((value, a) => {
      expect(found[a]!.length).toBe(value > 0 ? 1 : 0);
      if (value === Math.max(...values) && value > 0) expect(found[a]).toStrictEqual([0]);
      values.forEach((other, b) => {
        if (value > other && other > 0) expect(found[a]![0]! <= found[b]![0]!).toBe(true);
      });
    });
  });
});

describe('single', () => {
  test('the values above the quantile spike in the first step', () => {
    expect(trainsOf(single(vector(1, 2, 3, 4), 3))).toStrictEqual([[], [], [0], [0]]);
    expect(trainsOf(single(vector(1, 2, 3, 4), 3, 0.25))).toStrictEqual([[], [], [], [0]]);
    expect(trainsOf(single(vector(4, 1, 3, 2), 3, 1))).toStrictEqual([[0], [], [0], [0]]);
    expect(trainsOf(single(vector(2, 2, 2), 3))).toStrictEqual([[], [], []]);
    // The quantile is the second value, though (1 - 0.8) * 5 is rounded to less than 1.
    expect(trainsOf(single(vector(7, 9, 10, 11, 12, 13), 1, 0.8))).toStrictEqual([[], [], [0], [0], [0], [0]]);
    expect([...single(vector(1, 2), 3)(0.5)].length).toBe(6);
  });

  const signed = fc.array(wholeIn(-20, 20), { minLength: 1, maxLength: 8 });
  // Numbers with which all of this is exact.
  quickLaw('by definition', [signed, fc.constantFrom(0, 0.25, 0.5, 1)], (values, sparsity) => {
    const sorted = values.toSorted((a, b) => a - b);
    const place = (1 - sparsity) * (values.length - 1);
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    const quantile = low * (1 - (place % 1)) + high * (place % 1);
    const want = values.map((value) => (value > quantile ? [0] : []));
    expect(trainsOf(single(vector(...values), 4, sparsity))).toStrictEqual(want);
  });
});

test('repeat gives the same values in every step, of their own type', () => {
  const datum = tensor([2, 1], [1, -5], 'i32');
  const rows = [...repeat(datum, 2)(0.5)];
  expect(rows).toStrictEqual([datum, datum, datum, datum]);
});
