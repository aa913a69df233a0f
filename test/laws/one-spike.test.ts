import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, initial, lif, oneSpike, size, tensor, type Tensor } from '../../src/index.js';
import { alone, given, lives, timesteps, trials } from '../support/alone.js';
import { numberIn, tensorOf } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { membranes } from '../support/models.js';
import { expectSame } from '../support/same.js';

/** The places of a row's spikes. */
const placesIn = ({ data, shape }: Tensor, row: number): readonly number[] => {
  const width = size(shape) / shape[0]!;
  return Array.from({ length: width }, (_, place) => place).filter((place) => data[row * width + place] === 1);
};

const contests = trials(membranes).chain((trial) =>
  fc.tuple(fc.constant(trial), tensorOf([trial.drive.length, trial.batch], numberIn(0, 1 - 2 ** -24))),
);

describe.each(backends)('on $name', (backend) => {
  law(
    'one candidate of each row spikes, number floor(u k); all else is as without',
    [contests, timesteps],
    async ([{ shape, batch, model, drive }, chances], dt) => {
      const [all, one] = [alone(shape, model, dt), alone(shape, oneSpike(model), dt)];
      const frames = given(drive).map((frame, step) => {
        const u = chances.data.slice(step * batch, (step + 1) * batch);
        return { ...frame, draws: { N: { shape: [batch], dtype: 'f32' as const, data: u } } };
      });
      const { s: candidates, ...others } = await lives(backend, all, given(drive), initial(all, { batch }));
      const { s: chosen, ...same } = await lives(backend, one, frames, initial(one, { batch }));
      chosen!.forEach((s, step) => {
        for (let row = 0; row < batch; row++) {
          const places = placesIn(candidates![step]!, row);
          const winner = places[Math.floor(Math.fround(chances.data[step * batch + row]! * places.length))];
          expect(placesIn(s, row)).toStrictEqual(winner === undefined ? [] : [winner]);
        }
      });
      Object.entries(others).forEach(([name, steps]) => steps.forEach((x, step) => expectSame(same[name]![step]!, x)));
    },
  );

  const seeds = fc.nat(2 ** 31);
  law(
    'with its own noise one candidate of each row spikes',
    [trials(membranes), seeds],
    async ({ shape, batch, model, drive }, seed) => {
      const [all, one] = [alone(shape, model), alone(shape, oneSpike(model))];
      const { s: candidates } = await lives(backend, all, given(drive), initial(all, { batch, seed }));
      const { s: chosen } = await lives(backend, one, given(drive), initial(one, { batch, seed }));
      chosen!.forEach((s, step) => {
        for (let row = 0; row < batch; row++) {
          const [from, got] = [placesIn(candidates![step]!, row), placesIn(s, row)];
          expect(got.length).toBe(Math.min(from.length, 1));
          expect(from).toEqual(expect.arrayContaining([...got]));
        }
      });
    },
  );

  test('a share of the candidates that float32 rounds up to the next one chooses that one', async () => {
    const net = alone([6], oneSpike(lif()));
    const u = tensor([1], [5 / 6 - 2 ** -25]);
    expect(Math.floor(u.data[0]! * 6)).toBe(4);
    const { s } = await lives(backend, net, [{ inputs: { N: filled([6], 100) }, draws: { N: u } }]);
    expect(placesIn(s![0]!, 0)).toEqual([5]);
  });

  test('over many seeds every candidate is chosen as often, in every row', async () => {
    const [n, batch, seeds] = [5, 4, 500];
    const net = alone([n], oneSpike(lif()));
    const won = Array.from({ length: batch }, () => Array.from({ length: n }, () => 0));
    for (let seed = 0; seed < seeds; seed++) {
      const { s } = await lives(backend, net, given([filled([n], 100)]), initial(net, { batch, seed }));
      won.forEach((row, b) => row[placesIn(s![0]!, b)[0]!]!++);
    }
    // Five standard errors of a binomial count.
    const most = 5 * Math.sqrt(seeds * (1 / n) * (1 - 1 / n));
    for (const count of won.flat()) expect(Math.abs(count - seeds / n)).toBeLessThan(most);
  });
});
