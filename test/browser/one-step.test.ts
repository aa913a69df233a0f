import { describe, expect, test } from 'vitest';
import { initial } from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import { zoo, zooBatch } from '../gpujs/zoo.js';
import { law } from '../support/law.js';
import { scenes, type Scene } from '../support/scenes.js';
import type { AnyState } from '../support/trials.js';
import { compared } from './support/near.js';
import { modes } from './support/tfjs.js';

/** Whether there is a number so small that GPUs take it for 0. */
const hasTiny = (data: unknown): boolean =>
  typeof data === 'number'
    ? data !== 0 && Math.abs(data) < 2 ** -126
    : typeof data === 'object' && data !== null && Object.values(data).some(hasTiny);

describe.each([
  gpujs({ mode: 'webgl' }),
  gpujs({ mode: 'webgl2' }),
  gpujs({ mode: 'webgpu' }),
  modes.webgl,
  modes.webgpu,
])('a step on $name is near eager from any equal state', (backend) => {
  const expectNear = async ({ net, batch, seed, drive }: Scene): Promise<void> => {
    let state: AnyState = initial(net, { batch, seed });
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

  test.each(Object.keys(zoo))('%s', async (name) => {
    const { net, frames } = zoo[name]!;
    await expectNear({ net, batch: zooBatch, seed: 3, drive: frames });
  });

  law('in any scene', [scenes.filter((scene) => !hasTiny(scene))], expectNear, 6);
});
