import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dense,
  eager,
  initial,
  input,
  layer,
  network,
  orThrow,
  poissonGroup,
  tensor,
  tripletStdp,
  type Frame,
  type Tensor,
  type TripletStdpParams,
} from '../../src/index.js';
import { law } from '../support/law.js';
import { step } from '../support/trials.js';

type Params = Omit<TripletStdpParams, 'over'>;

const paper: Params = {
  a2Plus: 5e-10,
  a3Plus: 6.2e-3,
  a2Minus: 7e-3,
  a3Minus: 2.3e-4,
  tauPlus: 16.8,
  tauMinus: 33.7,
  tauX: 101,
  tauY: 125,
};

/** What the rule makes of a weight of 0 when its two neurons spike at these steps. */
const learned = async (pre: readonly number[], post: readonly number[], dt: number, p: Params): Promise<number> => {
  const net = orThrow(
    network({ dt }, { X: layer([1], input()), Y: layer([1], poissonGroup()) }, (connect) => ({
      XY: connect('X', 'Y', dense(tensor([1, 1], [0])), tripletStdp(p)),
    })),
  );
  const last = Math.max(...pre, ...post);
  let state = initial(net) as Awaited<ReturnType<typeof step>>;
  for (let now = 0; now <= last; now++) {
    const spike = (times: readonly number[]): Tensor => tensor([1, 1], [times.includes(now) ? 1 : 0], 'bool');
    const frame: Frame<Tensor> = { inputs: { X: spike(pre) }, clamp: { Y: spike(post) } };
    state = await step(eager, net, state, frame);
  }
  return state.connections['XY']!['w']!.data[0]!;
};

/** The same as sums over all pairs and triplets of spikes, as the paper defines them. */
const summed = (pre: readonly number[], post: readonly number[], dt: number, p: Params): number => {
  const trace = (times: readonly number[], at: number, tau: number, itself: boolean): number =>
    times
      .filter((time) => time < at || (itself && time === at))
      .reduce((sum, time) => sum + Math.exp((-(at - time) * dt) / tau), 0);
  const rise = post.map(
    (at) => trace(pre, at, p.tauPlus, true) * (p.a2Plus + p.a3Plus * trace(post, at, p.tauY, false)),
  );
  const fall = pre.map(
    (at) => trace(post, at, p.tauMinus, true) * (p.a2Minus + p.a3Minus * trace(pre, at, p.tauX, false)),
  );
  return [...rise, ...fall.map((x) => -x)].reduce((a, b) => a + b, 0);
};

const trains = fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 12 });
const amount = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

law(
  'tripletStdp adds up all pairs and triplets of spikes',
  [
    trains,
    trains,
    fc.constantFrom(1, 0.5, 0.1),
    fc.record({
      a2Plus: amount(-0.1, 0.1),
      a3Plus: amount(-0.1, 0.1),
      a2Minus: amount(-0.1, 0.1),
      a3Minus: amount(-0.1, 0.1),
      tauPlus: amount(1, 40),
      tauMinus: amount(1, 40),
      tauX: amount(1, 150),
      tauY: amount(1, 150),
    }),
  ],
  async (pre, post, dt, p) => {
    expect(await learned(pre, post, dt, p)).toBeCloseTo(summed(pre, post, dt, p), 4);
  },
  100,
);

test('its defaults are the visual cortex fit, all to all, of Pfister and Gerstner 2006', () => {
  expect(tripletStdp().term.params).toStrictEqual({ ...paper, over: 'sum' });
});

describe('60 pairings of neurons of visual cortex, which fail to strengthen at low rates and strengthen in any order at high ones', () => {
  const pairings = (rate: number, delay: number, count: number) => {
    const pre = Array.from({ length: count }, (_, k) => 20 + Math.round((k * 1000) / rate));
    return [pre, pre.map((at) => at + delay)] as const;
  };

  test.each([
    [0.1, 10, -0.01, 0.01],
    [20, 10, 0.2, 0.35],
    [50, 10, 0.7, 1],
    [0.1, -10, -0.35, -0.28],
    [20, -10, -0.4, -0.25],
    [50, -10, 0.7, 1],
  ])('at %d Hz with post %d ms after pre', (rate, delay, least, most) => {
    const change = summed(...pairings(rate, delay, 60), 1, paper);
    expect(change).toBeGreaterThan(least);
    expect(change).toBeLessThan(most);
  });

  test('the rule gives these numbers', async () => {
    const few = pairings(50, 10, 6);
    expect(await learned(...few, 1, paper)).toBeCloseTo(summed(...few, 1, paper), 6);
  });
});
