import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { adaptiveLif, filled, frozen, initial, lif, size, tensor } from '../../src/index.js';
import { alone, given, lives, timesteps, trials, valueOf } from '../support/alone.js';
import { numberIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { adaptiveParams } from '../support/models.js';
import { expectSame } from '../support/same.js';

const f = Math.fround;

describe.each(backends)('on $name', (backend) => {
  const trying = [trials(adaptiveParams), timesteps] as const;

  law(
    'theta decays by exp(-dt / tau), then grows by thetaPlus for every spike of the batch',
    trying,
    async ({ shape, batch, model: p, drive }, dt) => {
      const net = alone(shape, adaptiveLif(p), dt);
      const { theta, s } = await lives(backend, net, given(drive), initial(net, { batch }));
      for (let place = 0; place < size(shape); place++) {
        let want = valueOf(p.theta, place);
        s!.forEach(({ data }, step) => {
          const spikes = Array.from({ length: batch }, (_, row) => data[row * size(shape) + place]!);
          const count = spikes.reduce((a, b) => a + b, 0);
          const decayed = f(want * f(Math.exp(-dt / valueOf(p.tauTheta, place))));
          want = f(decayed + f(valueOf(p.thetaPlus, place) * count));
          expect(Math.abs(theta![step]!.data[place]! - want)).toBeLessThan(1e-5);
        });
      }
    },
  );

  law(
    'without decay theta never falls, and with what float32 loses of it grows by thetaPlus x spikes exactly',
    trying,
    async ({ shape, batch, model, drive }, dt) => {
      const p = { ...model, tauTheta: Infinity };
      const net = alone(shape, adaptiveLif(p), dt);
      const { theta, thetaLost, s } = await lives(backend, net, given(drive), initial(net, { batch }));
      for (let place = 0; place < size(shape); place++)
        s!.reduce(
          (before, { data }, step) => {
            const count = Array.from({ length: batch }, (_, row) => data[row * size(shape) + place]!).reduce(
              (a, b) => a + b,
            );
            const after = theta![step]!.data[place]!;
            const lost = thetaLost![step]!.data[place]!;
            const rise = f(valueOf(p.thetaPlus, place) * count);
            expect(Math.abs(after + lost - (before + rise))).toBeLessThan(1e-12 + 1e-7 * rise);
            expect(after).toBeGreaterThanOrEqual(f(before));
            return after + lost;
          },
          valueOf(p.theta, place),
        );
    },
  );

  law('a frozen threshold is a fixed, higher one: what is left is lif, to the bit', trying, async (trial, dt) => {
    const { shape, batch, model, drive } = trial;
    const { thetaPlus, tauTheta: _, theta: __, thetaOver: ___, ...p } = model;
    // Currents of 20 mV reach some of these thresholds, and more of them had theta decayed.
    const theta = 8;
    const currents = drive.map((current) => ({ ...current, data: current.data.map((x) => x / 2) as Float32Array }));
    const raised = Array.from({ length: size(shape) }, (_, place) => f(valueOf(p.thresh, place) + theta));
    const [held, fixed] = [
      frozen(alone(shape, adaptiveLif({ ...p, thetaPlus, tauTheta: 1, theta }), dt)),
      alone(shape, lif({ ...p, thresh: tensor(shape, raised) }), dt),
    ];
    const got = await lives(backend, held, given(currents), initial(held, { batch }));
    const want = await lives(backend, fixed, given(currents), initial(fixed, { batch }));
    for (const [name, steps] of Object.entries(want))
      steps.forEach((value, step) => expectSame(got[name]![step]!, value));
  });

  const nearby = fc
    .tuple(numberIn(0, 9), fc.oneof(numberIn(0, 1), fc.constantFrom(0, 1)), numberIn(1, 20), numberIn(2, 50))
    .map(([theta, part, height, tauTheta]) => ({ theta, part, height, tauTheta }));
  law('neurons spike where v reaches thresh + theta, decayed, exactly', [nearby, timesteps], async (near, dt) => {
    const { theta, part, height, tauTheta } = near;
    const model = adaptiveLif({ rest: -65, thresh: f(-65 + f(height)), theta, tauTheta });
    const decayed = f(f(theta) * f(Math.exp(-dt / tauTheta)));
    const threshold = f(f(-65 + f(height)) + decayed);
    // Just there, one float below, and anywhere between the threshold with theta, decayed or not, and without.
    for (const v of [
      threshold,
      threshold * (1 + 2 ** -23),
      f(threshold + f(part * theta)),
      f(threshold - f(part * theta)),
    ]) {
      const current = f(v + 65);
      const { s } = await lives(backend, alone([1], model, dt), given([filled([1, 1], current)]));
      expect(s![0]!.data[0]).toBe(f(-65 + current) >= threshold ? 1 : 0);
    }
  });
});
