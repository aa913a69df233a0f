import { describe, expect, test } from 'vitest';
import { filled, poissonIntervals } from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { meanOf } from './support/life.js';
import { trainsOf, vector } from './support/trains.js';

describe('poissonIntervals', () => {
  /** The first intervals of every train, so that none is cut off by the end. */
  const intervals = (rate: number, count: number, dt = 1, n = 100): readonly number[] => {
    const mean = 1000 / (rate * dt);
    const steps = Math.ceil(count * (mean + 1) + 8 * Math.sqrt(count * mean));
    return trainsOf(poissonIntervals(9, filled([n], rate), steps * dt), dt).flatMap((train) => {
      expect(train.length).toBeGreaterThanOrEqual(count);
      return train.slice(0, count).map((step, k) => step - (train[k - 1] ?? -1));
    });
  };
  const variance = (values: readonly number[]): number =>
    meanOf(values.map((value) => value ** 2)) - meanOf(values) ** 2;

  test('of rates so small that no spike comes take no longer than the steps', () => {
    const rates = vector(1e-45, 1e-12, 1e-4, 0.9);
    const [short, long] = [3000, 9000].map((time) => trainsOf(poissonIntervals(3, rates, time)));
    expect(short!.slice(0, 3)).toEqual([[], [], []]);
    expect(short).toEqual(long!.map((train) => train.filter((step) => step < 3000)));
    expect(long![3]!.length).toBeGreaterThan(3);
  });

  test.each([
    [100, 100, 1],
    [200, 60, 0.5],
    [20, 40, 1],
    [1, 5, 1],
  ])('at %d Hz have intervals of that mean, and of that variance', (rate, count, dt) => {
    const mean = 1000 / (rate * dt);
    const found = intervals(rate, count, dt);
    expect(Math.abs(meanOf(found) - mean)).toBeLessThan(4 * Math.sqrt(mean / found.length));
    const error = Math.sqrt((mean + 2 * mean ** 2) / found.length);
    expect(Math.abs(variance(found) - mean)).toBeLessThan(4 * error);
  });

  test('an interval of 0 counts as 1', () => {
    const found = intervals(1000, 60);
    const mean = 1 + Math.exp(-1);
    expect(Math.min(...found)).toBe(1);
    expect(Math.abs(meanOf(found) - mean)).toBeLessThan(4 * Math.sqrt(variance(found) / found.length));
  });

  test('are silent at 0 Hz, whatever the others do', () => {
    expect(trainsOf(poissonIntervals(1, vector(0, 500, 0), 400))[0]).toStrictEqual([]);
    expect(trainsOf(poissonIntervals(1, vector(0, 500), 400))[1]!.length).toBeGreaterThan(100);
  });

  quickLaw('are those of their seed', [wholeIn(0, 999), wholeIn(1, 20)], (seed, time) => {
    const once = trainsOf(poissonIntervals(seed, vector(400, 300), time));
    expect(trainsOf(poissonIntervals(seed, vector(400, 300), time))).toStrictEqual(once);
    const longer = trainsOf(poissonIntervals(seed, vector(400, 300), time + 5));
    expect(longer.map((train) => train.filter((step) => step < time))).toStrictEqual(once);
  });
});
