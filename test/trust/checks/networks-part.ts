import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { eager, FaultError, js, vocabulary, wasm, type Backend } from '../../../src/index.js';
import { leaves } from '../../../src/core/graph/tree.js';
import { anything } from '../../every/support/random.js';
import { playScene, type History } from '../../support/trials.js';
import type { Scene } from '../../support/scenes.js';
import { courses } from '../courses/course.js';
import { outcomeOf } from '../courses/play.js';
import { say } from './in-parts.js';

const kind = process.argv[2] as 'scenes' | 'courses';
const [seed, from, to] = process.argv.slice(3).map(Number) as [number, number, number];

/** All tensors of a history, which are compared to the bit: `isDeepStrictEqual` tells 0 from -0. */
const tensorsOf = ({ monitors, state }: History): readonly unknown[] =>
  leaves({ monitors, state: { ...state } }).map(([path, { shape, dtype, data }]) => [path, shape, dtype, data]);

/** What comes of a scene: all tensors, or, where numbers leave the range of floats, the fault that says so. */
const outcomeOfScene = async (backend: Backend, scene: Scene): Promise<unknown> => {
  try {
    return tensorsOf(await playScene(backend, scene));
  } catch (error) {
    if (error instanceof FaultError) return error.message;
    throw error;
  }
};

/** Compares what comes of the tries of a kind. */
const compare = async <A>(
  tries: fc.Arbitrary<A>,
  outcome: (backend: Backend, given: A) => Promise<unknown>,
): Promise<void> => {
  for (let place = from; place < to; place++) {
    const name = `${kind}, number ${place} of seed ${seed}`;
    const [given] = fc.sample(tries, { seed: seed * 1_000_003 + place, numRuns: 1 }) as [A];
    try {
      const want = await outcome(eager, given);
      for (const backend of [js, wasm])
        if (!isDeepStrictEqual(await outcome(backend, given), want))
          say({ failed: `${name}, differs on ${backend.name}: ${fc.stringify(given).slice(0, 400)}` });
    } catch (error) {
      say({ failed: `${name}: ${String(error).slice(0, 400)}` });
    }
    say({ done: 1 });
  }
};

await (kind === 'scenes' ? compare(anything(vocabulary), outcomeOfScene) : compare(courses, outcomeOf));
