import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tried } from '../../src/core/either.js';
import { at, explain } from '../../src/core/faults/errors.js';
import { dtFaults, stepsIn } from '../../src/core/time.js';
import { said } from '../saving/support/tried.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

quickLaw(
  'a time of n steps is n steps long, however it is rounded',
  [wholeIn(0, 1_000_000), fc.constantFrom(0.1, 0.3, 1 / 3, 1, 2.5, 1e-7, 2 ** -126, 1e30)],
  (n, dt) => {
    expect(stepsIn(n * dt, dt)).toBe(n);
  },
);

describe('a time may be off by less than 1e-9 steps, or of many steps by less than that part of them', () => {
  test.each<readonly [number, number, number]>([
    [0.9e-9, 1, 0],
    [1 + 0.9e-9, 1, 1],
    [1000 + 0.9e-6, 1, 1000],
    [1000 - 0.9e-6, 1, 1000],
    [500 + 0.45e-6, 0.5, 1000],
  ])('%d ms in steps of %d ms are %d', (time, dt, steps) => {
    expect(stepsIn(time, dt)).toBe(steps);
  });

  test.each([
    [1e-9, 1],
    [1.1e-9, 1],
    [1 + 1.1e-9, 1],
    [1000 + 1.1e-6, 1],
    [1000 - 1.1e-6, 1],
    [500 + 0.55e-6, 0.5],
  ])('%d ms in steps of %d ms are no whole number', (time, dt) => {
    expect(() => stepsIn(time, dt)).toThrow(`stepsIn: time must be a whole number of steps of ${dt} ms, such as `);
  });
});

test.each<readonly [unknown, unknown, readonly string[]]>([
  [2.5, 1, ['time must be a whole number of steps of 1 ms, such as 2 or 3, got 2.5 ms']],
  [0.5, 1 / 3, [`time must be a whole number of steps of ${1 / 3} ms, such as 0.333333333 or 0.666666667, got 0.5 ms`]],
  [1, 0.3, ['time must be a whole number of steps of 0.3 ms, such as 0.9 or 1.2, got 1 ms']],
  [-1, 1, ['time must be a number of ms, at least 0, got -1']],
  [Infinity, 1, ['time must be a number of ms, at least 0, got Infinity']],
  ['1', 1, ["time must be a number of ms, at least 0, got '1'"]],
  [NaN, 0, ['time must be a number of ms, at least 0, got NaN', 'dt must be a positive number of ms, got 0']],
])('%j ms in steps of %d ms are told', (time, dt, told) => {
  expect(said(tried(() => stepsIn(time as number, dt as number, 'drive')))).toEqual(told.map((one) => `drive: ${one}`));
});

describe('a step', () => {
  // The numbers of float64 beside the least normal number of float32, and beside what rounds to infinity there.
  const [below, most, beyond] = [2 ** -126 - 2 ** -179, 2 ** 128 - 2 ** 103 - 2 ** 75, 2 ** 128 - 2 ** 103];
  test.each([2 ** -126, 1e-3, 1, most])('may be %d ms long', (dt) => {
    expect(dtFaults(dt)).toEqual([]);
  });

  const limits = ', from 1.2e-38 to 3.4e38 (steps compute in float32)';
  test.each<readonly [unknown, string, string]>([
    [below, limits, `${below}`],
    [5e-324, limits, '5e-324'],
    [beyond, limits, `${beyond}`],
    [0, '', '0'],
    [-1, '', '-1'],
    [Infinity, '', 'Infinity'],
    [NaN, '', 'NaN'],
    ['1', '', "'1'"],
    [undefined, '', 'nothing'],
  ])('of %j ms is told', (dt, more, got) => {
    expect(dtFaults(dt).map(at('network')).map(explain)).toEqual([
      `network: dt must be a positive number of ms${more}, got ${got}`,
    ]);
  });
});
