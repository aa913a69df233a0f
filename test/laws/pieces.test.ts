import * as fc from 'fast-check';
import { expect } from 'vitest';
import { arrays } from '../../src/core/elements.js';
import { pieces } from '../../src/core/pieces.js';
import { quickLaw } from '../support/law.js';

quickLaw(
  'arrays that are parts of a longer one are zeros, of their kind, and have no elements in common',
  [fc.array(fc.tuple(fc.constantFrom('bool', 'f32', 'i32'), fc.nat(3000)), { maxLength: 60 })],
  (asked) => {
    const { zeros, copy } = pieces();
    const made = asked.map(([dtype, count], place) => {
      const data = zeros(dtype, count);
      expect([data instanceof arrays[dtype], data.length, data.some((x) => x !== 0)]).toEqual([true, count, false]);
      data.fill(place + 1);
      return place % 2 === 0 ? data : copy(data, dtype);
    });
    made.forEach((data, place) => expect(data.every((x) => x === place + 1)).toBe(true));
    expect(made.every(({ buffer, byteLength }) => buffer.byteLength === 8192 || buffer.byteLength === byteLength)).toBe(
      true,
    );
  },
  100,
);
