import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { adjusted, deferred, forEachBlock, makerOf } from '../../src/core/deferred.js';
import {
  allButSelf,
  clipped,
  constant,
  dense,
  initial,
  input,
  layer,
  lif,
  network,
  normal,
  oneToOne,
  orThrow,
  run,
} from '../../src/index.js';
import { silence, sparse, fixedProbability, uniform, wasm } from '../../src/index.js';
import { isTensor, sameTensor, tensor, type Tensor } from '../../src/core/tensor.js';
import { quickLaw } from '../support/law.js';
import { wholeIn } from '../support/arbitraries.js';

/** What is made of the place of each element. */
const squares = (count: number): Tensor =>
  deferred([count], 'f32', {
    into: (data, from) => {
      for (let k = 0; k < data.length; k++) data[k] = (from + k) ** 2;
    },
    least: 0,
    most: count ** 2,
  });

describe('a deferred tensor', () => {
  test('is a tensor, is made when it is read, and may then be written into', () => {
    const x = squares(4);
    expect([isTensor(x), makerOf(x) !== undefined]).toEqual([true, true]);
    x.data[1] = 7;
    expect(makerOf(x)).toBeUndefined();
    expect({ ...x }).toEqual(tensor([4], [0, 7, 4, 9]));
  });

  test('is the same as another of the same maker, and is copied as numbers', () => {
    const [a, b] = [squares(3), squares(3)];
    expect(sameTensor(a, deferred([3], 'f32', makerOf(a)!))).toBe(true);
    // Neither is made for that.
    expect(makerOf(a)).toBeDefined();
    expect(sameTensor(a, b)).toBe(true);
    expect(
      sameTensor(
        squares(3),
        adjusted(squares(3), (value) => value + 1),
      ),
    ).toBe(false);
    expect(structuredClone(squares(3))).toEqual(tensor([3], [0, 1, 4]));
  });

  test('is looked at in pieces that are as they are made as a whole', () => {
    const x = squares(40_000);
    const seen = new Float32Array(40_000);
    forEachBlock(x, (data, from) => seen.set(data, from));
    expect(makerOf(x)).toBeDefined();
    expect(seen).toEqual(x.data);
  });

  test('is looked at from the first element to the last, or between two, as one that is there', () => {
    const piecesOf = (x: Tensor, range?: readonly [number, number]) => {
      const pieces: (readonly [number, number, number])[] = [];
      forEachBlock(x, (data, from) => pieces.push([from, data.length, data[0]!]), range);
      return pieces;
    };
    const there = tensor(
      [20_000],
      Float32Array.from({ length: 20_000 }, (_, k) => k ** 2),
    );
    expect(piecesOf(squares(20_000))).toEqual([
      [0, 16_384, 0],
      [16_384, 3616, 16_384 ** 2],
    ]);
    expect(piecesOf(there)).toEqual([[0, 20_000, 0]]);
    for (const x of [squares(20_000), there]) expect(piecesOf(x, [3, 10])).toEqual([[3, 7, 9]]);
    expect(piecesOf(squares(16_384))).toEqual([[0, 16_384, 0]]);
  });

  test('adjusted, is deferred where its numbers are finite', () => {
    const bounded = adjusted(squares(3), (value) => Math.min(value, 2));
    expect(makerOf(bounded)).toBeDefined();
    expect(bounded.data).toEqual(Float32Array.of(0, 1, 2));
    expect(makerOf(adjusted(squares(3), (value) => value * 1e39))).toBeUndefined();
    expect(makerOf(adjusted(squares(3), (value) => (value - 2) * 1e39))).toBeUndefined();
    expect(makerOf(adjusted(squares(3), (value) => Math.min(value - 2, -1) * 1e39))).toBeUndefined();
    expect(makerOf(adjusted(squares(3), (value) => (value === 0 ? -1e39 : value)))).toBeUndefined();
  });

  test('adjusted, of numbers that are there, is new, and of f32', () => {
    const x = tensor([3], [1, 5, -7], 'i32');
    expect(adjusted(x, (value) => Math.max(value, 0.5))).toEqual(tensor([3], [1, 5, 0.5]));
    expect(x).toEqual(tensor([3], [1, 5, -7], 'i32'));
  });
});

describe('drawn weights', () => {
  const kinds = [uniform(3, -1, 2), normal(4, 1, 0.5), clipped(normal(5), 0, 1), constant(0.3)];
  quickLaw(
    'are between the bounds that they say, and the same from any place on',
    [wholeIn(0, kinds.length - 1), wholeIn(1, 60), fc.nat(59)],
    (kind, count, start) => {
      const from = Math.min(start, count - 1);
      const { into, least, most } = makerOf(kinds[kind]!([count]))!;
      const part = new Float32Array(count - from);
      into(part, from);
      const { data } = kinds[kind]!([count]);
      expect(part).toEqual(data.slice(from));
      expect(data.every((value) => value >= Math.fround(least) && value <= Math.fround(most))).toBe(true);
    },
  );

  quickLaw(
    'by the diagonal are made from any place on, and repeat as often as they say',
    [wholeIn(1, 7), wholeIn(1, 7), fc.nat(48), fc.boolean()],
    (m, n, start, isOn) => {
      const weights = (isOn ? oneToOne : allButSelf)(3);
      const want = Float32Array.from({ length: m * n }, (_, k) => (isOn === (Math.floor(k / n) === k % n) ? 3 : 0));
      const { into, period } = makerOf(weights([m, n]))!;
      const from = Math.min(start, m * n - 1);
      const part = new Float32Array(m * n - from);
      into(part, from);
      expect(part).toEqual(want.slice(from));
      expect(weights([m, n]).data).toEqual(want);
      expect(period).toBe(m <= n ? n + 1 : undefined);
      expect(period === undefined || want.every((x, k) => k < period || x === want[k - period])).toBe(true);
    },
    300,
  );

  test('that are not finite are a fault of the network', () => {
    const built = network({ dt: 1 }, { X: layer([2], input()), Y: layer([2], lif()) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1, 0, 1e39))),
    }));
    expect(() => orThrow(built)).toThrow("connection 'XY': weights must be finite, got Infinity");
  });

  test('of a state are written into like others, and the network keeps its own', async () => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([20], input()), Y: layer([5], lif()) }, (connect) => ({
        XY: connect('X', 'Y', sparse(fixedProbability(1, 0.5), uniform(2, 0, 1))),
      })),
    );
    const state = initial(net);
    const before = orThrow(await run(wasm, net, state, silence(3)));
    expect(makerOf(before.state.connections.XY.w)).toBeDefined();
    state.connections.XY.w.data[0] = 9;
    const after = orThrow(await run(wasm, net, state, silence(3)));
    expect(after.state.connections.XY.w.data[0]).toBe(9);
    expect(initial(net).connections.XY.w.data[0]).toBeLessThan(1);
  });
});
