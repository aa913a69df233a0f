import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import {
  adaptiveLif,
  always,
  boostedLif,
  currentLif,
  frames,
  initial,
  integrateAndFire,
  lasting,
  lif,
  monitor,
  orThrow,
  raster,
  run,
  srm0,
  tensor,
  wasm,
  type Backend,
  type LifParams,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { alone } from '../support/alone.js';
import { law } from '../support/law.js';
import { nodeBackends } from '../support/node-backends.js';

type Make = (params: Partial<LifParams>) => AnyModel;

/** How each model is made, and how many steps there are between two of its spikes, besides those of the refractory time. */
const models: Readonly<Record<string, readonly [Make, number]>> = {
  lif: [lif, 1],
  adaptiveLif: [(p) => adaptiveLif({ ...p, thetaPlus: 0 }), 1],
  boostedLif: [(p) => boostedLif({ refrac: p.refrac! }), 1],
  integrateAndFire: [(p) => integrateAndFire({ refrac: p.refrac! }), 1],
  currentLif: [currentLif, 0],
  // It leaks so slowly, and fires so surely, that chance has no part in it.
  srm0: [(p) => srm0({ ...p, rho0: 1e4, dThresh: 0.1 }), 1],
};

const spikesOf = async (backend: Backend, model: AnyModel, dt: number, steps: number): Promise<readonly number[]> => {
  const net = alone([1], model, dt);
  const strong = tensor([1, 1], [1000]);
  const drive = lasting(steps * dt, frames({ N: always(strong) }));
  const { monitors } = orThrow(
    await run(backend, net, initial(net), drive, { spikes: monitor(net, 'N', 's', raster()) }),
  );
  return monitors.spikes.map(({ step }) => step);
};

describe.each(Object.entries(models))('%s under a saturating input', (_, [make, more]) => {
  const dts = [1, 0.5, 0.25, 0.2, 0.125, 0.1, 0.05, 0.01];

  test.each(dts)('at dt %d is silent for refrac / dt steps exactly', async (dt) => {
    for (const refrac of [1, 2, 5, 10, 12.3, 50].map((time) => Math.round(time / dt) * dt)) {
      const every = Math.round(refrac / dt) + more;
      const spikes = await spikesOf(wasm, make({ refrac }), dt, 3 * every + 1);
      expect(spikes.slice(0, 3)).toStrictEqual([0, every, 2 * every]);
    }
  });

  law(
    'is silent for as many steps as its refractory time has, whatever part of one is over',
    [fc.integer({ min: 1, max: 3000 }), fc.constantFrom(0, 0.1, 0.3, 0.5, 0.7, 0.9), fc.constantFrom(...dts)],
    async (steps, part, dt) => {
      const every = steps + (part > 0 ? 1 : 0) + more;
      const spikes = await spikesOf(wasm, make({ refrac: (steps + part) * dt }), dt, 2 * every + 1);
      expect(spikes).toStrictEqual([0, every, 2 * every]);
    },
    40,
  );
});

describe.each(nodeBackends)('on $name', (backend) => {
  test('refrac 20 at dt 0.01 lasts 2000 steps', async () => {
    expect(await spikesOf(backend, lif({ refrac: 20 }), 0.01, 2002)).toStrictEqual([0, 2001]);
  });

  test('an endless refractory time lets one spike through', async () => {
    for (const model of [lif({ refrac: Infinity }), lif({ refrac: tensor([1], [Infinity]) })])
      expect(await spikesOf(backend, model, 0.01, 20)).toStrictEqual([0]);
  });
});
