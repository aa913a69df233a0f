import { expect, test } from 'vitest';
import { eager, initial, isLeft, js, run, vocabulary, wasm, type Backend } from '../../src/index.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import type { Scene } from '../support/scenes.js';
import { recorders } from '../support/trials.js';
import { anything, wordsIn } from './support/random.js';

/** With LAW_EFFORT=100 a hundred thousand. */
const networks = 1300;

/** The words of which they were made. */
const seen = new Set<string>();

/** What a scene comes to, up to a number that grows until it is not finite: few do, and no run goes wrong otherwise. */
const outcomeOf = async (backend: Backend, { net, batch, seed: of, drive }: Scene) => {
  const ran = await run(backend, net, initial(net, { batch, seed: of }), drive, recorders(net));
  if (!isLeft(ran)) return { ...ran.right, faults: [] };
  expect(new Set(ran.left.faults.map(({ _tag }) => _tag))).toEqual(new Set(['Number']));
  return ran.left;
};

law(
  'any network of the vocabulary under any drive runs on js and wasm as on eager, to the bit',
  [anything(vocabulary)],
  async (scene) => {
    wordsIn(scene.net).forEach((name) => seen.add(name));
    const want = await outcomeOf(eager, scene);
    for (const backend of [js, wasm]) {
      const got = await outcomeOf(backend, scene);
      expect(got.faults).toEqual(want.faults);
      expectSame(got.monitors, want.monitors);
      expectSame({ ...got.state }, { ...want.state });
    }
  },
  networks,
);

test('every model, connection and rule takes part in some of these networks', () => {
  // Presets are described as what they are made of.
  const cells = ['conductanceAlpha', 'conductanceExp', 'currentAlpha', 'currentDelta', 'currentExp'];
  const presets = new Set(['boostedLif', 'diehlAndCook', ...cells]);
  const names = vocabulary
    .filter(({ kind }) => ['model', 'connection', 'rule'].includes(kind))
    .map(({ name }) => name)
    .filter((name) => !presets.has(name));
  expect(names.filter((name) => !seen.has(name))).toEqual([]);
});
