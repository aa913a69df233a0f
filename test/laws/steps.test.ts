import { describe, expect, test } from 'vitest';
import {
  dense,
  eager,
  filled,
  initial,
  input,
  layer,
  lif,
  monitor,
  network,
  orThrow,
  record,
  run,
  tensor,
  type Arrival,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import type { Model } from '../../src/authoring.js';

/** A neuron that adds its input to `v`, and never spikes by itself. */
const adding = (): Model<'v' | 's'> => ({
  term: { name: 'adding', params: {} },
  init: { v: 0, s: false },
  step: (A, { v }, current) => ({ v: A.add(v, current), s: A.gt(v, 1e9) }),
});

const ones = (...on: readonly number[]): Tensor =>
  tensor(
    [3],
    [0, 1, 2].map((k) => (on.includes(k) ? 1 : 0)),
    'bool',
  );

describe('a step, by hand', () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([3], input()), Y: layer([2], adding()) }, (connect) => ({
      XY: connect('X', 'Y', dense(tensor([3, 2], [1, 10, 2, 20, 4, 40]))),
    })),
  );
  const after = async (...frames: readonly Frame<Tensor, 'X' | 'Y', 'XY'>[]) => {
    const { state } = orThrow(await run(eager, net, initial(net), frames));
    const { X, Y } = state.layers;
    return { x: Array.from(X.s.data), v: Array.from(Y.v.data), s: Array.from(Y.s.data), noise: state.noise.data[2] };
  };
  const spikes = { X: ones(0, 2) };

  test.each<readonly [string, readonly Frame<Tensor, 'X' | 'Y', 'XY'>[], object]>([
    ['nothing happens without input', [{}], { x: [0, 0, 0], v: [0, 0], s: [0, 0], noise: 1 }],
    ['spikes of a step', [{ inputs: spikes }], { x: [1, 0, 1], v: [0, 0], s: [0, 0], noise: 1 }],
    [
      'arrive in the next, each with its weights',
      [{ inputs: spikes }, {}],
      { x: [0, 0, 0], v: [5, 50], s: [0, 0], noise: 2 },
    ],
    [
      'with the input',
      [{ inputs: spikes }, { inputs: { Y: tensor([2], [0.5, -1]) } }],
      { x: [0, 0, 0], v: [5.5, 49], s: [0, 0], noise: 2 },
    ],
    [
      'voltage is injected',
      [{ inject: { Y: tensor([2], [3, 4]) } }, {}],
      { x: [0, 0, 0], v: [3, 4], s: [0, 0], noise: 2 },
    ],
    [
      'neurons are clamped',
      [{ clamp: { Y: tensor([1], [1], 'i32') } }],
      { x: [0, 0, 0], v: [0, 0], s: [0, 1], noise: 1 },
    ],
    [
      'unclamping is stronger than clamping, and than input',
      [
        {
          inputs: spikes,
          clamp: { X: ones(1), Y: tensor([2], [1, 1], 'bool') },
          unclamp: { X: ones(0), Y: tensor([1], [0], 'i32') },
        },
        {},
      ],
      { x: [0, 0, 0], v: [6, 60], s: [0, 0], noise: 2 },
    ],
    [
      'a mask takes weights away, from the next step on',
      [{ inputs: spikes, masks: { XY: tensor([3, 2], [1, 0, 0, 0, 0, 1], 'bool') } }, {}],
      { x: [0, 0, 0], v: [4, 10], s: [0, 0], noise: 2 },
    ],
  ])('%s', async (_, frames, want) => {
    expect(await after(...frames)).toEqual(want);
  });
});

test.each<readonly [Arrival, readonly ('A' | 'B' | 'C')[], readonly number[]]>([
  ['next step', ['A', 'B', 'C'], [0, 1, 2]],
  ['next step', ['C', 'B', 'A'], [0, 1, 2]],
  ['same step', ['A', 'B', 'C'], [0, 0, 0]],
  ['same step', ['C', 'A', 'B'], [0, 0, 1]],
  ['same step', ['C', 'B', 'A'], [0, 1, 2]],
  ['same step, dropping inputs', ['A', 'B', 'C'], [0, 0, 0]],
])(
  'with arrival in the %s, and layers in the order %j, a spike reaches A, B and C in steps %j',
  async (arrival, order, steps) => {
    const layers = { A: layer([1], input()), B: layer([1], lif()), C: layer([1], lif()) };
    const net = orThrow(
      network(
        { dt: 1, arrival },
        Object.fromEntries(order.map((name) => [name, layers[name]])) as typeof layers,
        (connect) => ({
          AB: connect('A', 'B', dense(filled([1, 1], 100))),
          BC: connect('B', 'C', dense(filled([1, 1], 100))),
        }),
      ),
    );
    const drive = [{ inputs: { A: filled([1], 1, 'bool') } }, {}, {}, {}];
    const watching = {
      A: monitor(net, 'A', 's', record()),
      B: monitor(net, 'B', 's', record()),
      C: monitor(net, 'C', 's', record()),
    };
    const { A, B, C } = orThrow(await run(eager, net, initial(net), drive, watching)).monitors;
    expect([A, B, C].map(({ data }) => data.indexOf(1))).toEqual(steps);
  },
);
