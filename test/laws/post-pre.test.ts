import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  constant,
  dense,
  filled,
  initial,
  layer,
  lif,
  network,
  orThrow,
  postPre,
  rowsOf,
  size,
  traced,
  input,
  type AnyNetwork,
  type Frame,
  type Names,
  type Nu,
  type Param,
  type Tensor,
} from '../../src/index.js';
import { boolsOf, numberIn, tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { nus } from '../support/wiring.js';
import { play } from '../support/trials.js';

type Over = 'sum' | 'mean' | 'max';
const f = Math.fround;

/** Two traced input layers, so that every spike of both is given from outside; the weights are 0, or small, at first. */
const pairOf = (m: number, n: number, nu: Nu, over: Over): AnyNetwork =>
  orThrow(
    network<Names, Names>(
      { dt: 1 },
      { X: layer([m], traced(input(), { tau: 5 })), Y: layer([n], traced(lif({ refrac: 0 }), { tau: 7 })) },
      (connect) => ({
        XY: connect('X', 'Y', dense(constant(0.25)), postPre(nu, over)),
      }),
    ),
  );

const trial = fc.tuple(wholeIn(1, 3), wholeIn(1, 3), wholeIn(1, 3)).chain(([m, n, batch]) => {
  const current = tensorOf([batch, n], fc.constantFrom(0, 100));
  const spikes = fc.oneof(boolsOf([batch, m]), tensorOf([batch, m], fc.oneof(fc.constant(0), numberIn(0, 2))));
  return fc.record({
    size: fc.constant({ m, n, batch }),
    nu: nus([m, n]),
    over: fc.constantFrom<Over>('sum', 'mean', 'max'),
    drive: fc.array(fc.record({ X: spikes, Y: current }), { maxLength: 8 }),
  });
});

const joined: Readonly<Record<Over, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, x) => f(sum + x), 0),
  mean: (values) => f(joined.sum(values) / values.length),
  max: (values) => values.reduce((a, b) => Math.max(a, b)),
};
const rateAt = (rate: Param, k: number): number =>
  f(typeof rate === 'number' ? rate : rate.data[k % size(rate.shape)]!);

describe.each(backends)('on $name', (backend) => {
  law(
    'post-pre is w - nu0 R(s_pre x_post) + nu1 R(x_pre s_post), weight by weight',
    [trial],
    async ({ size: { m, n, batch }, nu, over, drive }) => {
      const net = pairOf(m, n, nu, over);
      const { monitors } = await play(
        backend,
        net,
        initial(net, { batch }),
        drive.map((inputs) => ({ inputs })),
      );
      const seen = (name: string): readonly Tensor[] => [...rowsOf(monitors[name]!)];
      const [sx, xx, sy, xy, w] = [seen('X s'), seen('X x'), seen('Y s'), seen('Y x'), seen('XY w')];
      w.forEach(({ data }, step) => {
        const before = step === 0 ? filled([m, n], 0.25).data : w[step - 1]!.data;
        data.forEach((weight, k) => {
          const [i, j] = [Math.floor(k / n), k % n];
          const reduced = (pre: Tensor, post: Tensor): number =>
            joined[over](Array.from({ length: batch }, (_, b) => f(pre.data[b * m + i]! * post.data[b * n + j]!)));
          const depressed = f(before[k]! - f(rateAt(nu[0], k) * reduced(sx[step]!, xy[step]!)));
          expect(weight + 0).toBe(f(depressed + f(rateAt(nu[1], k) * reduced(xx[step]!, sy[step]!))) + 0);
        });
      });
    },
  );

  const rates = numberIn(0.25, 1);
  const lags = wholeIn(1, 10);
  /** One spike before, one after so many steps, as frames. */
  const spikes = (pre: number, post: number): readonly Frame<Tensor>[] =>
    Array.from({ length: Math.max(pre, post) + 1 }, (_, step) => ({
      inputs: { X: filled([1], step === pre ? 1 : 0, 'bool'), Y: filled([1], step === post ? 100 : 0) },
    }));
  const change = async (nu: Nu, frames: readonly Frame<Tensor>[]): Promise<number> => {
    const net = pairOf(1, 1, nu, 'sum');
    const { state } = await play(backend, net, initial(net), frames);
    return state.connections['XY']!['w']!.data[0]! - 0.25;
  };

  law('post after pre strengthens, by nu1 exp(-t / tau of pre)', [rates, rates, lags], async (nu0, nu1, lag) => {
    const got = await change([nu0, nu1], spikes(0, lag));
    expect(got).toBeGreaterThan(0);
    expect(Math.abs(got - nu1 * Math.exp(-lag / 5))).toBeLessThan(1e-6);
  });

  law('pre after post weakens, by nu0 exp(-t / tau of post)', [rates, rates, lags], async (nu0, nu1, lag) => {
    const got = await change([nu0, nu1], spikes(lag, 0));
    expect(got).toBeLessThan(0);
    expect(Math.abs(got + nu0 * Math.exp(-lag / 7))).toBeLessThan(1e-6);
  });

  law('pre and post at once change it by nu1 - nu0', [rates, rates], async (nu0, nu1) => {
    expect(Math.abs((await change([nu0, nu1], spikes(0, 0))) - (nu1 - nu0))).toBeLessThan(1e-6);
  });

  test('a spike alone, or none, teaches nothing', async () => {
    expect(await change([1, 1], spikes(0, -1))).toBe(0);
    expect(await change([1, 1], spikes(-1, 0))).toBe(0);
    expect(await change([1, 1], [{}, {}, {}])).toBe(0);
  });
});
