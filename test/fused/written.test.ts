import * as fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect } from 'vitest';
import { eager, explain, initial, input, js, lif, run, traced, wasm, type Backend } from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { drawn } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { recorders } from '../support/trials.js';
import { anyModels } from './support/written-models.js';
import { anyRules } from './support/written-rules.js';
import { scenesOf, type Scene } from './support/written-scenes.js';
import { hebbianRules } from './support/written-terms.js';

/** Runs a scene to its end, or to what is wrong with it. */
const outcome = async (backend: Backend, { net, batch, frames }: Scene) => {
  const ran = await run(backend, net, initial(net, { batch, seed: 3 }), frames, recorders(net));
  const { state, monitors, steps } = E.isRight(ran) ? ran.right : ran.left;
  return { state, monitors, steps, faults: E.isLeft(ran) ? ran.left.faults.map(explain) : [] };
};

const spiking: fc.Arbitrary<AnyModel> = fc.constant(traced(lif({ tau: 10, refrac: 1 })));
const ordinary: fc.Arbitrary<AnyModel> = fc.oneof(fc.constant<AnyModel>(traced(input())), spiking);

const writings: Readonly<Record<string, fc.Arbitrary<Scene>>> = {
  'rules of terms and factors': scenesOf(hebbianRules, ordinary, spiking),
  'rules of any expressions': scenesOf(anyRules, ordinary, spiking),
  'models of any expressions': scenesOf(hebbianRules, anyModels, anyModels),
  'rules and models of any expressions': scenesOf(anyRules, anyModels, anyModels),
};

describe.each(Object.entries(writings))('%s', (_, scenes) => {
  law(
    'give on drawn, wasm and js what they give on eager, to the bit',
    [scenes],
    async (scene) => {
      const want = await outcome(eager, scene);
      // What is only drawn does not look for numbers that are none.
      for (const backend of want.faults.length > 0 ? [wasm, js] : [drawn, wasm, js]) {
        const got = await outcome(backend, scene);
        const own = (faults: readonly string[]): readonly string[] =>
          faults.map((text) => text.replace(/backend '\w+'/, ''));
        expect(own(got.faults)).toStrictEqual(own(want.faults));
        expect(got.steps).toBe(want.steps);
        expectSame(got.monitors, want.monitors);
        expectSame({ ...got.state }, { ...want.state });
      }
    },
    60,
  );
});
