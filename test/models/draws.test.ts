import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { threefry } from '../../src/authoring.js';
import { highWord, integersOf } from '../../src/models/patterns/draws.js';
import { expMinus, logOf, logOneMinus } from '../../src/models/patterns/portable.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

describe('whole numbers below a bound', () => {
  quickLaw(
    'are the high words of products, of which those are left out that would be too frequent',
    [fc.nat(), fc.oneof(wholeIn(1, 100), wholeIn(1, 2 ** 32), wholeIn(2 ** 32 - 100, 2 ** 32))],
    (seed, bound) => {
      const below = integersOf([7, seed]);
      const words = Array.from({ length: 200 }, (_, counter) => threefry([7, seed], [0, counter])).flat();
      const products = words.map((word) => BigInt(word) * BigInt(bound));
      const kept = products.filter((product) => Number(product & 0xffffffffn) >= 2 ** 32 % bound);
      for (const product of kept) expect(below(bound)).toBe(Number(product >> 32n));
    },
  );

  quickLaw(
    'have exact high words, also of products around powers of two, which are rounded',
    [wholeIn(2 ** 31, 2 ** 32 - 1), wholeIn(40, 62), wholeIn(-2, 2)],
    (b, power, off) => {
      const a = Math.ceil(2 ** power / b) + off;
      const product = BigInt(a) * BigInt(b);
      expect(highWord(a, b, Number(product & 0xffffffffn))).toBe(Number(product >> 32n));
    },
  );

  test('are all as frequent', () => {
    // Without leaving any out, half of these would be multiples of 3.
    const below = integersOf([0, 1]);
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw++) counts[below(3 * 2 ** 30) % 3]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(10_000));
  });
});

describe('logarithms and exponentials of sums and products', () => {
  const near = (got: number, want: number, digits: number): void =>
    expect(Math.abs(got - want)).toBeLessThanOrEqual(Math.abs(want) * 10 ** -digits);

  quickLaw('are those of the engine', [fc.double({ min: 1e-280, max: 1, noNaN: true }), wholeIn(0, 60)], (x, k) => {
    for (const y of [x, x * 2 ** -k, 1 - x * 2 ** -k]) {
      if (y > 0) near(logOf(y), Math.log(y), 14);
      if (y < 1) near(logOneMinus(y), Math.log1p(-y), 14);
    }
    near(expMinus(44.99 * x), Math.exp(-44.99 * x), 9);
  });

  test('have their digits also where their series need most terms', () => {
    for (const x of [Math.SQRT1_2, Math.SQRT1_2 * (1 - 2 ** -52), Math.SQRT1_2 / 8, Math.SQRT1_2 + 2 ** -20])
      near(logOf(x), Math.log(x), 14);
    for (const x of [0.25, 0.25 - 2 ** -53, 0.2499]) near(logOneMinus(x), Math.log1p(-x), 14);
  });

  test('at their ends', () => {
    expect([logOf(0), logOf(1), logOneMinus(1), expMinus(0), expMinus(Infinity)]).toEqual([
      -Infinity,
      0,
      -Infinity,
      1,
      0,
    ]);
    expect(logOneMinus(1e-20)).toBe(-1e-20);
  });
});
