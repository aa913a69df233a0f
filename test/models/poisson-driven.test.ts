import { describe, expect, test } from 'vitest';
import { currentBased, currentExp, poissonDriven } from '../../src/cells.js';
import {
  explain,
  initial,
  isLeft,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poissonGroup,
  record,
  run,
  silence,
  tensor,
  wasm,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';

/** A current that keeps what arrives: nothing of it decays while a test lasts. */
const kept = currentBased({ thresh: 1e9, receptors: { exc: { tau: 1e9 } } });

/** How many spikes of weight 2 arrive in each step of 0.1 ms, at each of n cells. */
const arrivals = async (rate: number | Tensor, n: number): Promise<readonly (readonly number[])[]> => {
  const net = orThrow(
    network({ dt: 0.1 }, { Y: layer([n], poissonDriven(kept, { rate, weight: 2, receptor: 'exc' })) }),
  );
  const watched = { exc: monitor(net, 'Y', 'exc', record()) };
  const { monitors } = orThrow(await run(wasm, net, initial(net), silence(50), watched));
  const total = (step: number, cell: number): number => (step < 0 ? 0 : monitors.exc.data[step * n + cell]! / 2);
  return Array.from({ length: 500 }, (_, step) =>
    Array.from({ length: n }, (_, cell) => Math.round(total(step, cell) - total(step - 1, cell))),
  );
};

describe('spikes of Poisson inputs', () => {
  test.each([300, 5000, 12_800, 200_000])('at %s Hz have mean and variance rate x dt', async (rate) => {
    const counted = (await arrivals(rate, 100)).flat();
    const [n, mean] = [counted.length, rate * 1e-4];
    const found = counted.reduce((a, b) => a + b, 0) / n;
    const variance = counted.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(mean / n));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / mean) / n));
    // No spike is as likely as it has to be, and so is one.
    for (const k of [0, 1]) {
      const p = Math.exp(-mean) * mean ** k;
      const share = counted.filter((count) => count === k).length / n;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt(p / n) + 1e-9);
    }
    // Nor are many spikes left out.
    const many = Math.ceil(mean + 3 * Math.sqrt(mean));
    let [below, chance] = [0, Math.exp(-mean)];
    for (let k = 0; k < many; chance *= mean / ++k) below += chance;
    const share = counted.filter((count) => count >= many).length / n;
    expect(Math.abs(share - (1 - below))).toBeLessThan(4 * Math.sqrt((1 - below) / n));
  });

  test('come at a rate of its own to each cell', async () => {
    const counted = await arrivals(tensor([2], [0, 20_000]), 2);
    expect(counted.every(([silent]) => silent === 0)).toBe(true);
    expect(counted.reduce((sum, [, driven]) => sum + driven!, 0) / 1000).toBeCloseTo(1, 0);
  });

  test('move a voltage where they go to the plain input', async () => {
    const driven = poissonDriven(lif({ thresh: 1e9 }), { rate: 10_000, weight: 0.5 });
    const net = orThrow(network({ dt: 1 }, { Y: layer([50], driven) }));
    const { state } = orThrow(await run(wasm, net, initial(net), silence(1000), {}));
    // 10 spikes of 0.5 mV a step, of which a time constant of 100 ms keeps 100 steps.
    const mean = Array.from(state.layers.Y.v.data).reduce((a, b) => a + b, 0) / 50;
    expect(Math.abs(mean + 65 - 500)).toBeLessThan(15);
  });
});

const said = (model: AnyModel, dt = 0.1): readonly string[] => {
  const built = network({ dt }, { Y: layer([2], model) });
  return isLeft(built) ? built.left.map(explain) : [];
};

test('what cannot be driven is a fault', () => {
  const drive = { rate: 10, weight: 1 };
  expect(said(poissonDriven(poissonGroup(), drive))).toEqual([
    "layer 'Y': poissonDriven must be around a model that draws no numbers and responds at once, got 'poissonGroup'",
  ]);
  expect(said(poissonDriven(currentExp(), { ...drive, receptor: 'nmda' as 'exc' }))).toEqual([
    "layer 'Y': receptor must be one of 'exc', 'inh' of currentBased, got 'nmda'",
  ]);
  expect(said(poissonDriven(lif(), { ...drive, receptor: 'exc' as never }))).toEqual([
    "layer 'Y': receptor must be left out, as lif has none, got 'exc'",
  ]);
  expect(said(poissonDriven(lif(), { rate: -1, weight: 1 }))[0]).toContain('rate must be at least 0');
  expect(said(poissonDriven(lif(), { rate: 2e6, weight: 1 })).join()).toContain(
    'at most 100 spikes a step, got 200 a step',
  );
  // Up to 100 in each step, and each neuron by its own.
  expect(said(poissonDriven(lif(), { rate: 1e6, weight: 1 }))).toEqual([]);
  expect(said(poissonDriven(lif(), { rate: tensor([2], [1e6, 1.01e6]), weight: 1 }))).toEqual([
    "layer 'Y': rate must be at most 100 spikes a step, got 101 a step",
  ]);
});
