import { describe, expect, test } from 'vitest';
import {
  always,
  frames,
  initial,
  lasting,
  layer,
  monitor,
  network,
  orThrow,
  poissonGroup,
  raster,
  run,
  silence,
  tensor,
  wasm,
  type Frame,
  type Param,
  type Steps,
  type Tensor,
} from '../../src/index.js';
import { expectIndependent } from './support/independent.js';

/** The steps at which each neuron of a layer `N` spiked, batch row after batch row. */
const trains = async (
  n: number,
  rates: Param,
  given: Steps<Frame<Tensor, 'N'>>,
  { dt = 1, batch = 1 } = {},
): Promise<readonly (readonly number[])[]> => {
  const net = orThrow(network({ dt }, { N: layer([n], poissonGroup({ rates })) }));
  const state = initial(net, { batch, seed: 5 });
  const { monitors } = orThrow(await run(wasm, net, state, given, { s: monitor(net, 'N', 's', raster()) }));
  const found: number[][] = Array.from({ length: batch * n }, () => []);
  for (const { step, row, neuron } of monitors.s) found[row * n + neuron]!.push(step);
  return found;
};
const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

const [n, steps] = [100, 2000];
const settings = [5, 63.7, 250, 900].flatMap((rate) => [1, 0.1].map((dt) => ({ rate, dt, p: (rate * dt) / 1000 })));

test.each(settings)(
  'a poissonGroup has its rate, within four standard errors: $rate Hz, dt $dt',
  async ({ rate, dt, p }) => {
    const mean = (await trains(n, rate, silence(steps * dt), { dt })).flat().length / (n * steps);
    expect(Math.abs(mean - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / (n * steps)));
  },
);

// Windows cut off long intervals: only where they hold many is the sample fair.
test.each(settings.filter(({ p }) => p * steps > 50))(
  'a poissonGroup has intervals of CV sqrt(1 - rate dt): $rate Hz, dt $dt',
  async ({ rate, dt, p }) => {
    const spiking = await trains(n, rate, silence(steps * dt), { dt });
    const intervals = spiking.flatMap((times) => times.slice(1).map((time, i) => time - times[i]!));
    const mean = meanOf(intervals);
    const deviation = Math.sqrt(meanOf(intervals.map((interval) => (interval - mean) ** 2)));
    expect(Math.abs(deviation / mean - Math.sqrt(1 - p))).toBeLessThan(0.04);
  },
);

describe('a poissonGroup', () => {
  test('spikes independently from neuron to neuron, and from batch row to batch row', async () => {
    const [steps, p] = [4000, 0.3];
    const found = (await trains(2, 300, silence(steps), { batch: 2 })).map((times) => new Set(times));
    expectIndependent(found, steps, p);
  });

  test('adds what reaches it to its rates: silent below 0, in every step from 1000 / dt on', async () => {
    const input = always(tensor([4], [-300, 0, 800, 50]));
    const rates = tensor([4], [200, 0, 200, 50]);
    const [below, none, most, hundred] = await trains(4, rates, lasting(5000, frames({ N: input })));
    expect([below, none]).toStrictEqual([[], []]);
    expect(most).toStrictEqual(Array.from({ length: 5000 }, (_, step) => step));
    expect(Math.abs(hundred!.length / 5000 - 0.1)).toBeLessThanOrEqual(4 * Math.sqrt(0.09 / 5000));
  });

  test('follows rates that change from step to step', async () => {
    const [steps, high] = [2000, tensor([1], [1000])];
    const given = Array.from({ length: steps }, (_, step) => ({
      inputs: { N: step % 7 === 3 ? high : tensor([1], [0]) },
    }));
    const [times] = await trains(1, 0, given);
    expect(times).toStrictEqual(Array.from({ length: steps }, (_, step) => step).filter((step) => step % 7 === 3));
  });

  test('wants rates of at least 0', () => {
    expect(network({ dt: 1 }, { N: layer([2], poissonGroup({ rates: tensor([2], [5, -1]) })) })).toMatchObject({
      _tag: 'Left',
      left: [{ what: 'rates', want: 'at least 0', got: '-1' }],
    });
  });
});
