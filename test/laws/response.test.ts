import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  biased,
  csrm,
  decaying,
  dense,
  frozen,
  initial,
  input,
  layer,
  lif,
  maxPool,
  monitor,
  network,
  noOp,
  normalised,
  orThrow,
  record,
  rested,
  run,
  summed,
  tensor,
  type AnyNetwork,
  type Frame,
  type Names,
  type Tensor,
} from '../../src/index.js';
import {
  eagerAlgebra as A,
  kernels,
  stepNetwork,
  type AnyModel,
  type AnyWiring,
  type Kernel,
  type Wiring,
} from '../../src/authoring.js';
import { numberIn, tensorOf, wholeIn } from '../support/arbitraries.js';
import { backends } from '../support/backends.js';
import { law } from '../support/law.js';
import { expectNear } from '../support/same.js';
import { play, type AnyState } from '../support/trials.js';
import { times } from '../models/support/life.js';
import { scan } from '../models/support/scan.js';
import { wholeWeights, wrapped } from '../support/wiring.js';

const [from, to] = [
  [2, 3],
  [1, 4],
];

/** Two connections into one layer that responds over time, both with weights that fade; batch rows, and input from outside. */
interface Scene {
  readonly wirings: readonly AnyWiring[];
  readonly response: Kernel;
  readonly window: number;
  readonly dt: number;
  readonly rate: number;
  readonly drive: readonly Frame<Tensor>[];
}

const rows = 2;
const scenes: fc.Arbitrary<Scene> = fc.record({
  wirings: fc.array(wrapped(to, wholeWeights(from, to)), { minLength: 2, maxLength: 2 }),
  response: fc.constantFrom(...(Object.keys(kernels) as Kernel[])),
  window: wholeIn(1, 4),
  dt: fc.constantFrom(0.5, 1),
  rate: fc.constantFrom(0, 0.25, 0.5),
  drive: fc.array(
    fc.record({
      inputs: fc.record(
        {
          X: fc.oneof(tensorOf([rows, ...from], wholeIn(0, 1), 'bool'), tensorOf([rows, ...from], numberIn(-2, 3))),
          Y: tensorOf([rows, ...to], numberIn(-3, 3)),
        },
        { requiredKeys: ['X'] },
      ),
    }),
    { minLength: 1, maxLength: 7 },
  ),
});

/** Voltages add up what arrives, and nothing else: no leak, no spikes. */
const counter = { tau: 1e30, leakTo: 0, rest: 0, thresh: Infinity, tauKernel: 2, resetConst: 0 };

const netOf = ({ wirings, response, window, dt, rate }: Scene): AnyNetwork =>
  orThrow(
    network<Names, Names>(
      { dt },
      { X: layer(from, input()), Y: layer(to, csrm({ ...counter, response, responseWindow: window * dt })) },
      (connect) =>
        Object.fromEntries(
          wirings.map((wiring, k) => [`C${k}`, connect('X', 'Y', wiring as Wiring<'w'>, decaying(noOp(), rate))]),
        ),
    ),
  );

/** What arrives in each step, by the definition: every spike that is remembered, by the weights of the day and its age. */
const arriving = (scene: Scene, net: AnyNetwork): readonly (readonly number[])[] => {
  const { drive, window, dt, response } = scene;
  const first: AnyState = initial(net, { batch: rows });
  const states = scan(first, drive, (state, frame) => stepNetwork(A, net, state, frame));
  const nothing = {
    X: tensor([rows, ...from], times(12, 0)),
    Y: tensor([rows, ...to], times(8, 0)),
  };
  return drive.map((_, step) =>
    Array.from({ length: rows * 4 }, (__, place) =>
      Array.from({ length: window }, (___, lag) => {
        const sent = (drive[step - 1 - lag]?.inputs?.['X'] ?? nothing.X) as Tensor;
        const outside = (drive[step - lag]?.inputs?.['Y'] ?? nothing.Y) as Tensor;
        const delivered = Object.entries(net.connections).map(([name, { connection }]) => {
          const vars = states[step]!.connections[name]!;
          const { current } = connection.apply(A, vars, sent, dt);
          return (connection.bias === undefined ? current : A.add(current, connection.bias(A, vars))).data[place]!;
        });
        return kernels[response](lag * dt, 2) * delivered.reduce((a, b) => a + b, outside.data[place]!);
      }).reduce((a, b) => a + b, 0),
    ),
  );
};

describe.each(backends)('on $name', (backend) => {
  law(
    'a layer that responds over time weighs all spikes that it remembers by the weights of the day',
    [scenes],
    async (scene) => {
      const net = netOf(scene);
      const { monitors } = await play(backend, net, initial(net, { batch: rows }), scene.drive);
      const v = monitors['Y v']!;
      const want = arriving(scene, net);
      let sums: readonly number[] = times(rows * 4, 0);
      for (const [step, arrived] of want.entries()) {
        sums = sums.map((sum, place) => sum + arrived[place]!);
        expectNear(v.data.subarray(step * rows * 4, (step + 1) * rows * 4), sums, 2e-3);
      }
    },
    20,
  );
});

/** One neuron that remembers its one input for three steps, by 1/2 exp(-t/2). */
const one = (wiring: AnyWiring, model: AnyModel = csrm({ ...counter, responseWindow: 3 })): AnyNetwork =>
  orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([1], input()), Y: layer([1], model) }, (connect) => ({
      XY: connect('X', 'Y', wiring),
    })),
  );
const spike = (...spikes: readonly number[]): readonly Frame<Tensor>[] =>
  spikes.map((s) => ({ inputs: { X: tensor([1, 1], [s], 'bool') } }));
const weight = (value: number): Wiring<'w'> => dense(tensor([1, 1], [value]));
const voltages = async (net: AnyNetwork, state: AnyState, drive: readonly Frame<Tensor>[]) => {
  const ran = orThrow(await run(backends[0]!, net, state, drive, { v: monitor(net, 'Y', 'v', record()) }));
  return { v: Array.from((ran.monitors.v as Tensor).data), state: ran.state };
};

test('weights that are normalised between two runs count for the spikes before', async () => {
  const net = one(normalised(weight(4), 8));
  const first = await voltages(net, initial(net), spike(1, 0));
  expectNear(first.v, [0, 2], 1e-6);
  const second = await voltages(net, first.state, spike(0, 0, 0));
  const [a, b] = [Math.exp(-0.5), Math.exp(-1)];
  expectNear(second.v, [2 + 4 * a, 2 + 4 * a + 4 * b, 2 + 4 * a + 4 * b], 1e-5);
});

test('a bias counts in every step that is remembered, from the first step on', async () => {
  const net = one(biased(weight(0), 3));
  const gained = 3 * 0.5 * (1 + Math.exp(-0.5) + Math.exp(-1));
  expectNear((await voltages(net, initial(net), spike(0, 0, 0))).v, [gained, 2 * gained, 3 * gained], 1e-5);
});

test('a reset forgets the spikes, and a batch remembers them row by row', async () => {
  const net = one(weight(4));
  const { state } = await voltages(net, initial(net), spike(1));
  expect(Array.from(state.connections['XY']!['recent']!.data)).toStrictEqual([0, 0, 0]);
  const next = (await voltages(net, state, spike(0))).state;
  expect(Array.from(next.connections['XY']!['recent']!.data)).toStrictEqual([0, 0, 1]);
  const again = rested(net, next, { batch: 2 });
  expect(again.connections['XY']!['recent']!.shape).toStrictEqual([2, 3, 1]);
  expect(Array.from(again.connections['XY']!['recent']!.data)).toStrictEqual([0, 0, 0, 0, 0, 0]);
});

test('of max-pooling, what it passed on is remembered', async () => {
  const net = orThrow(
    network(
      { dt: 1 },
      { X: layer([1, 2], input()), Y: layer([1, 1], csrm({ ...counter, responseWindow: 2 })) },
      (connect) => ({ XY: connect('X', 'Y', maxPool({ kernel: 2, decay: 0.25 })) }),
    ),
  );
  const drive = [
    [1, 0],
    [1, 0],
    [0, 1],
    [0, 0],
    [0, 0],
  ].map((s): Frame<Tensor> => ({
    inputs: { X: tensor([1, 1, 2], s, 'bool') },
  }));
  const [now, later] = [0.5, 0.5 * Math.exp(-0.5)];
  const { v } = await voltages(net as unknown as AnyNetwork, initial(net), drive);
  // Rates are (1, 0), (1.75, 0), (1.31, 1): the second neuron's spike is not passed on.
  const [two, three] = [now + now + later, now + now + later + later];
  expectNear(v, [0, now, two, three, three], 1e-6);
});

test('what a layer takes in, by its weights and age, is what `summed` adds up', async () => {
  const net = one(weight(4), summed(csrm({ ...counter, responseWindow: 2 })));
  const [first, ...others] = spike(1, 0, 0);
  const drive = [{ inputs: { ...first!.inputs, Y: tensor([1, 1], [10]) } }, ...others];
  const ran = orThrow(await run(backends[0]!, net, initial(net), drive, { of: monitor(net, 'Y', 'summed', record()) }));
  const later = Math.exp(-0.5);
  expectNear(Array.from((ran.monitors.of as Tensor).data), [5, 5 + 5 * later + 2, 7 + 7 * later], 1e-5);
});

test('frozen, it responds as before', async () => {
  const net = one(weight(4));
  const want = await voltages(net, initial(net), spike(1, 1, 0, 0));
  expect((await voltages(frozen(net), initial(net), spike(1, 1, 0, 0))).v).toStrictEqual(want.v);
});

test('a connection that responded in one network responds at once in another', () => {
  const wire = one(weight(4)).connections['XY']!;
  const net = orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([1], input()), Y: layer([1], lif()) }, () => ({ XY: wire })),
  );
  expect(Object.keys(initial(net).connections['XY']!)).toStrictEqual(['w']);
  expect(net.connections['XY']!.response).toBeUndefined();
});
