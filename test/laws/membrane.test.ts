import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  adaptiveLif,
  filled,
  initial,
  lif,
  mcCullochPitts,
  size,
  tensor,
  zeros,
  type AdaptiveLifParams,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { alone, given, lives, timesteps, trials, valueOf, withValue } from '../support/alone.js';
import { numberIn, shapes, tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { adaptiveParams } from '../support/models.js';
import { expectNear, sameBits } from '../support/same.js';

/** What has a membrane, by one set of parameters. */
const membranes: readonly (readonly [string, (params: AdaptiveLifParams) => AnyModel])[] = [
  ['lif', ({ thetaPlus: _, tauTheta: __, theta: ___, thetaOver: ____, ...p }) => lif(p)],
  ['adaptiveLif', (p) => adaptiveLif(p)],
];
const unbounded = (p: AdaptiveLifParams): AdaptiveLifParams => ({ ...p, lbound: -Infinity });
/** A reset by subtraction may leave a neuron above its threshold: test/models/neurons.test.ts. */
const byValue = (p: AdaptiveLifParams): AdaptiveLifParams => ({ ...p, resetBy: 'value' });

describe.each(backends)('on $name', (backend) => {
  describe.each(membranes)('%s', (_, make) => {
    law(
      'at rest stays at rest, to the bit',
      [trials(adaptiveParams), timesteps, wholeIn(1, 20)],
      async ({ shape, model: p }, dt, steps) => {
        const { v, s } = await lives(
          backend,
          alone(shape, make(unbounded(p)), dt),
          Array.from({ length: steps }, () => ({})),
        );
        v!.forEach(({ data }) => data.forEach((value, place) => expect(value).toBe(valueOf(p.rest, place))));
        expect(s!.every((spikes) => sameBits(spikes, zeros([1, ...shape], 'bool')))).toBe(true);
      },
    );

    const decays = shapes.chain((shape) =>
      fc.tuple(adaptiveParams(shape), tensorOf([1, ...shape], numberIn(-90, -61))),
    );
    law(
      'without input decays to rest as exp(-t / tau)',
      [decays, timesteps, wholeIn(1, 60)],
      async ([p, first], dt, steps) => {
        const net = alone(first.shape.slice(1), make(unbounded(p)), dt);
        const { v } = await lives(
          backend,
          net,
          Array.from({ length: steps }, () => ({})),
          withValue(net, 'v', first),
        );
        v!.forEach(({ data }, step) => {
          const want = Array.from(first.data, (from, place) => {
            const [rest, tau] = [valueOf(p.rest, place), valueOf(p.tau, place)];
            return rest + (from - rest) * Math.exp((-dt * (step + 1)) / tau);
          });
          expectNear(data, want, 1e-5 * (step + 1));
        });
      },
    );

    law(
      'is, without input, where it was with half the step and twice the steps',
      [decays, timesteps, wholeIn(1, 30)],
      async ([p, first], dt, steps) => {
        const after = async (length: number, count: number) => {
          const net = alone(first.shape.slice(1), make(unbounded(p)), length);
          const { v } = await lives(
            backend,
            net,
            Array.from({ length: count }, () => ({})),
            withValue(net, 'v', first),
          );
          return v!.at(-1)!.data;
        };
        expectNear(await after(dt / 2, 2 * steps), await after(dt, steps), 1e-5 * 3 * steps);
      },
    );

    law(
      'after a spike has v at reset (or its lower bound) and its refractory time full',
      [trials(adaptiveParams), timesteps],
      async ({ shape, batch, model: p, drive }, dt) => {
        const net = alone(shape, make(byValue(p)), dt);
        const { v, refrac, s } = await lives(backend, net, given(drive), initial(net, { batch }));
        s!.forEach(({ data }, step) =>
          data.forEach((spike, k) => {
            if (spike === 0) return;
            const place = k % size(shape);
            expect(v![step]!.data[k]).toBe(Math.max(valueOf(p.reset, place), valueOf(p.lbound, place)));
            expect(refrac![step]!.data[k]).toBe(valueOf(p.refrac, place));
          }),
        );
      },
    );

    law(
      'after a step is below its threshold, whatever is injected',
      [trials(adaptiveParams), timesteps, numberIn(-30, 30)],
      async ({ shape, batch, model: p, drive }, dt, jump) => {
        const net = alone(shape, make(byValue(p)), dt);
        const frames = given(drive).map((frame) => ({ ...frame, inject: { N: filled(shape, jump) } }));
        const { v, theta } = await lives(backend, net, frames, initial(net, { batch }));
        v!.forEach(({ data }, step) =>
          data.forEach((value, k) => {
            const place = k % size(shape);
            expect(value).toBeLessThan(Math.fround(valueOf(p.thresh, place) + (theta?.[step]!.data[place] ?? 0)));
          }),
        );
      },
    );

    law(
      'never falls below its lower bound',
      [trials(adaptiveParams), timesteps],
      async ({ shape, batch, model: p, drive }, dt) => {
        const net = alone(shape, make(p), dt);
        const { v } = await lives(backend, net, given(drive), initial(net, { batch }));
        for (const { data } of v!)
          data.forEach((value, k) => expect(value).toBeGreaterThanOrEqual(valueOf(p.lbound, k % size(shape))));
      },
    );
  });

  law(
    'a threshold unit shows its input, and spikes where that reaches its threshold',
    [trials((shape) => tensorOf(shape, numberIn(-5, 9)))],
    async ({ shape, batch, model: thresh, drive }) => {
      const net = alone(shape, mcCullochPitts({ thresh }));
      const { v, s } = await lives(backend, net, given(drive), initial(net, { batch }));
      drive.forEach((current, step) => {
        expect(sameBits(v![step]!, current)).toBe(true);
        const reached = Array.from(current.data, (x, k) => (x >= valueOf(thresh, k % size(shape)) ? 1 : 0));
        expect(sameBits(s![step]!, tensor([batch, ...shape], reached, 'bool'))).toBe(true);
      });
    },
  );
});
