import { expect, test } from 'vitest';
import {
  bounded,
  decaying,
  dense,
  eager,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  noOp,
  orThrow,
  record,
  run,
  silence,
  tensor,
  uniform,
} from '../../src/index.js';

/** A weight that begins as 1, after each of some steps from the one of number `tick` on. */
const weights = async (rate: number, steps: number, tick = 0): Promise<readonly number[]> => {
  const net = orThrow(
    network({ dt: 0.5 }, { X: layer([1], input()), Y: layer([1], lif()) }, (connect) => ({
      XY: connect('X', 'Y', dense(tensor([1, 1], [1])), bounded(decaying(noOp(), rate), 0, 2)),
    })),
  );
  const first = initial(net);
  const [high, low] = first.noise.data;
  const state = { ...first, noise: tensor([3], [high!, low!, tick], 'i32') };
  const watched = { w: monitor(net, 'XY', 'w', record()) };
  return Array.from(orThrow(await run(eager, net, state, silence(0.5 * steps), watched)).monitors.w.data);
};

const parts = 2 ** -17;

test.each<readonly [string, number, number]>([
  ['0.25', 0.25, 1],
  ['2^-12', 2 ** -12, 1],
  ['less than 2^-12', 2 ** -12.5, 1],
  ['2^-17', parts, 1],
  ['less than 2^-17', parts * 0.99, 2],
  ['2^-18', parts / 2, 2],
  ['less than 2^-18', parts * 0.49, 4],
  ['2^-19', parts / 4, 4],
  ['2^-21', parts / 16, 16],
])(
  'a weight that loses %s of itself in a step (%d) loses it in every step whose number %d divides',
  async (_, rate, every) => {
    const steps = 33;
    const seen = await weights(rate, steps);
    seen.forEach((w, k) => {
      // As many steps as are over: of those at once only whole lots.
      const gone = Math.floor((k + 1) / every) * every;
      expect(Math.abs((1 - w) / (1 - (1 - rate) ** gone || 1) - (gone === 0 ? 0 : 1)), `step ${k}`).toBeLessThan(0.01);
    });
  },
);

test('of 2^-40 it loses 2^-17 once in 2^23 steps, counted on from run to run', async () => {
  const seen = await weights(2 ** -40, 3, 2 ** 23 - 2);
  expect(seen[0]).toBe(1);
  for (const w of seen.slice(1)) expect(1 - w).toBeCloseTo(parts, 7);
  expect(await weights(2 ** -40, 3, 2 ** 22 - 2)).toEqual([1, 1, 1]);
});

test('of less than 2^-48 it loses what goes in 2^31 steps, at once, in each 2^31st', async () => {
  // Steps are numbered in 32 bits: after 2^31 - 1 comes -2^31.
  const [before, at, after] = await weights(2 ** -50, 3, 2 ** 31 - 2);
  expect([before, at! - after!]).toEqual([1, 0]);
  expect((1 - at!) / 2 ** -19).toBeCloseTo(1, 1);
  expect(await weights(2 ** -50, 3, 2 ** 30 - 2)).toEqual([1, 1, 1]);
});

test('from 2^-12 on it is multiplied by 1 - rate, as in BindsNET; below, what it loses is taken from it', async () => {
  const all = uniform(1, 0.5, 2)([40, 1]);
  const after = async (rate: number): Promise<readonly number[]> => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([40], input()), Y: layer([1], lif()) }, (connect) => ({
        XY: connect('X', 'Y', dense(all), decaying(noOp(), rate)),
      })),
    );
    return Array.from(orThrow(await run(eager, net, initial(net), silence(1), {})).state.connections.XY.w.data);
  };
  for (const rate of [0.1, 2 ** -12])
    expect(await after(rate)).toEqual(Array.from(all.data, (w) => Math.fround(w * Math.fround(1 - rate))));
  for (const rate of [2 ** -12 * 0.9, 2 ** -13])
    expect(await after(rate)).toEqual(Array.from(all.data, (w) => Math.fround(w - Math.fround(w * Math.fround(rate)))));
});

test('of all it loses all', async () => {
  expect(await weights(1, 2)).toEqual([0, 0]);
});

test('of nothing it loses nothing', async () => {
  expect(await weights(0, 4)).toEqual([1, 1, 1, 1]);
});
