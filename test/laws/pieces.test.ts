import * as fc from 'fast-check';
import { expect, test } from 'vitest';
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

test('arrays of up to 2048 bytes lie one behind the other in pieces of 8192, at places of whole numbers of 4 bytes', () => {
  const { zeros, copy } = pieces();
  const [byte, number, last] = [zeros('bool', 1), zeros('f32', 1), zeros('bool', 2048 - 8)];
  expect([byte, number, last].map(({ byteOffset }) => byteOffset)).toEqual([0, 4, 8]);
  const full = [zeros('i32', 512), copy(new Float32Array(512), 'f32'), copy(new Uint8Array(2047), 'bool')];
  expect([number, last, ...full].every(({ buffer }) => buffer === byte.buffer)).toBe(true);
  expect(byte.buffer.byteLength).toBe(8192);
  const next = zeros('bool', 1);
  expect([next.buffer === byte.buffer, next.buffer.byteLength, next.byteOffset]).toEqual([false, 8192, 0]);
  const large = [
    zeros('i32', 513),
    zeros('bool', 2049),
    copy(new Float32Array(513), 'f32'),
    copy(new Uint8Array(2049), 'bool'),
  ];
  expect(large.map(({ buffer }) => buffer.byteLength)).toEqual([2052, 2049, 2052, 2049]);
});
