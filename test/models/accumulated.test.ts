import { describe, expect, test } from 'vitest';
import {
  accumulated,
  bounded,
  delayed,
  dense,
  eager,
  explain,
  fixedProbability,
  initial,
  input,
  isLeft,
  js,
  layer,
  lif,
  mstdp,
  network,
  orThrow,
  pairStdp,
  poissonGroup,
  profiled,
  run,
  sparse,
  tensor,
  uniform,
  wasm,
  zeros,
  type AnyNetwork,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import type { AnyRule, AnyWiring } from '../../src/authoring.js';
import { pairsOf } from './support/pairs.js';

const bit = (on: boolean): Tensor => tensor([1, 1], [on ? 1 : 0], 'bool');

describe('weights move every so often', () => {
  const window = { aPlus: 0.1, aMinus: 0.12, tauPlus: 20, tauMinus: 30 };
  const spikes = { pre: [3, 11, 14, 25], post: [5, 10, 17, 26] };
  const net = (dt: number, every: number) =>
    orThrow(
      network({ dt }, { X: layer([1], input()), Y: layer([1], poissonGroup()) }, (connect) => ({
        XY: connect(
          'X',
          'Y',
          dense(tensor([1, 1], [2])),
          accumulated(pairStdp(window), { every, keep: 0.9, drift: 0.01 }),
        ),
      })),
    );
  /** The weight and the change after so many steps. */
  const after = async (steps: number, dt: number, every: number) => {
    const frames = Array.from({ length: steps }, (_, now): Frame<Tensor> => ({
      inputs: { X: bit(spikes.pre.includes(now)) },
      clamp: { Y: bit(spikes.post.includes(now)) },
    }));
    const of = net(dt, every);
    const { state } = orThrow(await run(eager, of, initial(of), frames, {}));
    const { w, change } = state.connections.XY;
    return [w.data[0]!, change.data[0]!] as const;
  };
  /** What pairs of spikes before a step have brought. */
  const brought = (before: number, dt: number): number =>
    pairsOf(
      spikes.pre.filter((time) => time < before),
      spikes.post.filter((time) => time < before),
      dt,
      window,
    );

  test.each([
    [1, 10],
    [0.5, 5],
  ])('dt %s: by what was gathered and a drift; a part of it is left', async (dt, every) => {
    expect((await after(10, dt, every))[0]).toBe(2);
    expect((await after(10, dt, every))[1]).toBeCloseTo(brought(10, dt), 5);
    let [w, change] = [2, brought(10, dt)];
    for (const time of [10, 20]) {
      [w, change] = [w + change + 0.01, 0.9 * change + brought(time + 10, dt) - brought(time, dt)];
      const found = await after(time + 10, dt, every);
      expect(found[0]).toBeCloseTo(w, 5);
      expect(found[1]).toBeCloseTo(change, 5);
    }
  });
});

const drive: readonly Frame<Tensor>[] = Array.from({ length: 60 }, (_, now) => ({
  inputs: {
    X: tensor(
      [1, 8],
      Array.from({ length: 8 }, (_, k) => ((now * 7 + k * 5) % 6 === 0 ? 1 : 0)),
      'bool',
    ),
  },
  ends: now === 30,
}));
const joined = (wiring: AnyWiring, rule: AnyRule): AnyNetwork =>
  orThrow(
    network({ dt: 1 }, { X: layer([8], input()), Y: layer([6], lif()) }, () => ({
      XY: { from: 'X', to: 'Y', wiring, rule },
    })),
  );
const pairs = pairStdp({ aPlus: 0.5, aMinus: 0.6 });
const synapses = sparse(fixedProbability(1, 0.5), uniform(2, 0, 9));

describe('the same bits on eager, js and wasm, in one run or two', () => {
  test.each<readonly [string, AnyWiring, AnyRule]>([
    ['sparse', synapses, bounded(accumulated(pairs, { every: 7, keep: 0.9, drift: 0.01 }), 0, 10)],
    ['dense', dense(uniform(2, 0, 9)), bounded(accumulated(pairs, { every: 7, keep: 0.9 }), 0, 10)],
    [
      'pairing on arrival',
      delayed(synapses, uniform(3, 1, 6), { pairing: 'arrival' }),
      accumulated(pairs, { every: 7, keep: 0.5, drift: -0.01 }),
    ],
    ['in every step', synapses, accumulated(pairs, { every: 1 })],
  ])('%s', async (_, wiring, rule) => {
    const net = joined(wiring, rule);
    for (const batch of [1, 2]) {
      const start = initial(net, { batch });
      const frames = drive.map((frame) => ({ ...frame, inputs: { X: { ...frame.inputs!['X']!, shape: [8] } } }));
      const { state: want } = orThrow(await run(eager, net, start, frames, {}));
      expect([...want.connections['XY']!['w']!.data]).not.toEqual([...start.connections['XY']!['w']!.data]);
      for (const backend of [js, wasm]) {
        const half = orThrow(await run(backend, net, start, frames.slice(0, 17), {}));
        const { state } = orThrow(await run(backend, net, half.state, frames.slice(17), {}));
        expect(state.connections).toEqual(want.connections);
      }
    }
  });
});

test('wasm leaves weights alone between', async () => {
  const net = joined(synapses, bounded(accumulated(pairs, { every: 100, keep: 0.9, drift: 0.01 }), 0, 10));
  const kernels: string[] = [];
  const watched = profiled((times) => kernels.push(...times.map(({ kernel }) => kernel)));
  orThrow(await run(watched, net, initial(net), [{ inputs: { X: zeros([1, 8], 'bool') } }], {}));
  const count = initial(net).connections['XY']!['w']!.data.length;
  expect(kernels.filter((name) => name.includes(`${count}]`)).toSorted()).toEqual([
    `update along synapses [1, ${count}]`,
    `update now and then [${count}]`,
  ]);
});

test('a rule that learns by reward is a fault', () => {
  const built = network({ dt: 1 }, { X: layer([8], input()), Y: layer([6], lif()) }, () => ({
    XY: { from: 'X', to: 'Y', wiring: synapses, rule: accumulated(mstdp(0.1)) },
  }));
  expect(isLeft(built) ? built.left.map(explain).join('; ') : 'nothing').toContain('one that learns without a reward');
});
