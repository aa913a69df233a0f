import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { largestNumber, least, numbers as f, rounder } from '../../src/core/float32.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

const any = fc.float({ noNaN: true });
const positive = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(2 ** -149) });
const infinite = Number.POSITIVE_INFINITY;

test('its limits are those of IEEE 754', () => {
  expect(Math.fround(largestNumber)).toBe(largestNumber);
  // Half a unit in the last place more rounds to infinity, and less does not.
  expect([2 ** 102, 2 ** 103].map((more) => Math.fround(largestNumber + more))).toEqual([largestNumber, infinite]);
  expect(least).toBe(Math.fround(Math.sqrt(0.5)));
});

quickLaw('each operation rounds its exact result once', [any, any], (a, b) => {
  expect([f.add(a, b), f.sub(a, b), f.mul(a, b), f.div(a, b)]).toStrictEqual(
    [a + b, a - b, a * b, a / b].map(Math.fround),
  );
  expect([f.max(a, b), f.min(a, b)]).toEqual(a < b ? [b, a] : a > b ? [a, b] : [a, a]);
});

test('max and min keep a NaN of their first operand, and the first of two that are equal', () => {
  expect([f.max(NaN, 1), f.min(NaN, 1), f.max(1, NaN), f.min(1, NaN)]).toEqual([NaN, NaN, 1, 1]);
  expect([f.max(-0, 0), f.max(0, -0), f.min(-0, 0), f.min(0, -0)]).toEqual([-0, 0, -0, 0]);
});

test('comparisons choose by order: nothing is less than NaN, or more', () => {
  const pairs = [
    [1, 2],
    [2, 1],
    [1, 1],
    [-0, 0],
    [NaN, 1],
    [1, NaN],
  ] as const;
  const chosen = (of: 'lt' | 'gt' | 'ne') =>
    pairs.map(([a, b]) => f.select(f[of](a, b), 'yes' as never, 'no' as never));
  expect(chosen('lt')).toEqual(['yes', 'no', 'no', 'no', 'no', 'no']);
  expect(chosen('gt')).toEqual(['no', 'yes', 'no', 'no', 'no', 'no']);
  expect(chosen('ne')).toEqual(['yes', 'yes', 'no', 'no', 'yes', 'yes']);
});

describe('a number is taken apart and scaled by its exponent', () => {
  quickLaw('x = m 2^k, with m from the root of 1/2 on, and below twice that', [positive], (x) => {
    const { m, k } = f.split(x);
    expect([m >= least, m < 2 * least, Number.isInteger(k)]).toEqual([true, true, true]);
    expect(m * 2 ** k).toBe(x);
  });

  test.each([2 ** -149, 2 ** -126 - 2 ** -149, 2 ** -126, least, 1, 2 * least, largestNumber])('such as %d', (x) => {
    const { m, k } = f.split(Math.fround(x));
    expect([m >= least, m < 2 * least, m * 2 ** k]).toEqual([true, true, Math.fround(x)]);
  });

  quickLaw('a 2^n is rounded once', [fc.float({ min: 0.5, max: 2, noNaN: true }), wholeIn(-150, 128)], (a, n) => {
    expect(f.scaled(a, rounder + n)).toBe(Math.fround(a * 2 ** n));
    expect(f.scaled(-a, rounder + n)).toBe(Math.fround(-a * 2 ** n));
  });
});
