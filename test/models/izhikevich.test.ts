import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, izhikevich, izhikevichPopulation, summed, tensor, zeros, type Tensor } from '../../src/index.js';
import { boolsOf, tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { amounts } from './support/kind.js';
import { life } from './support/life.js';

const states = fc.record({
  v: tensorOf([1, 2], amounts(-80, 45)),
  u: tensorOf([1, 2], amounts(-20, 10)),
  s: boolsOf([1, 2]),
});
const params = fc.record({ a: amounts(0.01, 0.1), b: amounts(0.1, 0.3), c: amounts(-65, -50), d: amounts(0, 8) });
const couplings = tensorOf([2, 2], amounts(-3, 3));

law(
  'a step of izhikevich: reset, lateral input, two half steps of v, then u',
  [states, params, couplings, tensorOf([1, 2], amounts(-5, 20)), amounts(0.1, 1), fc.option(amounts(-70, -60))],
  (from, { a, b, c, d }, lateral, current, dt, lbound) => {
    const model = izhikevich({ a, b, c, d, lateral, lbound: lbound ?? -Infinity });
    const [, got] = life([2], model, [{ inputs: { N: current } }], { dt, from });
    const at = (x: Tensor, k: number): number => x.data[k]!;
    for (const k of [0, 1]) {
      const spiked = at(from.s, k) === 1;
      const u = at(from.u, k) + (spiked ? d : 0);
      const gets = at(current, k) + at(lateral, 2 * k) * at(from.s, 0) + at(lateral, 2 * k + 1) * at(from.s, 1);
      const half = (v: number): number => v + (dt / 2) * (0.04 * v * v + 5 * v + 140 - u + gets);
      const v = half(half(spiked ? c : at(from.v, k)));
      const size = Math.max(50, Math.abs(v));
      expectNear([at(got!['v']!, k)], [Math.max(v, lbound ?? -Infinity)], 1e-5 * size);
      expectNear([at(got!['u']!, k)], [u + dt * a * (b * v - u)], 1e-5 * size);
      expect(at(got!['s']!, k)).toBe(at(got!['v']!, k) >= 45 ? 1 : 0);
    }
  },
  100,
);

test('u starts at b v', () => {
  const [first] = life([2], izhikevich({ b: tensor([2], [0.2, 0.25]), rest: tensor([2], [-65, -60]) }), []);
  expectNear(first!['u']!.data, [-13, -15], 1e-6);
  expectNear(first!['v']!.data, [-65, -60], 0);
});

describe('the lateral weights of izhikevich', () => {
  const lateral = tensor([3, 3], [0, 2, -3, 5, 0, 7, 0.5, -1, 4]);
  const spiked = { clamp: { N: tensor([1, 3], [0, 1, 0], 'bool') } };
  const c = -65;

  test('act a step later, to by from, along with the input', () => {
    const [, , joined] = life([3], summed(izhikevich({ lateral, c })), [spiked, { inputs: { N: filled([1, 3], 1) } }]);
    const [, , apart] = life([3], izhikevich({ c }), [spiked, { inputs: { N: tensor([1, 3], [3, 1, 0]) } }]);
    expectNear(joined!['v']!.data, apart!['v']!.data, 1e-4);
    expectNear(joined!['u']!.data, apart!['u']!.data, 1e-4);
    expectNear(joined!['summed']!.data, [3, 1, 0], 1e-6);
  });

  test('do nothing while all are silent', () => {
    const [, first] = life([3], izhikevich({ lateral }), [spiked]);
    const [, alone] = life([3], izhikevich(), [spiked]);
    expect(first!['v']).toStrictEqual(alone!['v']);
    expect(zeros([1, 3]).data).not.toStrictEqual(first!['v']!.data);
  });
});

law('a population has its excitatory neurons first, each different, all joined', [wholeIn(0, 999)], (seed) => {
  const [n, excitatory] = [10, 8];
  const { a, b, c, d, lateral } = izhikevichPopulation(seed, n);
  const at = (x: Tensor, place: number): number => x.data[place]!;
  for (let j = 0; j < n; j++) {
    const r = j < excitatory ? Math.sqrt((at(c, j) + 65) / 15) : (at(a, j) - 0.02) / 0.08;
    expect(r >= 0 && r < 1.0001).toBe(true);
    expectNear(
      [at(a, j), at(b, j), at(c, j), at(d, j)],
      j < excitatory ? [0.02, 0.2, -65 + 15 * r ** 2, 8 - 6 * r ** 2] : [0.02 + 0.08 * r, 0.25 - 0.05 * r, -65, 2],
      1e-4,
    );
    for (let i = 0; i < n; i++) {
      const weight = at(lateral, i * n + j);
      expect(j < excitatory ? weight >= 0 && weight < 0.5 : weight <= 0 && weight > -1).toBe(true);
    }
  }
  expect(new Set(lateral.data).size).toBeGreaterThan(95);
});

test('a population may be of one neuron, of one kind; of a part of a neuron none is excitatory', () => {
  const { a, lateral } = izhikevichPopulation(1, 1);
  expect([a.shape, lateral.shape]).toEqual([[1], [1, 1]]);
  const excitatory = (share: number): number => izhikevichPopulation(1, 10, share).d.data.filter((d) => d !== 2).length;
  expect([0, 0.09, 0.1, 0.25, 0.29, 1].map(excitatory)).toEqual([0, 0, 1, 2, 2, 10]);
});

test('without a leak recovery adds up what the voltage gives it', () => {
  const [first, next] = life([1], izhikevich({ leak: 0 }), [{ inputs: { N: filled([1], 2) } }]);
  expectNear([next!.u!.data[0]! - first!.u!.data[0]!], [0.02 * 0.2 * next!.v!.data[0]!], 1e-5);
});
