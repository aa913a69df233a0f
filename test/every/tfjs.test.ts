import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { describe, expect, test } from 'vitest';
import { tfjs } from '../../src/backends/tfjs/tfjs.js';
import { vocabulary } from '../../src/index.js';
import { compared } from '../browser/support/near.js';
import type { AnyState } from '../support/trials.js';
import { casesOf, type Case } from './support/cases.js';
import { isExact } from './support/exact.js';
import { expectOutcome, outcomeOn, wantedOf } from './support/laws.js';
import { inTurns } from './support/turns.js';

const modes = ['wasm', 'cpu'] as const;

/** From any state a step is as near as docs/backends.md says. */
const expectNear = async (mode: (typeof modes)[number], { net, start, frames }: Case): Promise<void> => {
  let state: AnyState = start;
  for (const frame of frames.slice(0, 6)) {
    const found = await compared(tfjs(tf, mode), net, state, frame);
    expect(found.far).toEqual([]);
    state = found.want;
  }
};

const all = inTurns(casesOf(vocabulary), modes);

describe.each(modes)('every word of the vocabulary on tfjs:%s', (mode) => {
  const cases = all.filter(([, , on]) => on.includes(mode)).map(([name, of]) => [name, of, isExact(of, mode)] as const);

  test.each(cases.filter(([, , exact]) => exact))('%s gives the bits of eager', async (_, of) =>
    expectOutcome(await outcomeOn(tfjs(tf, mode), of), await wantedOf(of)),
  );

  test.each(cases.filter(([, , exact]) => !exact))('%s steps to near eager', async (_, of) => expectNear(mode, of));
});
