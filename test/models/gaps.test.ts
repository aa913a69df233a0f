import { describe, expect, test } from 'vitest';
import { threefry } from '../../src/authoring.js';
import { chancesOf, gapsOf, integersOf } from '../../src/models/patterns/draws.js';

const key = [20, 15] as const;

/** The words of a key, two for each value of its counter. */
const words = Array.from({ length: 60 }, (_, counter) => threefry(key, [0, counter])).flat();

const listed = (next: () => number, count: number): readonly number[] => Array.from({ length: count }, () => next());

describe('numbers drawn for patterns', () => {
  test('chances are the words of a key, one after the other, as parts of 2^32', () => {
    expect(listed(chancesOf(key), 60)).toEqual(words.slice(0, 60).map((word) => word / 2 ** 32));
  });

  test('a bound that divides 2^32 leaves no word out', () => {
    const below = integersOf(key);
    expect(listed(() => below(2 ** 8), 60)).toEqual(words.slice(0, 60).map((word) => Math.floor(word / 2 ** 24)));
  });

  // The smaller the probability, the more bits of a number its gap shows: at 1e-13 nearly all of its 53.
  test.each([0.9, 0.5, 0.25, 0.1, 1e-3, 1e-6, 1e-9, 1e-13])(
    'gaps at probability %d are geometric: log(u) by log(1 - p), rounded up, of numbers of 53 bits',
    (probability) => {
      const numbers = Array.from({ length: 50 }, (_, k) => {
        const [high, low] = [BigInt(words[2 * k]!), BigInt(words[2 * k + 1]!)];
        return (2 * Number(((high >> 5n) << 26n) | (low >> 6n)) + 1) / 2 ** 54;
      });
      const exact = numbers.map((u) => Math.log(u) / Math.log1p(-probability));
      listed(gapsOf(key, probability), 50).forEach((gap, k) => {
        expect(Number.isInteger(gap)).toBe(true);
        expect(Math.abs(gap - 0.5 - exact[k]!)).toBeLessThanOrEqual(0.5 + exact[k]! * 1e-14);
      });
    },
  );

  test('gaps at 0 have no end, and at 1 are 1', () => {
    expect(listed(gapsOf(key, 0), 3)).toEqual([Infinity, Infinity, Infinity]);
    expect(listed(gapsOf(key, 1), 3)).toEqual([1, 1, 1]);
  });
});
