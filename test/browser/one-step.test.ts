import { describe, expect, test } from 'vitest';
import { eager, initial, type AnyNetwork, type Backend, type Frame, type Tensor } from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import type { Case } from '../every/support/cases.js';
import { law } from '../support/law.js';
import { scenes } from '../support/scenes.js';
import { play, type AnyState } from '../support/trials.js';
import { first, second, splitOnWebGL, stepsOf } from './support/cases.js';
import { compared } from './support/near.js';
import { modes } from './support/tfjs.js';

/** Whether there is a number so small that GPUs take it for 0. */
const hasTiny = (data: unknown): boolean =>
  typeof data === 'number'
    ? data !== 0 && Math.abs(data) < 2 ** -126
    : typeof data === 'object' && data !== null && Object.values(data).some(hasTiny);

/** What a network is not played on by one library it is by the other. */
const played: readonly (readonly [Backend, readonly Case[]])[] = [
  [gpujs('webgl'), splitOnWebGL],
  [gpujs('webgl2'), first],
  [gpujs('webgpu'), second],
  [modes.webgl, second],
  [modes.webgpu, first],
];
const titled = played.map(([backend, own]) => [backend.name, backend, own] as const);

describe.each(titled)('a step on %s is near eager from any equal state', (_, backend, own) => {
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

  test.each(own.map((of) => [of.name, of] as const))('%s', async (_, of) => {
    const { net, start, frames } = of;
    await expectNear(net, start, frames.slice(0, 1));
    const { state } = await play(eager, net, start, frames.slice(0, 5), { normalise: false, monitors: {} });
    await expectNear(net, state, stepsOf(of));
  });

  law(
    'in any scene',
    [scenes.filter((scene) => !hasTiny(scene))],
    async ({ net, batch, seed, drive }) => expectNear(net, initial(net, { batch, seed }), drive),
    3,
  );
});
