import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantile, quantiles } from '../../src/models/encoders/poisson-quantile.js';
import { quickLaw } from '../support/law.js';

const summed = (u: number, mean: number): number => quantile(u, mean, Math.exp(-mean));
const unit = fc.oneof(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.constantFrom(0, 1 - 2 ** -53));
const means = fc.oneof(fc.double({ min: 1e-9, max: 500, noNaN: true }), fc.constantFrom(1e-9, 1, 7.8125, 500));

describe('quantiles of Poisson distributions', () => {
  quickLaw('of a table are those of the sums', [means, fc.array(unit, { maxLength: 20 })], (mean, numbers) => {
    for (const count of quantiles(Float64Array.of(mean, mean)))
      expect(numbers.map(count)).toEqual(numbers.map((u) => summed(u, mean)));
  });

  quickLaw('end where chances no longer count', [means], (mean) => {
    for (const count of quantiles(Float64Array.of(mean, mean)))
      expect(count(1 - 2 ** -53)).toBeLessThan(mean + 10 * Math.sqrt(mean) + 20);
  });

  test('are those of the place, of which there may be more than tables', () => {
    const wide = new Float64Array(3000).map((_, place) => 1 + (place % 2000) / 10);
    const counts = quantiles(wide);
    for (const u of [0, 0.3, 0.5, 0.999])
      expect(counts.map((count) => count(u))).toEqual(Array.from(wide, (mean) => summed(u, mean)));
    const few = wide.subarray(0, 20);
    quantiles(few);
    expect(quantiles(few)).toEqual(quantiles(few));
  });
});
