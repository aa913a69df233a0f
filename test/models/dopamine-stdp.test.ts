import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dense,
  dopamineStdp,
  eager,
  initial,
  input,
  layer,
  network,
  orThrow,
  poissonGroup,
  tensor,
  zeros,
  type DopamineStdpParams,
} from '../../src/index.js';
import { law } from '../support/law.js';
import { play } from '../support/trials.js';

type Numbers = Omit<DopamineStdpParams, 'over'>;

const usual: Numbers = {
  aPlus: 0.1,
  aMinus: -0.15,
  tauPlus: 20,
  tauMinus: 20,
  tauEligibility: 1000,
  tauDopamine: 200,
  tonic: 0,
};

interface Events {
  readonly pre: readonly number[];
  readonly post: readonly number[];
  /** The reward of some steps. */
  readonly rewards: ReadonlyMap<number, number>;
}

/** The weight, which starts at 0, after some steps. */
const learned = async (
  { pre, post, rewards }: Events,
  steps: number,
  dt: number,
  p: Partial<Numbers>,
): Promise<number> => {
  const net = orThrow(
    network({ dt }, { X: layer([1], input()), Y: layer([1], poissonGroup()) }, (connect) => ({
      XY: connect('X', 'Y', dense(tensor([1, 1], [0])), dopamineStdp(1, p)),
    })),
  );
  const spike = (at: boolean) => tensor([1, 1], [at ? 1 : 0], 'bool');
  const drive = Array.from({ length: steps }, (_, now) => ({
    inputs: { X: spike(pre.includes(now)) },
    clamp: { Y: spike(post.includes(now)) },
    reward: rewards.get(now) ?? 0,
  }));
  return (await play(eager, net, initial(net), drive, { monitors: {} })).state.connections['XY']!['w']!.data[0]!;
};

/** The same by the paper's equations: the integral, from each event on, of two exponentials' product. */
const integral = ({ pre, post, rewards }: Events, steps: number, dt: number, p: Numbers): number => {
  const end = (steps - 1) * dt;
  const pairs = pre.flatMap((early) =>
    post.flatMap((late) => [
      ...(late >= early ? [[late * dt, p.aPlus * Math.exp((-(late - early) * dt) / p.tauPlus)] as const] : []),
      ...(early >= late ? [[early * dt, p.aMinus * Math.exp((-(early - late) * dt) / p.tauMinus)] as const] : []),
    ]),
  );
  /** Of exp(-rate t) from 0 to t. */
  const area = (rate: number, t: number): number => (t <= 0 ? 0 : -Math.expm1(-rate * t) / rate);
  const [slow, fast] = [1 / p.tauEligibility, 1 / p.tauDopamine];
  return pairs.reduce((sum, [at, change]) => {
    const phasic = [...rewards].reduce((all, [now, reward]) => {
      const from = Math.max(at, now * dt);
      const height = reward * Math.exp(-(from - now * dt) * fast - (from - at) * slow);
      return all + height * area(slow + fast, end - from);
    }, 0);
    return sum + change * (phasic + p.tonic * area(slow, end - at));
  }, 0);
};

describe('dopamine-modulated STDP', () => {
  const steps = 60;
  const times = fc.uniqueArray(fc.nat(steps - 1), { minLength: 1, maxLength: 4 });
  const events: fc.Arbitrary<Events> = fc.record({
    pre: times,
    post: times,
    rewards: fc
      .array(fc.tuple(fc.nat(steps - 1), fc.constantFrom(0.5, -1, 2)), { maxLength: 3 })
      .map((all) => new Map(all)),
  });
  law(
    'is the integral of dopamine times eligibility, exactly, whatever dt',
    [
      events,
      fc.constantFrom(1, 0.25, 20),
      fc.constantFrom(usual, { ...usual, tonic: 0.002, tauEligibility: 30, tauDopamine: 10 }),
    ],
    async (of, dt, p) => {
      const want = integral(of, steps, dt, p);
      expect(Math.abs((await learned(of, steps, dt, p)) - want)).toBeLessThan(2e-5 * Math.max(1, Math.abs(want)));
    },
    40,
  );

  test('credits a pair with a reward that comes a second later, by exp(-delay / 1000)', async () => {
    const credited = (delay: number) =>
      learned({ pre: [0], post: [10], rewards: new Map([[10 + delay, 0.5]]) }, 3000, 1, {});
    const [soon, late] = [await credited(0), await credited(1000)];
    expect(soon).toBeGreaterThan(1);
    expect(late / soon).toBeCloseTo(Math.exp(-1), 3);
  });

  test('has dopamine of its own in each sample', async () => {
    const net = orThrow(
      network({ dt: 1 }, { X: layer([1], input()), Y: layer([1], poissonGroup()) }, (connect) => ({
        XY: connect('X', 'Y', dense(tensor([1, 1], [0])), dopamineStdp(1)),
      })),
    );
    const first = {
      reward: tensor([2], [1, -3]),
      inputs: { X: tensor([2, 1], [1, 0], 'bool') },
      clamp: { Y: tensor([2, 1], [1, 0], 'bool') },
    };
    const { state } = await play(eager, net, initial(net, { batch: 2 }), [
      first,
      { inputs: { X: zeros([2, 1], 'bool') }, reward: 0 },
    ]);
    const { d, c, w } = state.connections['XY']!;
    expect(d!.shape).toEqual([2]);
    expect(d!.data[1]! / d!.data[0]!).toBeCloseTo(-3, 5);
    expect([c!.data[0]!, c!.data[1]!]).toEqual([expect.closeTo(-0.05 * Math.exp(-0.001), 6), 0]);
    // The second sample, with its reward, has seen no pair.
    expect(w!.data[0]).toBeCloseTo(-0.05, 3);
  });
});
