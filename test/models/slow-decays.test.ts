import { describe, expect, test } from 'vitest';
import {
  adaptiveLif,
  always,
  bounded,
  currentLif,
  decaying,
  dense,
  diehlAndCook,
  eager,
  filled,
  frames,
  initial,
  lasting,
  layer,
  input,
  lif,
  network,
  noOp,
  orThrow,
  run,
  silence,
  csrm,
  tensor,
  traced,
  wasm,
  type AnyNetwork,
  type Backend,
  type Names,
  type NetworkState,
} from '../../src/index.js';
import type { AnyModel } from '../../src/authoring.js';
import { alone } from '../support/alone.js';
import { nodeBackends } from '../support/node-backends.js';
import { expectSame } from '../support/same.js';

type State = NetworkState<Names, Names>;

const rested = async (backend: Backend, net: AnyNetwork, steps: number, state: State = initial(net)): Promise<State> =>
  orThrow(await run(backend, net, state, silence(steps * net.dt))).state;

/** What part of its theta a neuron has lost. */
const fallen = (state: State, from: number): number => 1 - state.layers['N']!['theta']!.data[0]! / from;

const within = (got: number, want: number, part = 0.01): void =>
  expect(Math.abs(got / want - 1), `${got} for ${want}`).toBeLessThan(part);

describe('a threshold of 20 mV with a time constant of 1e7 ms', () => {
  const models: Readonly<Record<string, AnyModel>> = {
    adaptiveLif: adaptiveLif({ theta: 20 }),
    diehlAndCook: diehlAndCook({ theta: 20 }),
    csrm: csrm({ theta: 20, responseWindow: 1, refractoryWindow: 1 }),
  };
  test.each(
    Object.entries(models).flatMap(([name, model]) => [1, 0.5, 0.1, 0.01].map((dt) => [name, dt, model] as const)),
  )('of %s at dt %d falls as the exponential does', async (_, dt, model) => {
    const steps = Math.min(200_000, Math.round(100_000 / dt));
    within(fallen(await rested(wasm, alone([1], model, dt), steps), 20), -Math.expm1((-steps * dt) / 1e7));
  });

  test('takes in rises that float32 cannot add to it', async () => {
    const net = alone([1], adaptiveLif({ theta: 20, thetaPlus: 1e-7, tauTheta: Infinity, refrac: 0 }));
    const strong = filled([1], 1000);
    const { state } = orThrow(await run(wasm, net, initial(net), lasting(10_000, frames({ N: always(strong) }))));
    within(state.layers['N']!['theta']!.data[0]! - 20, 1e-3);
  });
});

const synapse = (rule: ReturnType<typeof noOp>): AnyNetwork =>
  orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([2], input()), Y: layer([2], lif()) }, (connect) => ({
      XY: connect('X', 'Y', dense(tensor([2, 2], [1, 0.3, 0.7, -2])), rule),
    })),
  );
const weights = (state: State): readonly number[] => Array.from(state.connections['XY']!['w']!.data);

describe('weights that decay', () => {
  test.each([2e-8, 1e-7, 1e-6, 3e-6, 1e-5, 1e-4, 1e-3])('by %d a step follow the exponential', async (rate) => {
    const net = synapse(decaying(noOp(), rate));
    const steps = rate < 1e-7 ? 200_000 : 50_000;
    const [before, after] = [weights(initial(net)), weights(await rested(wasm, net, steps))];
    before.forEach((w, k) => within(1 - after[k]! / w, -Math.expm1(steps * Math.log1p(-rate))));
  });

  test.each([1e-15, 1e-20, 1e-300])('by %d a step stay as they are for a day', async (rate) => {
    const net = synapse(decaying(noOp(), rate));
    expect(weights(await rested(wasm, net, 1000))).toEqual(weights(initial(net)));
  });

  test('slowly go on over runs and resets as in one run', async () => {
    const net = synapse(bounded(decaying(noOp(), 1e-6), -3, 3));
    const whole = await rested(wasm, net, 300);
    let state: State = initial(net);
    for (const steps of [5, 2, 100, 1, 192]) state = await rested(wasm, net, steps, state);
    expectSame({ ...state }, { ...whole });
    expect(weights(whole)).not.toEqual(weights(initial(net)));
  });
});

describe('a trace, or a current, that decays by 1e-5 a step', () => {
  test.each([
    ['x', traced(lif(), { tau: 1e5 })],
    ['i', currentLif({ tauCurrent: 1e5 })],
  ] as const)('%s follows the exponential', async (variable, model) => {
    const net = alone([1], model);
    const start: State = {
      ...initial(net),
      layers: { N: { ...initial(net).layers['N']!, [variable]: filled([1, 1], 0.7) } },
    };
    const after = await rested(wasm, net, 2000, start);
    within(1 - after.layers['N']![variable]!.data[0]! / Math.fround(0.7), -Math.expm1(-0.02));
  });
});

describe.each(nodeBackends)('on $name', (backend) => {
  test('slow decays have the bits of eager', async () => {
    for (const net of [
      alone([3], traced(adaptiveLif({ theta: tensor([3], [20, 0.1, 3]) }), { tau: 1e5 }), 0.1),
      ...[1.2e-6, 3e-6, 1e-5].map((rate) => synapse(decaying(noOp(), rate))),
    ])
      expectSame({ ...(await rested(backend, net, 70)) }, { ...(await rested(eager, net, 70)) });
  });
});
