import { describe, expect, test } from 'vitest';
import { initial, vocabulary, type AnyNetwork, type Frame, type Tensor } from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import { casesOf } from '../every/support/cases.js';
import { law } from '../support/law.js';
import { scenes } from '../support/scenes.js';
import type { AnyState } from '../support/trials.js';
import { compared } from './support/near.js';
import { modes } from './support/tfjs.js';

/** Whether there is a number so small that GPUs take it for 0. */
const hasTiny = (data: unknown): boolean =>
  typeof data === 'number'
    ? data !== 0 && Math.abs(data) < 2 ** -126
    : typeof data === 'object' && data !== null && Object.values(data).some(hasTiny);

/** GPUs take denormal numbers for 0. Large networks take half a minute to compile. */
const cases = casesOf(vocabulary, { samples: 1, tiny: false }).filter(
  ({ net }) => Object.keys(net.connections).length <= 20,
);

describe.each([
  gpujs({ mode: 'webgl' }),
  gpujs({ mode: 'webgl2' }),
  gpujs({ mode: 'webgpu' }),
  modes.webgl,
  modes.webgpu,
])('a step on $name is near eager from any equal state', (backend) => {
  const expectNear = async (net: AnyNetwork, start: AnyState, drive: readonly Frame<Tensor>[]): Promise<void> => {
    let state = start;
    let [undecided, all] = [0, 0];
    for (const frame of drive) {
      const found = await compared(backend, net, state, frame);
      expect(found.far).toEqual([]);
      undecided += found.undecided;
      all += found.all;
      state = found.want;
    }
    expect(undecided).toBeLessThanOrEqual(all / 50);
  };

  test.each(cases.map((of) => [of.name, of] as const))('%s', async (_, { net, start, frames }) =>
    expectNear(net, start, frames.slice(0, 9)),
  );

  law(
    'in any scene',
    [scenes.filter((scene) => !hasTiny(scene))],
    async ({ net, batch, seed, drive }) => expectNear(net, initial(net, { batch, seed }), drive),
    6,
  );
});
