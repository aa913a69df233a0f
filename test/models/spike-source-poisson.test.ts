import { describe, expect, test } from 'vitest';
import { spikeSourcePoisson } from '../../src/cells.js';
import {
  dense,
  explain,
  frames,
  initial,
  lasting,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  raster,
  run,
  silence,
  tensor,
  traced,
  uniform,
  wasm,
  type Frame,
  type Steps,
  type Tensor,
} from '../../src/index.js';
import { retuned } from '../../src/live.js';
import { expectIndependent } from './support/independent.js';

type Params = Parameters<typeof spikeSourcePoisson>[0];

const netOf = (n: number, params: Params, dt: number) =>
  orThrow(network({ dt }, { N: layer([n], spikeSourcePoisson(params)) }));

/** The steps at which each neuron of a layer `N` spiked, batch row after batch row. */
const trains = async (
  n: number,
  params: Params,
  steps: number,
  { dt = 1, batch = 1, given = silence(steps * dt) as Steps<Frame<Tensor, 'N'>> } = {},
): Promise<readonly (readonly number[])[]> => {
  const net = netOf(n, params, dt);
  const watched = { s: monitor(net, 'N', 's', raster()) };
  const { monitors } = orThrow(await run(wasm, net, initial(net, { batch, seed: 5 }), given, watched));
  const found: number[][] = Array.from({ length: batch * n }, () => []);
  for (const { step, row, neuron } of monitors.s) found[row * n + neuron]!.push(step);
  return found;
};
const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const varianceOf = (values: readonly number[]): number =>
  meanOf(values.map((value) => value ** 2)) - meanOf(values) ** 2;

/** The statistic of Kolmogorov and Smirnov, times the root of how many: of waits (1, 2, ... steps) against one trial of chance p a step. */
const distance = (waits: readonly number[], p: number, most: number): number => {
  const counts = new Float64Array(most + 1);
  for (const wait of waits) if (wait <= most) counts[wait]!++;
  let [below, furthest] = [0, 0];
  for (let k = 1; k <= most; k++) {
    below += counts[k]! / waits.length;
    furthest = Math.max(furthest, Math.abs(below - (1 - (1 - p) ** k)));
  }
  return furthest * Math.sqrt(waits.length);
};
/** One sample in a thousand is further off. */
const critical = 1.95;

const n = 2000;
const settings = [
  { rate: 15, dt: 0.1 },
  { rate: 20, dt: 1 },
  { rate: 600, dt: 0.5 },
  { rate: 900, dt: 1 },
].map((of) => ({ ...of, p: (of.rate * of.dt) / 1000 }));

describe.each(settings)('a spikeSourcePoisson of $rate Hz, dt $dt', ({ rate, dt, p }) => {
  const steps = Math.ceil(20 / p);
  const spiking = trains(n, { rate }, steps, { dt });

  test('has its rate, within four standard errors', async () => {
    const mean = (await spiking).flat().length / (n * steps);
    expect(Math.abs(mean - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / (n * steps)));
  });

  test('has the Fano factor 1 - rate dt of independent steps', async () => {
    const counts = (await spiking).map((times) => times.length);
    expect(Math.abs(varianceOf(counts) / meanOf(counts) / (1 - p) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  test('has geometric intervals, the first one among them', async () => {
    for (const k of [0, 1, 2]) {
      const waits = (await spiking).map((times) => (times[k] ?? Infinity) - (k === 0 ? -1 : times[k - 1]!));
      expect(distance(waits, p, steps / 2)).toBeLessThan(critical);
    }
  });
});

describe('a spikeSourcePoisson', () => {
  test('spikes in the step that the quantile of its draw says', async () => {
    for (const p of [0.001, 0.05, 0.4, 0.9])
      for (const k of [1, 2, 5, 40]) {
        // From u = (1 - p)^k on, the wait is at most k steps.
        const edge = (1 - p) ** k;
        const off = Math.max(edge * 1e-5, 2 ** -23);
        const u = [edge + off, edge - off];
        if (u[0]! >= 1 || u[1]! < 0) continue;
        const given = lasting(60, [{ draws: { N: tensor([2], u) } }, ...Array.from({ length: 59 }, () => ({}))]);
        const [early, late] = await trains(2, { rate: 1000 * p }, 60, { given });
        expect(early![0]).toBeLessThanOrEqual(k - 1);
        expect(late![0] ?? 60).toBeGreaterThanOrEqual(k);
      }
  });

  test('takes a draw of 0 for 2^-25, half of the least that is not', async () => {
    // log(2^-25) / log(1 - 0.6) = 18.9 steps without a spike.
    const given = lasting(30, [{ draws: { N: tensor([1], [0]) } }, ...Array.from({ length: 29 }, () => ({}))]);
    const [[first] = []] = await trains(1, { rate: 600 }, 30, { given });
    expect(first).toBe(18);
  });

  test('counts steps only where a start or a duration need it', async () => {
    const clockOf = async (params: Params) => {
      const net = netOf(1, params, 1);
      return orThrow(await run(wasm, net, initial(net), silence(3))).state.layers.N.clock.data[0];
    };
    expect(await clockOf({ rate: 100 })).toBe(0);
    expect(await clockOf({ rate: 100, start: 1 })).toBe(3);
    expect(await clockOf({ rate: 100, duration: 1 })).toBe(3);
  });

  test('waits as long as its rate says, however low that is', async () => {
    const [p, steps] = [1e-4, 40_000];
    const waits = (await trains(n, { rate: 0.1 }, steps)).map((times) => (times[0] ?? Infinity) + 1);
    expect(waits.filter((wait) => wait > 1024).length / n).toBeCloseTo((1 - p) ** 1024, 1);
    expect(distance(waits, p, steps)).toBeLessThan(critical);
  });

  test('never spikes at rate 0, and in every step from 1000 / dt Hz on; each neuron has its own rate', async () => {
    const [steps, rates] = [3000, [0, 1000, 1e9, Infinity, 100]];
    const [none, all, more, most, some] = await trains(5, { rate: tensor([5], rates) }, steps);
    const every = Array.from({ length: steps }, (_, step) => step);
    expect([none, all, more, most]).toStrictEqual([[], every, every, every]);
    expect(Math.abs(some!.length / steps - 0.1)).toBeLessThanOrEqual(4 * Math.sqrt(0.09 / steps));
  });

  test('spikes from its start for its duration, and as it would have without them', async () => {
    const [start, duration] = [tensor([3], [0, 2.5, 7]), tensor([3], [4, Infinity, 1])];
    const always = await trains(3, { rate: 1e9, start, duration }, 20, { dt: 0.5 });
    expect(always.map((times) => [times[0], times.at(-1)])).toStrictEqual([
      [0, 7],
      [5, 19],
      [14, 15],
    ]);
    const whole = await trains(50, { rate: 200 }, 300);
    const part = await trains(50, { rate: 200, start: 100, duration: 50 }, 300);
    expect(part).toStrictEqual(whole.map((times) => times.filter((step) => step >= 100 && step < 150)));
    expect((await trains(3, { rate: 1e9, duration: 0 }, 5)).flat()).toStrictEqual([]);
    expect((await trains(3, { rate: 1e9, start: Infinity }, 5)).flat()).toStrictEqual([]);
  });

  test('spikes independently from neuron to neuron, and from batch row to batch row', async () => {
    const [steps, p] = [4000, 0.3];
    const found = (await trains(2, { rate: 300 }, steps, { batch: 2 })).map((times) => new Set(times));
    expectIndependent(found, steps, p);
  });

  test('has a new rate after 1024 steps at the latest', async () => {
    const [still, fast] = [netOf(4, { rate: 0 }, 1), netOf(4, { rate: 1e9 }, 1)];
    const { state } = orThrow(await run(wasm, still, initial(still), silence(10)));
    const next = orThrow(retuned(still, state, fast));
    const watched = { s: monitor(next.net, 'N', 's', raster()) };
    const { monitors } = orThrow(await run(wasm, next.net, next.state, silence(1020), watched));
    expect(Math.min(...monitors.s.map(({ step }) => step))).toBe(1014);
  });

  const said = (of: { readonly _tag: string; readonly left?: readonly unknown[] }): readonly string[] =>
    (of.left ?? []).map((fault) => explain(fault as never));

  test('takes no input: connections to it and inputs of frames are faults', async () => {
    const layers = { Y: layer([2], lif()), N: layer([2], traced(spikeSourcePoisson())) };
    const made = network({ dt: 1 }, layers, (connect) => ({ YN: connect('Y', 'N', dense(uniform(1))) }));
    expect(said(made)).toStrictEqual([
      "connection 'YN': target must be a layer whose neurons take input, got 'N', a source (spikeSourcePoisson)",
    ]);
    const net = netOf(2, {}, 1);
    const ran = await run(wasm, net, initial(net), frames({ N: tensor([2], [1, 1]) }));
    expect(ran._tag === 'Left' && ran.left.faults.map(explain)).toStrictEqual([
      "inputs 'N': layer must be one whose neurons take input, got a source (spikeSourcePoisson)",
    ]);
  });

  test('wants a rate of at least 0, and times that float32 can count', () => {
    const model = (params: Params) => network({ dt: 0.1 }, { N: layer([1], spikeSourcePoisson(params)) });
    expect(said(model({ rate: -1 }))[0]).toContain('rate must be at least 0');
    expect(said(model({ start: 1, duration: 1e10 }))).toStrictEqual([
      "layer 'N': start + duration must be infinite, or at most 16777216 steps (1677721.6 ms), got 10000000001 ms",
    ]);
    const half = (params: Params) => network({ dt: 0.5 }, { N: layer([1], spikeSourcePoisson(params)) });
    const most = 2 ** 23;
    for (const params of [{ start: most }, { duration: most }, { start: 1, duration: most - 1 }])
      expect(said(half(params))).toEqual([]);
    const want = 'must be infinite, or at most 16777216 steps (8388608 ms), got 8388608.5 ms';
    expect(said(half({ start: most + 0.5 }))).toEqual([`layer 'N': start ${want}`]);
    expect(said(half({ start: 1.5, duration: most - 1 }))).toEqual([`layer 'N': start + duration ${want}`]);
  });
});
