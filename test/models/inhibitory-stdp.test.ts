import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  constant,
  counts,
  dense,
  eager,
  filled,
  frames,
  inhibitoryStdp,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  poisson,
  poissonGroup,
  profiled,
  run,
  tensor,
  wasm,
  zeros,
  type Frame,
  type InhibitoryStdpParams,
  type Tensor,
} from '../../src/index.js';
import { law } from '../support/law.js';
import { step } from '../support/trials.js';

type Params = Omit<InhibitoryStdpParams, 'over'>;

/** What the rule makes of a weight of 0 when its two neurons spike at these steps. */
const learned = async (
  pre: readonly number[],
  post: readonly number[],
  dt: number,
  nu: number,
  p: Params,
): Promise<number> => {
  const net = orThrow(
    network({ dt }, { X: layer([1], input()), Y: layer([1], poissonGroup()) }, (connect) => ({
      XY: connect('X', 'Y', dense(tensor([1, 1], [0])), inhibitoryStdp(nu, p)),
    })),
  );
  let state = initial(net) as Awaited<ReturnType<typeof step>>;
  for (let now = 0; now <= Math.max(...pre, ...post); now++) {
    const spike = (times: readonly number[]): Tensor => tensor([1, 1], [times.includes(now) ? 1 : 0], 'bool');
    const frame: Frame<Tensor> = { inputs: { X: spike(pre) }, clamp: { Y: spike(post) } };
    state = await step(eager, net, state, frame);
  }
  return state.connections['XY']!['w']!.data[0]!;
};

/** The same as the paper has it: a symmetric window of all pairs, and what each presynaptic spike takes. */
const summed = (pre: readonly number[], post: readonly number[], dt: number, nu: number, p: Params): number => {
  const pairs = pre.flatMap((early) =>
    // Of a pair in one step each spike finds the trace of the other.
    post.map((late) => Math.exp((-Math.abs(late - early) * dt) / p.tau) * (late === early ? 2 : 1)),
  );
  return nu * (pairs.reduce((sum, pair) => sum + pair, 0) - (pre.length * 2 * p.target * p.tau) / 1000);
};

describe('inhibitory plasticity', () => {
  const times = fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 6 });
  law(
    'sums a symmetric window over all pairs, and takes 2 target tau at each presynaptic spike',
    [
      times,
      times,
      fc.constantFrom(1, 0.1),
      fc.constantFrom(0.01, -0.5),
      fc.constantFrom({ tau: 20, target: 3 }, { tau: 5, target: 40 }),
    ],
    async (pre, post, dt, nu, p) => {
      const want = summed(pre, post, dt, nu, p);
      expect(Math.abs((await learned(pre, post, dt, nu, p)) - want)).toBeLessThan(1e-5 * Math.max(1, Math.abs(want)));
    },
    30,
  );

  const net = (target: number) =>
    orThrow(
      network(
        { dt: 1 },
        { E: layer([100], input()), I: layer([100], input()), Y: layer([20], lif({ tau: 20, refrac: 2 })) },
        (connect) => ({
          EY: connect('E', 'Y', dense(constant(1.2))),
          // The weights into lif are mV: inhibitory ones are negative, and so is the rate.
          IY: connect('I', 'Y', dense(constant(0)), bounded(inhibitoryStdp(-0.002, { target }), -10, 0)),
        }),
      ),
    );
  test.each([5, 12])('brings neurons to the target rate: %f Hz', async (target) => {
    const one = net(target);
    const drive = (seed: number, ms: number) =>
      frames({ E: poisson(seed, filled([100], 20), ms), I: poisson(seed + 1, filled([100], 20), ms) });
    const free = orThrow(await run(wasm, one, initial(one), drive(1, 1000), { n: monitor(one, 'Y', 's', counts()) }));
    const { state } = orThrow(await run(wasm, one, initial(one), drive(3, 60000), {}));
    const { monitors } = orThrow(await run(wasm, one, state, drive(5, 20000), { n: monitor(one, 'Y', 's', counts()) }));
    const rate = (data: ArrayLike<number>, seconds: number): number =>
      Array.from(data).reduce((sum, x) => sum + x, 0) / 20 / seconds;
    expect(rate(free.monitors.n.data, 1)).toBeGreaterThan(30);
    expect(Math.abs(rate(monitors.n.data, 20) / target - 1)).toBeLessThan(0.1);
  });

  test('learns by events', async () => {
    let kernels: readonly string[] = [];
    const one = net(5);
    const backend = profiled((all) => {
      kernels = all.map(({ kernel }) => kernel);
    });
    orThrow(await run(backend, one, initial(one), [{ inputs: { I: zeros([100], 'bool') } }], {}));
    expect(kernels.filter((kernel) => kernel.includes('update by events'))).toHaveLength(1);
  });
});
