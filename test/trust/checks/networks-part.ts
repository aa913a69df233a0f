import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { eager, FaultError, js, vocabulary, wasm, type Backend } from '../../../src/index.js';
import { leaves } from '../../../src/core/graph/tree.js';
import { anything } from '../../every/support/random.js';
import { playScene, type History } from '../../support/trials.js';
import type { Scene } from '../../support/scenes.js';
import { say } from './in-parts.js';

const [seed, from, to] = process.argv.slice(2).map(Number) as [number, number, number];
const scenes = anything(vocabulary);

/** All tensors of a history, which are compared to the bit: `isDeepStrictEqual` tells 0 from -0. */
const tensorsOf = ({ monitors, state }: History): readonly unknown[] =>
  leaves({ monitors, state: { ...state } }).map(([path, { shape, dtype, data }]) => [path, shape, dtype, data]);

/** What comes of a scene: all tensors, or, where numbers leave the range of floats, the fault that says so. */
const outcomeOf = async (backend: Backend, scene: Scene): Promise<unknown> => {
  try {
    return tensorsOf(await playScene(backend, scene));
  } catch (error) {
    if (error instanceof FaultError) return error.message;
    throw error;
  }
};

for (let place = from; place < to; place++) {
  const [scene] = fc.sample(scenes, { seed: seed * 1_000_003 + place, numRuns: 1 });
  try {
    const want = await outcomeOf(eager, scene!);
    for (const [name, backend] of Object.entries({ js, wasm })) {
      const same = isDeepStrictEqual(await outcomeOf(backend, scene!), want);
      if (!same)
        say({ failed: `network ${place} of seed ${seed} differs on ${name}: ${fc.stringify(scene).slice(0, 400)}` });
    }
  } catch (error) {
    say({ failed: `network ${place} of seed ${seed}: ${String(error).slice(0, 400)}` });
  }
  say({ done: 1 });
}
