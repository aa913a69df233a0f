import { expect, test } from 'vitest';
import { initial, izhikevich, layer, network, orThrow, tensor } from '../../src/index.js';
import { eagerAlgebra } from '../../src/authoring.js';
import { fromDescription, describe } from '../../src/file.js';

const stepOf = (params: Parameters<typeof izhikevich>[0], v: number, u: number, dt: number) => {
  const state = { v: tensor([1], [v]), u: tensor([1], [u]), s: tensor([1], [0], 'bool') };
  const next = izhikevich(params).step(eagerAlgebra, state, tensor([1], [0]), dt, tensor([1], [0]));
  return [next.v.data[0]!, next.u.data[0]!] as const;
};

test('slope and base shape the drive of v, origin and leak that of u', () => {
  const dt = 1e-3;
  const [v, u] = stepOf({ slope: 4.1, base: 108 }, -60, 3, dt);
  expect((v + 60) / dt).toBeCloseTo(0.04 * 3600 - 4.1 * 60 + 108 - 3, 1);
  expect((u - 3) / dt).toBeCloseTo(0.02 * (0.2 * -60 - 3), 2);
  const [, other] = stepOf({ origin: -65, leak: 0, b: 1 }, -60, 3, dt);
  expect((other - 3) / dt).toBeCloseTo(0.02 * 5, 2);
});

test('u starts at b (rest - origin), for one number or one for each neuron', () => {
  const origins = tensor([2], [-65, 0]);
  const net = orThrow(network({ dt: 1 }, { N: layer([2], izhikevich({ origin: origins, rest: -60, b: 0.5 })) }));
  expect([...initial(net).layers.N.u.data]).toEqual([2.5, -30]);
});

test('the coefficients are described, read back, and checked', () => {
  const net = orThrow(
    network({ dt: 1 }, { N: layer([1], izhikevich({ slope: 4.1, base: 108, origin: -65, leak: 0 })) }),
  );
  expect(describe(orThrow(fromDescription(describe(net))))).toEqual(describe(net));
  expect(() => orThrow(network({ dt: 1 }, { N: layer([1], izhikevich({ leak: NaN })) }))).toThrow(/leak/);
});
