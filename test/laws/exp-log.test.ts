import { describe, expect, test } from 'vitest';
import { expOf, logOf } from '../../src/core/exp-log.js';
import { filled, tensor } from '../../src/index.js';
import { draw, eagerAlgebra, type Node } from '../../src/authoring.js';
import { expectFaithful } from '../fused/support/compiled.js';

/** Numbers of float32 in order, as whole numbers: neighbours differ by 1. */
const orderOf = (x: number): number => {
  const bits = new Int32Array(Float32Array.of(x).buffer)[0]!;
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
};
const inOrder = (place: number): number => {
  const size = new Float32Array(Int32Array.of(Math.abs(place)).buffer)[0]!;
  return place < 0 ? -size : size;
};
const spread = (from: number, to: number, count: number): readonly number[] => {
  const [first, last] = [orderOf(from), orderOf(to)];
  return Array.from({ length: count }, (_, k) => inOrder(Math.round(first + ((last - first) * k) / (count - 1))));
};
/** A hundred neighbours on each side of a number. */
const around = (x: number): readonly number[] => Array.from({ length: 200 }, (_, k) => inOrder(orderOf(x) + k - 100));

/** The whole range of float32, closer where results are neither 0 nor infinite, and closest where the parts of a definition meet. */
const ofExp = [
  spread(-Infinity, Infinity, 50_001),
  spread(-104, -0.01, 100_001),
  spread(0.01, 89, 100_001),
  ...Array.from({ length: 280 }, (_, k) => around((k - 150.5) * Math.LN2)),
  around(0),
] as const;
const ofLog = [
  spread(0, Infinity, 200_001),
  spread(0.5, 2, 100_001),
  ...Array.from({ length: 277 }, (_, k) => around(2 ** (k - 148) * Math.SQRT1_2)),
  around(1),
] as const;

/** By how many units in the last place of the true value a float32 is off. */
const unitsOff = (got: number, want: number): number => {
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(want))), -126);
  return Math.abs(got - want) / 2 ** (exponent - 23);
};

const functions = [
  { name: 'exp', of: expOf, truth: Math.exp, op: 'exp', swept: ofExp },
  { name: 'log', of: logOf, truth: Math.log, op: 'log', swept: ofLog },
] as const;

describe.each(functions)('$name of float32', ({ of, truth, op, swept }) => {
  test('is off by less than 0.9 units in the last place', () => {
    const off = swept.flat().map((x) => {
      const [got, want] = [of(x), truth(x)];
      const rounds = !Number.isFinite(Math.fround(want)) || want === 0 || Math.abs(want) < 2 ** -150;
      return rounds ? (Object.is(got, Math.fround(want)) ? 0 : Infinity) : unitsOff(got, want);
    });
    expect(off.reduce((worst, error) => (error <= worst ? worst : error), 0)).toBeLessThan(0.9);
  });

  test('never falls where its operand rises', () => {
    for (const rising of swept) {
      const got = rising.map(of).filter((value) => !Number.isNaN(value));
      expect(got.length).toBeGreaterThan(0);
      expect(got.findIndex((value, k) => value < got[k - 1]!)).toBe(-1);
    }
  });

  test('has the same bits on eager, wasm and js: of four numbers, of one, and of a constant', () => {
    // Of a length that leaves some over where four are taken at once.
    const some = swept.flat().filter((_, k) => k % 7 === 0);
    const values = [...some.slice(some.length % 4), NaN, -0, 0, Infinity, -Infinity, -1, 2 ** -149];
    const x = tensor([1, values.length], values);
    expect(eagerAlgebra[op](x).data).toStrictEqual(Float32Array.from(values, of));
    const types = { shape: x.shape, dtype: 'f32' } as const;
    const graphs = [undefined, filled(x.shape, 0.7)].map((constant) =>
      draw({ state: { x: types, y: types } }, (A, inputs) => {
        const { x: given } = (inputs as { readonly state: { readonly x: Node } }).state;
        return { state: { x: given, y: A[op](constant ?? given) } };
      }),
    );
    const zeros = filled(x.shape, 0);
    for (const graph of graphs) expectFaithful(graph, new Map(Object.entries({ 'state.x': x, 'state.y': zeros })));
  });
});

test('exp is right at the ends of its range, and where nothing is to be rounded', () => {
  const of = (...values: readonly number[]): readonly number[] => values.map((x) => expOf(Math.fround(x)));
  expect(of(0, -0, 2 ** -149, -(2 ** -149), 2 ** -26)).toStrictEqual([1, 1, 1, 1, 1]);
  expect(of(Infinity, 1e38, 88.722_84, -Infinity, -1e38, -103.972_1)).toStrictEqual([
    Infinity,
    Infinity,
    Infinity,
    0,
    0,
    0,
  ]);
  // The last that is finite, the last that is normal, and the last that is not 0.
  expect(of(88.722_83, -87.336_54, -103.972_08)).toStrictEqual(
    [88.722_83, -87.336_54, -103.972_08].map((x) => Math.fround(Math.exp(Math.fround(x)))),
  );
  expect(of(-103.972_08)).toStrictEqual([2 ** -149]);
  expect(of(NaN)).toStrictEqual([NaN]);
});

test('log is right at the ends of its range', () => {
  const of = (...values: readonly number[]): readonly number[] => values.map(logOf);
  expect(of(1, 0, -0, Infinity)).toStrictEqual([0, -Infinity, -Infinity, Infinity]);
  expect(of(-1, -(2 ** -149), -Infinity, NaN)).toStrictEqual([NaN, NaN, NaN, NaN]);
  expect(of(2 ** -149, 2 ** -126)).toStrictEqual([-149, -126].map((k) => Math.fround(k * Math.LN2)));
});
