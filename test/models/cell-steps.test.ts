import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { conductanceAdEx, conductanceBased, currentBased, hodgkinHuxley } from '../../src/cells.js';
import type { AnyModel, Vars } from '../../src/authoring.js';
import { expectNear } from '../support/same.js';
import { life } from './support/life.js';

const dt = 0.25;

/** Variables after a step of two cells in each of two batch rows, of which these are the four values before it. */
const after = (model: AnyModel, before: Readonly<Record<string, readonly number[]>>, input: readonly number[]) => {
  const four = (values: readonly number[]): Tensor => tensor([2, 2], values);
  const from: Vars<string, Tensor> = Object.fromEntries(
    Object.entries(before).map(([name, values]) => [name, four(values)]),
  );
  const [, next] = life([2], model, [{ inputs: { N: four(input) } }], { dt, batch: 2, from });
  return next!;
};

/** One number for both cells, or one for each. */
const of = (value: number | readonly number[], k: number): number =>
  typeof value === 'number' ? value : value[k % 2]!;
const each = (...values: readonly number[]): Tensor => tensor([2], values);

/** The mean over a step of what decays, and its value at the end. */
const meanOf = (g: number, tau: number): number => (g * tau * -Math.expm1(-dt / tau)) / dt;
const decayed = (g: number, tau: number): number => g * Math.exp(-dt / tau);
/** A voltage after h ms of these conductances (uS), each towards its level (mV), and a current (nA). */
const relaxed = (
  v: number,
  c: number,
  h: number,
  current: number,
  parts: readonly (readonly [g: number, to: number])[],
) => {
  const total = parts.reduce((sum, [g]) => sum + g, 0);
  const level = (current + parts.reduce((sum, [g, to]) => sum + g * to, 0)) / total;
  return level + (v - level) * Math.exp((-total * h) / c);
};

const v = [-62, -55, -70, -58];
const exc = [0.02, 0, 0.05, 0.1];
const inh = [0.01, 0.03, 0, 0.02];
const input = [0.1, -0.2, 0, 0.3];
const places = [0, 1, 2, 3];

describe('a step, by hand, of', () => {
  test('conductanceBased: each conductance at its mean, NMDA’s block from the middle of the step', () => {
    const [c, tau, rest] = [[0.2, 0.5], [10, 20], -66];
    for (const magnesium of [0, 0.8]) {
      const model = conductanceBased({
        capacitance: each(...c),
        tau: each(...tau),
        rest,
        offset: 0.05,
        thresh: 0,
        receptors: { exc: { tau: 3, reversal: 5, magnesium }, inh: { tau: 7, reversal: -75 } },
      });
      const got = after(model, { v, exc, inh }, input);
      const want = places.map((k) => {
        const [cap, leak] = [of(c, k), of(c, k) / of(tau, k)];
        const charge = (at: number, h: number): number =>
          relaxed(v[k]!, cap, h, input[k]! + 0.05, [
            [leak, rest],
            [meanOf(exc[k]!, 3) / (1 + (magnesium / 3.57) * Math.exp(-0.062 * at)), 5],
            [meanOf(inh[k]!, 7), -75],
          ]);
        return charge(charge(v[k]!, dt / 2), dt);
      });
      expectNear(got['v']!.data, want, 1e-4);
      expectNear(
        got['exc']!.data,
        exc.map((g) => decayed(g, 3)),
        1e-7,
      );
      expectNear(
        got['inh']!.data,
        inh.map((g) => decayed(g, 7)),
        1e-7,
      );
    }
  });

  test('conductanceAdEx: the upstroke from the middle of the step, then the adaptation of the voltage after it', () => {
    const [c, tau, w] = [0.3, [8, 12], [0.01, 0.02, -0.01, 0]];
    const model = conductanceAdEx({
      capacitance: c,
      tau: each(...tau),
      rest: -68,
      thresh: -52,
      deltaT: 1.5,
      tauW: 100,
      a: 3,
      b: 0.07,
      reset: -66,
      peak: -54,
      refrac: 0.5,
      offset: 0.02,
      receptors: { exc: { tau: 3, reversal: 5 }, inh: { tau: 7, reversal: -75 } },
    });
    const got = after(model, { v, exc, inh, w }, input);
    const charged = places.map((k) => {
      const leak = c / of(tau, k);
      const charge = (at: number, h: number): number =>
        relaxed(v[k]!, c, h, input[k]! + 0.02 - w[k]! + leak * 1.5 * Math.exp((at + 52) / 1.5), [
          [leak, -68],
          [meanOf(exc[k]!, 3), 5],
          [meanOf(inh[k]!, 7), -75],
        ]);
      return charge(Math.min(charge(v[k]!, dt / 2), -54), dt);
    });
    const spikes = charged.map((of) => (of >= -54 ? 1 : 0));
    expect(spikes).toContain(0);
    expect(spikes).toContain(1);
    const next = charged.map((of, k) => (spikes[k] === 1 ? -66 : of));
    expect(Array.from(got['s']!.data)).toEqual(spikes);
    expectNear(got['v']!.data, next, 1e-4);
    const adapted = next.map((of, k) => {
      const to = 0.003 * (of + 68);
      return to + (w[k]! - to) * Math.exp(-dt / 100) + (spikes[k] === 1 ? 0.07 : 0);
    });
    expectNear(got['w']!.data, adapted, 1e-6);
    expectNear(
      got['refrac']!.data,
      spikes.map((s) => (s === 1 ? 0.5 : -dt)),
      1e-6,
    );
  });

  test('currentBased: the exact solution, of currents of three kinetics and a jump', () => {
    const [c, tau, rest] = [[0.2, 0.5], [10, 20], -66];
    const model = currentBased({
      capacitance: each(...c),
      tau: each(...tau),
      rest,
      offset: 0.05,
      thresh: 0,
      receptors: { exc: { tau: 3 }, inh: { kinetics: 'alpha', tau: 7 } },
    });
    const inhRise = [0.02, 0, -0.01, 0.03];
    const got = after(model, { v, exc, inh, inhRise }, input);
    /** By Runge and Kutta's fourth order in a thousand parts. */
    const want = places.map((k) => {
      const [cap, m] = [of(c, k), of(tau, k)];
      const slope = (t: number, at: number): number => {
        const current = input[k]! + 0.05 + exc[k]! * Math.exp(-t / 3) + (inh[k]! + inhRise[k]! * t) * Math.exp(-t / 7);
        return (rest - at) / m + current / cap;
      };
      const h = dt / 1000;
      let at = v[k]!;
      for (let part = 0; part < 1000; part++) {
        const t = part * h;
        const one = slope(t, at);
        const two = slope(t + h / 2, at + (h / 2) * one);
        const three = slope(t + h / 2, at + (h / 2) * two);
        at += (h / 6) * (one + 2 * two + 2 * three + slope(t + h, at + h * three));
      }
      return at;
    });
    expectNear(got['v']!.data, want, 1e-4);
    expectNear(
      got['inh']!.data,
      inh.map((g, k) => (g + inhRise[k]! * dt) * Math.exp(-dt / 7)),
      1e-7,
    );
    expectNear(
      got['inhRise']!.data,
      inhRise.map((g) => decayed(g, 7)),
      1e-7,
    );
  });

  test('hodgkinHuxley: three parts, each from its middle', () => {
    const [gNa, gK, gL, c, shift] = [18, 5, [0.02, 0.04], 0.3, -62];
    const model = hodgkinHuxley({
      capacitance: c,
      gSodium: gNa,
      gPotassium: gK,
      gLeak: each(...gL),
      reversalSodium: 48,
      reversalPotassium: -85,
      rest: -66,
      shift,
      thresh: -56,
      offset: 0.05,
      substeps: 3,
      receptors: { exc: { tau: 3, reversal: 5 }, inh: { tau: 7, reversal: -75 } },
    });
    const gates = { m: [0.1, 0.4, 0.05, 0.3], h: [0.8, 0.5, 0.9, 0.6], n: [0.2, 0.3, 0.1, 0.4] };
    const got = after(model, { v, exc, inh, ...gates }, input);
    const linear = (y: number): number => (y === 0 ? 1 : y / Math.expm1(y));
    const rates = {
      m: (u: number) => [1.28 * linear((13 - u) / 4), 1.4 * linear((u - 40) / 5)],
      h: (u: number) => [0.128 * Math.exp((17 - u) / 18), 4 / (1 + Math.exp((40 - u) / 5))],
      n: (u: number) => [0.16 * linear((15 - u) / 5), 0.5 * Math.exp((10 - u) / 40)],
    };
    type Now = Readonly<Record<'v' | keyof typeof rates, number>>;
    const want = places.map((k): Now => {
      const moved = (from: Now, at: Now, h: number): Now => {
        const gate = (name: keyof typeof rates): number => {
          const [opens, shuts] = rates[name](at.v - shift) as [number, number];
          const to = opens / (opens + shuts);
          return to + (from[name] - to) * Math.exp(-h * (opens + shuts));
        };
        const parts = [
          [gNa * at.m ** 3 * at.h, 48],
          [gK * at.n ** 4, -85],
          [of(gL, k), -66],
          [meanOf(exc[k]!, 3), 5],
          [meanOf(inh[k]!, 7), -75],
        ] as const;
        return { v: relaxed(from.v, c, h, input[k]! + 0.05, parts), m: gate('m'), h: gate('h'), n: gate('n') };
      };
      let now: Now = { v: v[k]!, m: gates.m[k]!, h: gates.h[k]!, n: gates.n[k]! };
      for (let part = 0; part < 3; part++) now = moved(now, moved(now, now, dt / 6), dt / 3);
      return now;
    });
    for (const name of ['v', 'm', 'h', 'n'] as const)
      expectNear(
        got[name]!.data,
        want.map((now) => now[name]),
        name === 'v' ? 2e-3 : 2e-5,
      );
    // Those that rise past the threshold in the step.
    const spikes = want.map((now, k) => (v[k]! < -56 && now.v >= -56 ? 1 : 0));
    expect([spikes.includes(0), spikes.includes(1)]).toEqual([true, true]);
    expect(Array.from(got['s']!.data)).toEqual(spikes);
  });
});
