import { expect, test } from 'vitest';
import { izhikevich, tensor, type IzhikevichParams } from '../../src/index.js';
import { expectNear } from '../support/same.js';
import { life } from './support/life.js';

/** A step without input of neurons that begin with these v and u: their v and u after it. */
const stepped = (params: Partial<IzhikevichParams>, v: readonly number[], u: readonly number[], dt: number) => {
  const n = v.length;
  const from = { v: tensor([1, n], v), u: tensor([1, n], u) };
  const [, after] = life([n], izhikevich(params), [{}], { dt, from });
  return { v: Array.from(after!['v']!.data), u: Array.from(after!['u']!.data) };
};

/** The slope of 0.04 v^2 + 5 v + 140 is -2 at -87.5 mV. */
const voltages = [-60, -87.4, -87.5, -87.6, -100, -300];
const f = (v: number, u: number): number => 0.04 * v ** 2 + 5 * v + 140 - u;

test('half steps of 1 ms are Euler’s from -87.5 mV on, and below it linearly implicit', () => {
  const u = -20;
  const half = (v: number): number => v + (v < -87.5 ? f(v, u) / (1 - (0.08 * v + 5)) : f(v, u));
  const { v } = stepped(
    {},
    voltages,
    voltages.map(() => u),
    2,
  );
  expectNear(
    v,
    voltages.map((of) => half(half(of))),
    2e-3,
  );
});

test('as Euler has it they overshoot', () => {
  const half = (v: number): number => v + f(v, -20);
  const { v } = stepped({ stepping: 'euler' }, [-100, -150], [-20, -20], 2);
  expectNear(
    v,
    [-100, -150].map((of) => half(half(of))),
    2e-2,
  );
});

const rates = [0.5, 1, 1.5, 2];
/** What a leak takes from a u of 10 in a step of 1 ms; b is 0. */
const left = (a: number, implicit: boolean): number => 10 - (a * 10) / (implicit && a > 1 ? 1 + a : 1);

test('u leaks by Euler’s steps up to a rate of 1 a step, and faster ones are implicit, each neuron by its own', () => {
  const [v, u] = [rates.map(() => -65), rates.map(() => 10)];
  expectNear(
    stepped({ a: tensor([4], rates), b: 0 }, v, u, 1).u,
    rates.map((a) => left(a, true)),
    1e-5,
  );
  for (const a of rates) {
    expectNear(stepped({ a, b: 0 }, [-65], [10], 1).u, [left(a, true)], 1e-5);
    // The rate of a step of 2 ms, or of a leak of 2, is twice as high.
    expectNear(stepped({ a: a / 2, b: 0 }, [-65], [10], 2).u, [left(a, true)], 1e-5);
    expectNear(stepped({ a: a / 2, b: 0, leak: 2 }, [-65], [10], 1).u, [left(a, true)], 1e-5);
    expectNear(stepped({ a, b: 0, stepping: 'euler' }, [-65], [10], 1).u, [left(a, false)], 1e-5);
  }
});

test('far above the threshold v stays at 2^30 at most, but for Euler’s steps', () => {
  expect(stepped({}, [1e6, 1e9], [0, 0], 1).v).toEqual([2 ** 30, 2 ** 30]);
  expect(stepped({}, [1000], [0], 1).v[0]).toBeLessThan(2 ** 30);
  expect(stepped({ stepping: 'euler' }, [1e6], [0], 1).v[0]).toBeGreaterThan(2 ** 30);
});
