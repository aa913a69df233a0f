import { describe, expect, test } from 'vitest';
import { eager, initial, vocabulary, type AnyNetwork, type Frame, type Tensor } from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import { casesOf, type Case } from '../every/support/cases.js';
import { operationsOf } from '../every/support/exact.js';
import { law } from '../support/law.js';
import { scenes } from '../support/scenes.js';
import { play, type AnyState } from '../support/trials.js';
import { compared } from './support/near.js';
import { modes } from './support/tfjs.js';

/** Whether there is a number so small that GPUs take it for 0. */
const hasTiny = (data: unknown): boolean =>
  typeof data === 'number'
    ? data !== 0 && Math.abs(data) < 2 ** -126
    : typeof data === 'object' && data !== null && Object.values(data).some(hasTiny);

/**
 * Of three networks around each word the one of fewest operations, as shaders take long to compile; large ones take half a minute. GPUs take
 * denormal numbers for 0.
 */
const smallest = new Map<string, Case>();
for (const of of casesOf(vocabulary, { samples: 3, tiny: false })) {
  const [word] = of.name.split(',') as [string];
  const found = smallest.get(word);
  if (found === undefined || operationsOf(of).length < operationsOf(found).length) smallest.set(word, of);
}
const cases = [...smallest.values()].filter(({ net }) => Object.keys(net.connections).length <= 20);

/** Steps of two kinds besides plain ones, in which any two things that come together in the first nine frames of a case do so too. */
const stepsOf = ({ frames }: Case): readonly Frame<Tensor>[] => {
  const [, graded, masked, , injected, ending, , gradedLater, currents] = frames;
  const both = (one: Frame<Tensor>, other: Frame<Tensor>): Frame<Tensor> => ({
    ...one,
    ...other,
    inputs: { ...one.inputs, ...other.inputs },
  });
  return [both(currents!, graded!), both(masked!, injected!), ending!, both(currents!, gradedLater!)];
};

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

  test.each(cases.map((of) => [of.name, of] as const))('%s', async (_, of) => {
    const { net, start, frames } = of;
    await expectNear(net, start, frames.slice(0, 1));
    const { state } = await play(eager, net, start, frames.slice(0, 5), { normalise: false, monitors: {} });
    await expectNear(net, state, stepsOf(of));
  });

  law(
    'in any scene',
    [scenes.filter((scene) => !hasTiny(scene))],
    async ({ net, batch, seed, drive }) => expectNear(net, initial(net, { batch, seed }), drive),
    6,
  );
});
