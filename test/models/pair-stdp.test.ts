import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  constant,
  dense,
  eager,
  fixedProbability,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  pairStdp,
  poissonGroup,
  profiled,
  run,
  sparse,
  tensor,
  zeros,
  type Frame,
  type PairStdpParams,
  type Tensor,
} from '../../src/index.js';
import type { AnyWiring } from '../../src/authoring.js';
import { wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { step } from '../support/trials.js';
import { pairsOf } from './support/pairs.js';

/** What the rule makes of a weight of 0 when its two neurons spike at these steps. */
const learned = async (
  pre: readonly number[],
  post: readonly number[],
  dt: number,
  p: Partial<PairStdpParams>,
): Promise<number> => {
  const net = orThrow(
    network({ dt }, { X: layer([1], input()), Y: layer([1], poissonGroup()) }, (connect) => ({
      XY: connect('X', 'Y', dense(tensor([1, 1], [0])), pairStdp(p)),
    })),
  );
  let state = initial(net) as Awaited<ReturnType<typeof step>>;
  for (let now = 0; now <= Math.max(0, ...pre, ...post); now++) {
    const spike = (times: readonly number[]): Tensor => tensor([1, 1], [times.includes(now) ? 1 : 0], 'bool');
    const frame: Frame<Tensor> = { inputs: { X: spike(pre) }, clamp: { Y: spike(post) } };
    state = await step(eager, net, state, frame);
  }
  return state.connections['XY']!['w']!.data[0]!;
};

const steps = fc.uniqueArray(wholeIn(0, 40), { maxLength: 6 });
const sizes = fc.record({
  aPlus: fc.constantFrom(0, 0.1, 0.3),
  aMinus: fc.constantFrom(0, 0.12, -0.2),
  tauPlus: fc.constantFrom(5, 20),
  tauMinus: fc.constantFrom(10, 34),
  nearest: fc.boolean(),
});

law(
  'weights move by the window of all pairs, or of the nearest',
  [steps, steps, sizes, fc.constantFrom(1, 0.5)],
  async (pre, post, p, dt) => {
    expect(await learned(pre, post, dt, p)).toBeCloseTo(pairsOf(pre, post, dt, p), 5);
  },
);

test('of two spikes in one step the presynaptic one is first', async () => {
  const p = { aPlus: 1, aMinus: 2, tauPlus: 20, tauMinus: 10 };
  expect(await learned([3], [3], 1, p)).toBe(1);
  expect(await learned([4], [3], 1, p)).toBeCloseTo(-2 * Math.exp(-1 / 10), 6);
  expect(await learned([2], [3], 1, p)).toBeCloseTo(Math.exp(-1 / 20), 6);
});

describe('on wasm it learns by events', () => {
  test.each<readonly [string, AnyWiring, string]>([
    ['dense', dense(constant(1)), 'update'],
    ['sparse', sparse(fixedProbability(1, 0.5), constant(1)), 'update along synapses'],
  ])('%s', async (_, wiring, kernel) => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([8], input()), Y: layer([6], lif()) }, () => ({
        XY: { from: 'X', to: 'Y', wiring, rule: bounded(pairStdp(), 0, 2) },
      })),
    );
    const kernels: string[] = [];
    const watched = profiled((times) => kernels.push(...times.map((of) => of.kernel)));
    orThrow(await run(watched, net, initial(net), [{ inputs: { X: zeros([1, 8], 'bool') } }], {}));
    expect(kernels.some((name) => name.startsWith(kernel))).toBe(true);
  });
});
