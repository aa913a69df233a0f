import { expect, test } from 'vitest';
import { eager, js, vocabulary, wasm } from '../../src/index.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { playScene } from '../support/trials.js';
import { anything, wordsIn } from './support/random.js';

/** With LAW_EFFORT=100 a hundred thousand. */
const networks = 1000;

/** The words of which they were made. */
const seen = new Set<string>();

law(
  'any network of the vocabulary under any drive runs on js and wasm as on eager, to the bit',
  [anything(vocabulary)],
  async (scene) => {
    wordsIn(scene.net).forEach((name) => seen.add(name));
    const want = await playScene(eager, scene);
    for (const backend of [js, wasm]) {
      const got = await playScene(backend, scene);
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
