import { describe, expect, test } from 'vitest';
import { tensor, type Param } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import * as membrane from '../../src/models/neurons/membrane.js';
import { countedDown, gated, isRefractory } from '../../src/models/neurons/refractory.js';

const { decayFactor, lostPart, faded, fadedToZero, vanishingToZero, isFast, decay, cappedExp, boundedBelow } = membrane;

const of = (...values: readonly number[]) => tensor([values.length], values);
const f32 = Math.fround;

describe('what decays', () => {
  test('keeps exp(-dt / tau), and loses the rest, exact also where that is little', () => {
    expect(decayFactor(20, 5)).toBe(f32(Math.exp(-0.25)));
    expect(lostPart(20, 5)).toBe(f32(-Math.expm1(-0.25)));
    expect(lostPart(1e12, 1)).toBeCloseTo(1e-12, 20);
    expect([decayFactor(Infinity, 1), lostPart(Infinity, 1)]).toEqual([1, 0]);
    expect(decayFactor(of(1, 2), 2)).toEqual(of(Math.exp(-2), Math.exp(-1)));
  });

  test('is fast from a rate of 2^-12 a step on, if each is', () => {
    expect([isFast(4096, 1), isFast(4097, 1), isFast(2048, 0.5), isFast(2049, 0.5)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([isFast(of(1, 4096), 1), isFast(of(1, 4097), 1)]).toEqual([true, false]);
  });

  test('is multiplied by what stays where it is fast; else what goes is taken from it', () => {
    const some = Array.from({ length: 40 }, (_, k) => f32(0.5 + Math.sin(k) ** 2));
    const after = (tau: Param) => Array.from(faded(A, of(...some), tau, 1).data);
    for (const tau of [20, 4096]) expect(after(tau)).toEqual(some.map((x) => f32(x * f32(Math.exp(-1 / tau)))));
    for (const tau of [4097, 1e6])
      expect(after(tau)).toEqual(some.map((x) => f32(x - f32(x * f32(-Math.expm1(-1 / tau))))));
  });

  test('is 0 below 1e-30, on both sides', () => {
    const near = of(1.001e-30, -1.001e-30, 0.999e-30, -0.999e-30, 0);
    expect(Array.from(vanishingToZero(A, near).data)).toEqual([f32(1.001e-30), f32(-1.001e-30), 0, 0, 0]);
    expect(Array.from(fadedToZero(A, of(2e-30), 1, 1).data)).toEqual([0]);
    expect(Array.from(faded(A, of(2e-30), 1, 1).data)).toEqual([expect.closeTo(2e-30 * Math.exp(-1), 35)]);
    expect(Array.from(decay(A, of(2e-30), 0, 1, 1).data)).toEqual([0]);
    // Towards another level nothing vanishes.
    expect(Array.from(decay(A, of(3), 1, 2, 2).data)).toEqual([expect.closeTo(1 + 2 * Math.exp(-1), 6)]);
  });
});

test('an exponential grows no more from 64 on, a voltage falls no further than its bound', () => {
  const [at, beyond] = cappedExp(A, of(64, 1000)).data;
  expect(at! / Math.exp(64)).toBeCloseTo(1, 6);
  expect(beyond).toBe(at);
  expect(cappedExp(A, of(63)).data[0]! / Math.exp(63)).toBeCloseTo(1, 6);
  expect(Array.from(boundedBelow(A, of(-80, -70, -60), -70).data)).toEqual([-70, -70, -60]);
  const v = of(-80);
  expect(boundedBelow(A, v, -Infinity)).toBe(v);
});

describe('a refractory time', () => {
  test('lasts while more than a twentieth of a step is left; as float32 has it, while anything is', () => {
    const left = of(-1, 0, 0.02, 0.025, 0.03, 1);
    expect(Array.from(isRefractory(A, left, 0.5).data)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(Array.from(isRefractory(A, left, 0.5, 'float32').data)).toEqual([0, 0, 1, 1, 1, 1]);
    expect(Array.from(gated(A, left, of(3, 3, 3, 3, 3, 3), 0.5).data)).toEqual([3, 3, 3, 3, 0, 0]);
  });

  test.each([
    [5, 0.1, 50],
    [51.2, 0.1, 512],
    [51.3, 0.1, 513],
    [100, 0.01, 10_000],
    // What it has besides whole steps is a step more, but for less than a twentieth.
    [100.06, 0.1, 1001],
    [100.004, 0.1, 1000],
    [99.996, 0.1, 1000],
  ])('of %s ms lasts so many steps of %s ms: %s', (full, dt, steps) => {
    let [left, count] = [of(full), 0];
    for (; isRefractory(A, left, dt).data[0] === 1; count++) left = countedDown(A, left, full, dt);
    expect(count).toBe(steps);
  });

  test('without end stays', () => {
    expect(countedDown(A, of(Infinity), Infinity, 0.1).data[0]).toBe(Infinity);
  });
});
