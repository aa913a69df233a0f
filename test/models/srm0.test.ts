import { expect, test } from 'vitest';
import { filled, srm0, tensor } from '../../src/index.js';
import { tensorOf } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { amounts } from './support/kind.js';
import { given, life, meanOf, times } from './support/life.js';

const [n, steps] = [500, 40];

test.each([
  [-60, 1, 1],
  [-55, 1, 2],
  [-50, 0.5, 3],
  [-45, 0.1, 4],
])('srm0 at %d mV and dt %d spikes as often as it should, refractory or not', (v, dt, seed) => {
  const model = srm0({ rest: v, reset: v, refrac: 5 });
  const lived = life(
    [n],
    model,
    times(steps, 0).map(() => ({})),
    { dt, seed },
  ).slice(1);
  const p = 1 - Math.exp(-Math.exp((v + 50) / 5) * dt);
  const error = Math.sqrt((p * (1 - p)) / (n * steps));
  const spikes = lived.map(({ s }) => Array.from(s!.data));
  expectNear([lived[3]!['prob']!.data[7]!], [p], 1e-5);
  expect(Math.abs(meanOf(spikes.flat()) - p)).toBeLessThan(4 * error);
  // Neither the step before nor the neighbour has a say.
  const after = spikes.slice(1).flatMap((row, step) => row.filter((_, k) => spikes[step]![k] === 1));
  const beside = spikes.flatMap((row) => row.slice(1).filter((_, k) => row[k] === 1));
  for (const some of [after, beside])
    expect(Math.abs(meanOf(some) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / some.length));
});

law(
  'srm0: input scaled by eps0 unless refractory, then rho, prob and the draw',
  [tensorOf([1, 3], amounts(0, 20)), tensorOf([1, 3], amounts(0, 0.999)), amounts(0.1, 1), amounts(0.5, 2)],
  (current, u, dt, eps0) => {
    const model = srm0({ eps0, rho0: 0.5, dThresh: 4, tau: 20, reset: -75, refrac: 3 });
    const from = { v: filled([1, 3], -60), refrac: tensor([1, 3], [0, 2, 0]) };
    const [, got] = life([3], model, [{ ...given([current])[0], draws: { N: u } }], { dt, from });
    current.data.forEach((input, k) => {
      const v = -70 + 10 * Math.exp(-dt / 20) + (k === 1 ? 0 : eps0 * input);
      const rho = 0.5 * Math.exp((v + 50) / 4);
      const prob = 1 - Math.exp(-rho * dt);
      expectNear([got!['rho']!.data[k]!], [rho], 1e-4 * Math.max(1, rho));
      expectNear([got!['prob']!.data[k]!], [prob], 1e-5);
      if (Math.abs(u.data[k]! - prob) < 1e-4) return;
      const spikes = u.data[k]! < prob;
      const left = (k === 1 ? 2 : 0) - dt;
      expect(got!['s']!.data[k]).toBe(spikes ? 1 : 0);
      expectNear([got!['v']!.data[k]!, got!['refrac']!.data[k]!], spikes ? [-75, 3] : [v, left], 1e-4);
    });
  },
  60,
);
