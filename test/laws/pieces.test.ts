import * as fc from 'fast-check';
import { expect } from 'vitest';
import { arrays } from '../../src/core/elements.js';
import { pieces } from '../../src/core/pieces.js';
import { quickLaw } from '../support/law.js';

quickLaw(
  'arrays that are parts of a longer one are zeros, of their kind, and have no elements in common',
  [fc.array(fc.tuple(fc.constantFrom('bool', 'f32', 'i32'), fc.nat(3000)), { maxLength: 60 })],
  (asked) => {
    const make = pieces();
    const made = asked.map(([dtype, count], place) => {
      const data = make(dtype, count);
      expect([data instanceof arrays[dtype], data.length, data.some((x) => x !== 0)]).toEqual([true, count, false]);
      return data.fill(place + 1);
    });
    made.forEach((data, place) => expect(data.every((x) => x === place + 1)).toBe(true));
    expect(made.every(({ buffer }) => buffer.byteLength <= Math.max(8192, 12_000))).toBe(true);
  },
  100,
);
