import { expect, test } from 'vitest';
import {
  always,
  frames,
  lasting,
  orThrow,
  run,
  vocabulary,
  wasm,
  type AnyNetwork,
  type Tensor,
} from '../../src/index.js';
import { leaves, type Tree } from '../../src/authoring.js';
import { play, type AnyState } from '../support/trials.js';
import { casesOf } from './support/cases.js';

/** Steps after which a state is looked at: a quantity of any time constant from 2 to 120 steps is denormal in one of them. */
const looks = Array.from({ length: 12 }, (_, k) => Math.round(150 * 1.45 ** k));

/** Variables with denormal numbers. Weights that learn may be any. */
const vanishing = ({ layers, connections }: AnyState): readonly string[] =>
  leaves({ layers, connections } as Tree<Tensor>).flatMap(([path, { data }]) => {
    const one = path.endsWith('.w') ? undefined : data.find((x) => x !== 0 && Math.abs(x) < 2 ** -126);
    return one === undefined ? [] : [`${path}: ${one}`];
  });

const silent = async (net: AnyNetwork, state: AnyState, steps: number): Promise<AnyState> =>
  orThrow(await run(wasm, net, state, lasting(steps * net.dt, frames({}, { reward: always(0) })))).state;

// Denormal numbers never get to 0 by themselves, and processors take many times as long over them.
test.each(casesOf(vocabulary, { samples: 1, tiny: false }))(
  'in silence nothing of $name stays denormal',
  async ({ net, start, frames: drive }) => {
    let { state } = await play(wasm, net, start, drive);
    let done = 0;
    for (const look of looks) {
      state = await silent(net, state, look - done);
      done = look;
      expect(vanishing(state)).toEqual([]);
    }
  },
);
