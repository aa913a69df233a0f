import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { constantListOf, constantMatrixOf, repeating } from '../../src/backends/fused/constant-weights.js';
import { makerOf } from '../../src/core/deferred.js';
import { jsTarget, wasmTarget } from '../../src/backends/fused/ir/target.js';
import { allButSelf, constant, oneToOne, tensor, uniform, type Shape, type Tensor } from '../../src/index.js';
import { wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';

const ways = { wasm: repeating(wasmTarget), js: repeating(jsTarget) };

describe.each(Object.entries(ways))('on %s', (_, repeats) => {
  quickLaw(
    'elements repeat where each has the bits of the one so many before it, however many there are',
    [wholeIn(1, 40), wholeIn(0, 300), fc.option(fc.nat(400)), fc.constantFrom(0, -0, 1, -2.5)],
    (every, more, changed, value) => {
      const data = Float32Array.from({ length: every + more }, (__, k) => (k % every) + 1);
      if (changed !== null && changed < data.length) data[changed] = value;
      const want = data.every((x, k) => k < every || Object.is(x, data[k - every]));
      expect(repeats(data, every)).toBe(want);
      // Of a longer array too, from any place on.
      const inside = new Float32Array([9, ...data, 8]).subarray(1, -1);
      expect(repeats(inside, every)).toBe(want);
    },
    400,
  );

  test('a large matrix is known by one number until any of its weights is another', () => {
    const n = 300;
    const kinds = { diagonal: [oneToOne, 2], others: [allButSelf, -3], everywhere: [constant, 4] } as const;
    for (const [where, [of, value]] of Object.entries(kinds)) {
      const make = of(value);
      const w = make([n, n]) as Tensor;
      expect(constantMatrixOf(w, repeats)).toStrictEqual({ where, value });
      expect(makerOf(w)).toBeDefined();
      expect(constantMatrixOf({ ...w }, repeats)).toEqual(constantMatrixOf(make([n, n]), repeats));
      for (const place of [0, 1, n, n + 1, 16_384, 16_384 + n, 77_777, n * n - 2, n * n - 1]) {
        const edited = { ...w, data: w.data.slice() };
        edited.data[place]! += 1;
        expect(constantMatrixOf(edited, repeats)).toBe(undefined);
      }
    }
  });
});

describe('a small matrix', () => {
  const of = (m: number, n: number, ...data: readonly number[]) => constantMatrixOf(tensor([m, n], data), ways.js);
  test('is known by one number on its diagonal, everywhere else, or everywhere', () => {
    expect(of(2, 2, 3, 0, 0, 3)).toStrictEqual({ where: 'diagonal', value: 3 });
    expect(of(2, 2, 0, 3, 3, 0)).toStrictEqual({ where: 'others', value: 3 });
    expect(of(2, 2, 3, 3, 3, 3)).toStrictEqual({ where: 'everywhere', value: 3 });
    expect(of(2, 2, 0, 0, 0, 0)).toStrictEqual({ where: 'everywhere', value: 0 });
    expect(of(3, 3, 5, 0, 0, 0, 5, 0, 0, 0, 5)).toStrictEqual({ where: 'diagonal', value: 5 });
  });

  test('is not if one of its numbers is another, has no value, or is -0, nor if it is not square, or one number alone', () => {
    const three = [5, 0, 0, 0, 5, 0, 0, 0, 5];
    for (const place of three.keys()) expect(of(3, 3, ...three.with(place, 7))).toBe(undefined);
    for (const data of [
      [1, 2, 2, 1],
      [Infinity, 0, 0, Infinity],
      [0, Number.NaN, Number.NaN, 0],
      [-0, 1, 1, -0],
      [1, -0, -0, 1],
    ])
      expect(of(2, 2, ...data)).toBe(undefined);
    expect([of(2, 3, 1, 1, 1, 1, 1, 1), of(3, 2, 1, 1, 1, 1, 1, 1), of(1, 1, 1)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const others = [tensor([2, 2], [1, 1, 1, 1], 'i32'), tensor([4], [1, 1, 1, 1]), tensor([2, 2, 1], [1, 1, 1, 1])];
    for (const other of others) expect(constantMatrixOf(other, ways.js)).toBe(undefined);
  });
});

test('a list is known by one number where all of it is that number, given or made', () => {
  const of = (...data: readonly number[]) => constantListOf(tensor([data.length], data))?.value;
  expect([of(3), of(0.5, 0.5), of(0, 0)]).toStrictEqual([3, 0.5, 0]);
  for (const list of [[], [1, 2], [1, 1, 2], [0, -0], [-0, -0], [Infinity], [Number.NaN]])
    expect(of(...list)).toBe(undefined);
  const made = (make: (shape: Shape) => Tensor) => constantListOf(make([3]));
  expect(made(constant(0.1) as never)).toStrictEqual({ where: 'everywhere', value: Math.fround(0.1) });
  expect([made(constant(-0) as never), made(uniform(1) as never)]).toStrictEqual([undefined, undefined]);
  expect(constantListOf(tensor([1, 1], [3]))).toBe(undefined);
  expect(constantListOf(tensor([1], [3], 'i32'))).toBe(undefined);
});
