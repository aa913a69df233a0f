import * as E from 'fp-ts/lib/Either.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  constant,
  dense,
  eager,
  explain,
  initial,
  js,
  layer,
  lif,
  network,
  normalised,
  orThrow,
  poissonGroup,
  postPre,
  run,
  silence,
  tensor,
  traced,
  wasm,
  type Backend,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import type { Model } from '../../src/authoring.js';
import { law } from '../support/law.js';
import { watchedOutcome } from '../support/watched.js';
import { wholeIn } from '../support/arbitraries.js';

const net = orThrow(
  network(
    { dt: 1 },
    { X: layer([6], traced(poissonGroup({ rates: 200 }))), Y: layer([5], traced(lif({ thresh: -60 }))) },
    (connect) => ({ XY: connect('X', 'Y', normalised(dense(constant(1)), 20), postPre([1e-2, 1e-1])) }),
  ),
);
const alone = {} satisfies Frame<Tensor>;

/** Everything that comes of a run. */
const outcome = (backend: Backend, frames: readonly Frame<Tensor>[], every: readonly number[]): Promise<string> =>
  watchedOutcome(backend, net, initial(net, { seed: 3 }), frames, every);

describe('steps that bring nothing, taken many at once', () => {
  law(
    'give what they give one by one: with monitors now and then, episodes, and inputs in between',
    [
      fc.array(fc.oneof({ weight: 8, arbitrary: fc.constant('nothing') }, fc.constantFrom('end', 'input')), {
        minLength: 1,
        maxLength: 150,
      }),
      fc.array(wholeIn(1, 70), { maxLength: 3 }),
    ],
    async (kinds, every) => {
      const frames = kinds.map((kind): Frame<Tensor> => {
        if (kind === 'end') return { ends: true };
        return kind === 'input' ? { inputs: { Y: tensor([5], [9, 0, 9, 0, 9]) } } : alone;
      });
      const want = await outcome(eager, frames, every);
      for (const backend of [wasm, js]) expect(await outcome(backend, frames, every)).toBe(want);
    },
  );

  test.each([wasm, js, eager])('a number that is none is told of its step on $name', async (backend) => {
    const growing: Model<'v' | 's'> = {
      term: { name: 'growing', params: {} },
      init: { v: 1e30, s: false },
      step: (A, { v }) => ({ v: A.mul(v, 10), s: A.lt(v, 0) }),
    };
    const grown = orThrow(network({ dt: 1 }, { N: layer([2], growing) }));
    const ran = await run(backend, grown, initial(grown), silence(100));
    expect(E.isLeft(ran) && ran.left.faults.map(explain)).toEqual([
      "layer 'N': v of neuron 0 at step 8 is Infinity, not a finite number",
    ]);
    expect(E.isLeft(ran) && ran.left.steps).toBe(9);
  });
});
