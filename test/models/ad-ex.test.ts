import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adEx, filled, tensor, type AdExParams } from '../../src/index.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { amounts } from './support/kind.js';
import { life, lifeOfOne, times } from './support/life.js';

const paper: AdExParams = adEx().term.params as unknown as AdExParams;
const spikeTimes = (lived: readonly Readonly<Record<string, number>>[], dt: number): readonly number[] =>
  lived.flatMap(({ s }, step) => (s === 0 ? [] : [(step + 1) * dt]));

/** The equations of the paper in double precision, by Runge and Kutta's fourth order in steps of 2 us: when it spikes, ms. */
const exactly = (current: number, duration: number, p: Record<keyof AdExParams, number>): readonly number[] => {
  const slopes = (above: number, w: number): readonly [number, number] => {
    // In the upstroke the stages of a step run far beyond the peak.
    const v = Math.min(above, p.peak);
    return [
      (-p.gLeak * (v - p.rest) + p.gLeak * p.deltaT * Math.exp((v - p.thresh) / p.deltaT) - w + current) /
        p.capacitance,
      (p.a * (v - p.rest) - w) / p.tauW,
    ];
  };
  const found: number[] = [];
  const h = 0.002;
  let [v, w] = [p.rest, 0];
  for (let t = 0; t < duration; t += h) {
    const [v1, w1] = slopes(v, w);
    const [v2, w2] = slopes(v + (h / 2) * v1, w + (h / 2) * w1);
    const [v3, w3] = slopes(v + (h / 2) * v2, w + (h / 2) * w2);
    const [v4, w4] = slopes(v + h * v3, w + h * w3);
    [v, w] = [v + (h / 6) * (v1 + 2 * v2 + 2 * v3 + v4), w + (h / 6) * (w1 + 2 * w2 + 2 * w3 + w4)];
    if (v >= p.peak) {
      found.push(t + h);
      [v, w] = [p.reset, w + p.b];
    }
  }
  return found;
};

test('its defaults are those of Brette and Gerstner 2005', () => {
  expect(paper).toStrictEqual({
    capacitance: 281,
    gLeak: 30,
    rest: -70.6,
    thresh: -50.4,
    deltaT: 2,
    tauW: 144,
    a: 4,
    b: 80.5,
    reset: -70.6,
    peak: 20,
  });
});

describe('it spikes when the equations do', () => {
  const bursting = { tauW: 20, a: 4, b: 150, reset: -48.4 };
  test.each<readonly [string, number, number, Partial<Record<keyof AdExParams, number>>]>([
    ['adapting', 800, 3, {}],
    ['adapting to a stronger current', 1500, 6, {}],
    ['in bursts', 800, 4, bursting],
    ['below its rheobase not at all', 600, 0, {}],
  ])('%s', (_, current, least, params) => {
    const want = exactly(current, 120, { ...(paper as Record<keyof AdExParams, number>), ...params });
    expect(want.length).toBeGreaterThanOrEqual(least);
    for (const [dt, off] of [
      [0.1, 1.5],
      [0.02, 0.5],
    ] as const) {
      const got = spikeTimes(lifeOfOne(adEx(params), times(120 / dt, current), { dt }), dt);
      expectNear(got.slice(0, 6), want.slice(0, 6), off);
      expect(Math.abs(got.length - want.length)).toBeLessThanOrEqual(dt > 0.05 ? 1 : 0);
    }
  });
});

law(
  'a step of adEx: v by the exponential midpoint method, the threshold, the reset, then the adaptation',
  [amounts(-90, 19), amounts(-200, 400), amounts(-1000, 3000), fc.constantFrom(0.1, 0.5, 1), amounts(0.5, 4)],
  (v, w, current, dt, deltaT) => {
    const p = { ...(paper as Record<keyof AdExParams, number>), deltaT };
    const from = { v: tensor([1, 1], [v]), w: tensor([1, 1], [w]) };
    const [, got] = life([1], adEx({ deltaT }), [{ inputs: { N: tensor([1, 1], [current]) } }], { dt, from });
    const charge = (at: number, h: number): number => {
      const to = p.rest + deltaT * Math.exp((at - p.thresh) / deltaT) + (current - w) / p.gLeak;
      return to + (v - to) * Math.exp((-h * p.gLeak) / p.capacitance);
    };
    const middle = Math.min(charge(v, dt / 2), p.peak);
    const charged = charge(middle, dt);
    const after = charged >= p.peak ? p.reset : charged;
    const target = p.a * (after - p.rest);
    const adapted = target + (w - target) * Math.exp(-dt / p.tauW) + (charged >= p.peak ? p.b : 0);
    expect(got!['s']!.data[0]).toBe(charged >= p.peak ? 1 : 0);
    // Near the threshold the exponential carries rounding on.
    const slope = Math.exp((middle - p.thresh) / deltaT) * Math.exp((v - p.thresh) / deltaT);
    if (slope < 1e3) expectNear(got!['v']!.data, [after], 1e-4 * (1 + slope));
    expectNear(got!['w']!.data, [adapted], 1e-3);
  },
  200,
);

test.each([0.1, 1, 5])('no current makes it infinite, or a spike miss its reset, at dt %d', (dt) => {
  for (const current of [1e3, 1e4, 1e6, -1e3, -1e6, 1e12])
    for (const peak of [20, Infinity]) {
      const lived = lifeOfOne(adEx({ peak }), times(60, current), { dt });
      expect(lived.every(({ v, w }) => Number.isFinite(v) && Number.isFinite(w))).toBe(true);
      if (peak === 20) expect(lived.every(({ v }) => v! < 20)).toBe(true);
    }
});

test('at rest nothing moves, and a parameter may be one number a neuron', () => {
  // exp((rest - thresh) / deltaT) = 4e-5: a few hundredths of a millivolt are left of the upstroke.
  const calm = life(
    [2],
    adEx({ b: filled([2], 0), thresh: tensor([2], [-50.4, 0]) }),
    times(2000, 0).map(() => ({})),
  );
  expectNear(calm.at(-1)!['v']!.data, [-70.6, -70.6], 1e-4);
  expectNear(calm.at(-1)!['w']!.data, [0, 0], 1e-3);
});
