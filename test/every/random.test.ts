import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eager, initial, isLeft, js, run, vocabulary, wasm, type Backend } from '../../src/index.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import type { Scene } from '../support/scenes.js';
import { recorders } from '../support/trials.js';
import { isWrapper } from './support/parts.js';
import { anything, wordsIn } from './support/random.js';

/** With LAW_EFFORT=100 thirty thousand. */
const networks = 300;

/** Words that meet seldom among all others: neurons that spike by chance, the rule that reads their probability, and connections around others. */
const seldom = vocabulary.filter((entry) => {
  if (isWrapper(entry)) return true;
  if (entry.kind === 'model') return 'prob' in entry.make({}).init;
  if (entry.kind === 'rule') return entry.name === 'rmax';
  return entry.kind !== 'connection' || entry.name === 'dense';
});

const scenes = fc.oneof({ weight: 4, arbitrary: anything(vocabulary) }, { weight: 1, arbitrary: anything(seldom) });

/** In how many of them each word takes part. */
const seen = new Map<string, number>();

/** What a scene comes to, up to a number that grows until it is not finite: few do, and no run goes wrong otherwise. */
const outcomeOf = async (backend: Backend, { net, batch, seed: of, drive }: Scene) => {
  const ran = await run(backend, net, initial(net, { batch, seed: of }), drive, recorders(net));
  if (!isLeft(ran)) return { ...ran.right, faults: [] };
  expect(new Set(ran.left.faults.map(({ _tag }) => _tag))).toEqual(new Set(['Number']));
  return ran.left;
};

law(
  'any network of the vocabulary under any drive runs on js and wasm as on eager, to the bit',
  [scenes],
  async (scene) => {
    wordsIn(scene.net).forEach((name) => seen.set(name, (seen.get(name) ?? 0) + 1));
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

test('every model, connection and rule takes part in three of these networks or more', () => {
  // Presets are described as what they are made of.
  const cells = ['conductanceAlpha', 'conductanceExp', 'currentAlpha', 'currentDelta', 'currentExp'];
  const presets = new Set(['boostedLif', 'diehlAndCook', ...cells]);
  const names = vocabulary
    .filter(({ kind }) => ['model', 'connection', 'rule'].includes(kind))
    .map(({ name }) => name)
    .filter((name) => !presets.has(name));
  expect(names.filter((name) => (seen.get(name) ?? 0) < 3)).toEqual([]);
});
