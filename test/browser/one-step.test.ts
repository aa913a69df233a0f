import { describe, expect, test } from 'vitest';
import { eager, filled, initial, vocabulary, type AnyNetwork, type Backend, type Frame, type Tensor } from 'spikefold';
import { gpujs } from 'spikefold/gpujs';
import { modes as traits } from '../../src/backends/gpujs/modes.js';
import { compiledNetwork } from '../../src/backends/gpujs/programs.js';
import { asTree } from '../../src/core/step-input.js';
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

/** A step to which all things that can happen to a network happen at once, and a later one with other numbers; one that ends an episode between. */
const stepsOf = ({ frames }: Case): readonly Frame<Tensor>[] => {
  const [, graded, masked, , injected, ending, , gradedLater, currents] = frames;
  const merged = (all: readonly (object | undefined)[]): object => Object.assign({}, ...all) as object;
  const together = (...all: readonly Frame<Tensor>[]): Frame<Tensor> =>
    merged([...all, { inputs: merged(all.map(({ inputs }) => inputs)) }]) as Frame<Tensor>;
  return [
    together(currents!, masked!, injected!, graded!),
    ending!,
    together(masked!, injected!, currents!, gradedLater!),
  ];
};

/**
 * Whether a kernel of it reads more arrays than the 8 that WebGL guarantees. Of another network gpu.js gets the same kernels for WebGL and WebGL 2: it is
 * played on one of them (each operation is tried on both, in `gpujs.test.ts`).
 */
const isSplitOnWebGL = (of: Case): boolean => {
  const { ends: _, ...frame } = stepsOf(of)[0]!;
  const drawn = { state: of.start, frame: { ...frame, reward: filled([of.batch], 0) } };
  const { kernels } = compiledNetwork('', traits.webgl2, of.net).step(asTree(drawn));
  return kernels.some(({ inputs }) => inputs.length > 8);
};

const played: readonly (readonly [Backend, readonly Case[]])[] = [
  [gpujs({ mode: 'webgl' }), cases.filter(isSplitOnWebGL)],
  [gpujs({ mode: 'webgl2' }), cases],
  [gpujs({ mode: 'webgpu' }), cases],
  [modes.webgl, cases],
  [modes.webgpu, cases],
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
    6,
  );
});
