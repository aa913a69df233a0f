import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  always,
  filled,
  frames,
  initial,
  izhikevich,
  izhikevichPatterns,
  izhikevichPopulation,
  lasting,
  monitor,
  orThrow,
  raster,
  record,
  run,
  wasm,
  type Backend,
  type IzhikevichParams,
} from '../../src/index.js';
import { alone } from '../support/alone.js';
import { numberIn, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { nodeBackends } from '../support/node-backends.js';

/** One neuron, or some of a population, under a constant current: the numbers of all steps, and how many spikes there are. */
const under = async (
  backend: Backend,
  params: Partial<IzhikevichParams>,
  dt: number,
  current: number,
  steps: number,
  n = 1,
) => {
  const net = alone([n], izhikevich(params), dt);
  const drive = lasting(steps * dt, frames({ N: always(filled([n], current)) }));
  const { monitors, state } = orThrow(
    await run(backend, net, initial(net), drive, {
      v: monitor(net, 'N', 'v', record()),
      u: monitor(net, 'N', 'u', record()),
      spikes: monitor(net, 'N', 's', raster()),
    }),
  );
  return {
    v: monitors.v.data,
    u: monitors.u.data,
    spikes: monitors.spikes.length,
    rests: state.layers['N']!['v']!.data,
  };
};

const population = ({ a, b, c, d, lateral }: ReturnType<typeof izhikevichPopulation>) => ({ a, b, c, d, lateral });

describe.each(nodeBackends)('on $name', (backend) => {
  test.each([
    [1, -300, -147.18],
    [0.5, -1000, -218.43],
    [1, -1000, -218.43],
    [2, -300, -147.18],
    [5, -1e4, -560.1],
  ])('at dt %d a current of %d silences a neuron, which rests at %d mV', async (dt, current, rest) => {
    const { spikes, rests } = await under(backend, {}, dt, current, Math.ceil(300 / dt));
    expect(spikes).toBe(0);
    expect(rests[0]).toBeCloseTo(rest, 1);
  });

  law(
    'no current makes a neuron infinite, whatever its pattern and the step',
    [
      fc.constantFrom(...Object.values(izhikevichPatterns)),
      fc.oneof(fc.constantFrom(1e6, -1e6, 0), numberIn(-1e6, 1e6), numberIn(-300, 300)),
      fc.oneof(fc.constantFrom(0.1, 1, 2, 5), numberIn(0.1, 5)),
    ],
    async ({ params }, current, dt) => {
      const { v, u } = await under(backend, params, dt, current, 40);
      expect([...v, ...u].every(Number.isFinite)).toBe(true);
    },
    6,
  );

  law(
    'nor one of a population that excites itself',
    [wholeIn(0, 1000), fc.oneof(fc.constantFrom(1e6, -1e6), numberIn(-1e4, 1e4)), fc.constantFrom(0.5, 1, 2, 5)],
    async (seed, current, dt) => {
      const { v, u } = await under(backend, population(izhikevichPopulation(seed, 6)), dt, current, 40, 6);
      expect([...v, ...u].every(Number.isFinite)).toBe(true);
    },
    4,
  );
});

law(
  'under inhibition a neuron rests where its equations do',
  [numberIn(-3000, -60), numberIn(0.02, 1), numberIn(0.05, 0.3), fc.constantFrom(0.2, 0.5, 1, 2, 5)],
  async (current, a, b, dt) => {
    const { spikes, rests } = await under(wasm, { a, b }, dt, current, Math.ceil(600 / dt));
    // 0.04 v^2 + (5 - b) v + 140 + I = 0
    const rest = -(5 - b + Math.sqrt((5 - b) ** 2 - 0.16 * (140 + current))) / 0.08;
    expect(spikes).toBe(0);
    expect(Math.abs(rests[0]! / rest - 1)).toBeLessThan(1e-3);
  },
);

test('a step of 0.01 ms comes to the same rest', async () => {
  const [fine, coarse] = [await under(wasm, {}, 0.01, -300, 40_000), await under(wasm, {}, 1, -300, 400)];
  expect(fine.rests[0]).toBeCloseTo(coarse.rests[0]!, 2);
});
