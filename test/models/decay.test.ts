import { describe, expect, test } from 'vitest';
import {
  boostedLif,
  csrm,
  currentLif,
  filled,
  input,
  integrateAndFire,
  mcCullochPitts,
  srm0,
  traced,
} from '../../src/index.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { amounts } from './support/kind.js';
import { life, lifeOfOne, times } from './support/life.js';

const started = (v: number) => ({ v: filled([1, 1], v) });
const timeConstants = amounts(1, 100);
const timesteps = amounts(0.1, 1);

describe('without input', () => {
  law('boostedLif decays to 0 as exp(-t / tau)', [timeConstants, timesteps, amounts(-20, 12)], (tau, dt, v) => {
    const got = lifeOfOne(boostedLif({ tau }), times(8, 0), { dt, from: started(v) });
    expectNear(
      got.map(({ v }) => v!),
      got.map((_, k) => v * Math.exp((-dt * (k + 1)) / tau)),
      1e-5,
    );
  });

  law('srm0 and currentLif decay to rest', [timeConstants, timesteps, amounts(-90, -55)], (tau, dt, v) => {
    const want = times(8, 0).map((_, k) => -70 + (v + 70) * Math.exp((-dt * (k + 1)) / tau));
    for (const model of [srm0({ tau, rho0: 0 }), currentLif({ tau, rest: -70 })]) {
      const got = lifeOfOne(model, times(8, 0), { dt, from: started(v) });
      expectNear(
        got.map(({ v }) => v!),
        want,
        1e-4,
      );
      expect(got.some(({ s }) => s === 1)).toBe(false);
    }
  });

  law('the current of currentLif decays, and goes on charging', [timeConstants, timesteps], (tauCurrent, dt) => {
    const got = lifeOfOne(currentLif({ tauCurrent, tau: 1e9 }), [1, 0, 0, 0], { dt });
    const i = times(4, 0).map((_, k) => Math.exp((-dt * k) / tauCurrent));
    expectNear(
      got.map(({ i }) => i!),
      i,
      1e-5,
    );
    expectNear([got.at(-1)!['v']!], [-65 + i.reduce((a, b) => a + b, 0)], 1e-4);
  });

  law('integrateAndFire keeps its voltage, csrm leaks to where it is told', [amounts(-90, -55), timesteps], (v, dt) => {
    expect(lifeOfOne(integrateAndFire(), times(5, 0), { dt, from: started(v) }).at(-1)!['v']).toBe(Math.fround(v));
    const leak = lifeOfOne(csrm({ leakTo: -80, tau: 9 }), times(5, 0), { dt, from: started(v) });
    expectNear([leak.at(-1)!['v']!], [-80 + (v + 80) * Math.exp((-dt * 5) / 9)], 1e-4);
    expect(lifeOfOne(mcCullochPitts(), [0, 0])).toStrictEqual(times(2, 0).map(() => ({ v: 0, s: 0 })));
  });
});

law('an additive trace takes in spikes by their value', [amounts(-2, 2), amounts(0, 3)], (scale, spike) => {
  const model = traced(input(), { tau: 10, scale, additive: true });
  const [first, second] = lifeOfOne(model, [spike, 1]).map(({ x }) => x!);
  expectNear([first!, second!], [scale * spike, scale * spike * Math.exp(-0.1) + scale], 1e-6);
});

test('a trace of negative scale is that of the positive one, negated', () => {
  const traceOf = (scale: number) => {
    const [spike, silent] = [{ inputs: { N: filled([1], 1, 'bool') } }, {}];
    return life([1], traced(input(), { tau: 10, scale }), [spike, silent, silent]).map(({ x }) => x!.data[0]!);
  };
  expect(traceOf(-0.5)[3]).toBeLessThan(-0.3);
  expectNear(
    traceOf(-0.5),
    traceOf(0.5).map((x) => -x),
    0,
  );
});
