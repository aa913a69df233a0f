import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  diehlAndCook2015,
  diehlAndCook2015v2,
  eager,
  explain,
  filled,
  frozen,
  increasingInhibitionNetwork,
  initial,
  locallyConnectedNetwork,
  orThrow,
  tensor,
  twoLayerNetwork,
  wasm,
  type AnyNetwork,
  type Faults,
  type Shape,
  type Tensor,
} from '../../src/index.js';
import { eagerAlgebra, normaliseWeights } from '../../src/authoring.js';
import { describe as describeNetwork, fromDescription, type Json } from '../../src/file.js';
import { wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { play, refused } from '../support/trials.js';
import { said } from '../saving/support/tried.js';

/** A matrix row by row, rounded to hundredths. */
const rowsOf = ({ shape, data }: Tensor): readonly (readonly number[])[] =>
  Array.from({ length: shape[0]! }, (_, row) =>
    Array.from(data.subarray(row * shape[1]!, (row + 1) * shape[1]!), (value) => Math.round(value * 100) / 100 + 0),
  );

const weightsOf = (net: AnyNetwork, name: string): Tensor => initial(net).connections[name]!['w']!;

describe('what the networks are made of', () => {
  test('inputs are drawn from 0.3 times uniform, by the seed', () => {
    const makers: readonly ((params: { inputs: Shape; seed?: number }) => E.Either<Faults, AnyNetwork>)[] = [
      twoLayerNetwork,
      diehlAndCook2015v2,
      increasingInhibitionNetwork,
    ];
    for (const make of makers) {
      const w = weightsOf(orThrow(make({ inputs: [10, 10] })), 'XY');
      expect(w.shape).toStrictEqual([100, 100]);
      expect(Math.min(...w.data)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...w.data)).toBeLessThan(0.3);
      expect(Math.max(...w.data)).toBeGreaterThan(0.299);
      expect(weightsOf(orThrow(make({ inputs: [10, 10], seed: 1 })), 'XY')).not.toStrictEqual(w);
    }
  });

  test('diehlAndCook2015: one to one, and all but one', () => {
    const net = orThrow(diehlAndCook2015({ inputs: [4], neurons: 3, exc: 20, inh: 7 }));
    expect(rowsOf(weightsOf(net, 'AeAi'))).toStrictEqual([
      [20, 0, 0],
      [0, 20, 0],
      [0, 0, 20],
    ]);
    expect(rowsOf(weightsOf(net, 'AiAe'))).toStrictEqual([
      [0, -7, -7],
      [-7, 0, -7],
      [-7, -7, 0],
    ]);
  });

  test('diehlAndCook2015v2: all but one, directly', () => {
    const net = orThrow(diehlAndCook2015v2({ inputs: [4], neurons: 2, inh: 7 }));
    expect(rowsOf(weightsOf(net, 'YY'))).toStrictEqual([
      [0, -7],
      [-7, 0],
    ]);
  });

  test('increasingInhibitionNetwork: the worked example of the specification, as inhibition and as it is', () => {
    const row = [1, 60.46, 85.09, 60.46, 71.71, 89.91, 85.09, 89.91, 101];
    const inhibiting = orThrow(increasingInhibitionNetwork({ inputs: [4], neurons: 9 }));
    const signed = orThrow(increasingInhibitionNetwork({ inputs: [4], neurons: 9, signed: true }));
    expect(rowsOf(weightsOf(signed, 'YY'))[0]).toStrictEqual(row);
    expect(rowsOf(weightsOf(inhibiting, 'YY'))[0]).toStrictEqual([0, ...row.slice(1).map((w) => -w)]);
    const map = orThrow(
      increasingInhibitionNetwork({ inputs: [4], neurons: 9, startInh: 10, maxInh: -40, signed: true }),
    );
    expect(rowsOf(weightsOf(map, 'YY'))[0]!.at(-1)).toBe(-30);
    expect(rowsOf(weightsOf(orThrow(increasingInhibitionNetwork({ inputs: [4], neurons: 1 })), 'YY'))).toStrictEqual([
      [0],
    ]);
  });

  test('increasingInhibitionNetwork: a grid that is not full', () => {
    const net = orThrow(increasingInhibitionNetwork({ inputs: [4], neurons: 5, startInh: 0, maxInh: 1 }));
    const far = Math.hypot(2, 1); // from (0, 1) to (2, 0)
    const row = [0, 1, 1, Math.SQRT2, 2].map((d) => -Math.round(100 * Math.sqrt(d / far)) / 100 + 0);
    expect(rowsOf(weightsOf(net, 'YY'))[0]).toStrictEqual(row);
  });

  test('locallyConnectedNetwork: fields by position, rivals at the same one', () => {
    const net = orThrow(locallyConnectedNetwork({ inputs: [3, 3], kernel: 2, stride: 1, filters: 2, inh: 5 }));
    const seen = rowsOf(weightsOf(net, 'XY'))[0]!.map((w) => w !== 0);
    expect(seen).toStrictEqual([true, false, false, false, true, false, false, false]);
    const fields = Array.from({ length: 8 }, (_, neuron) =>
      rowsOf(weightsOf(net, 'XY')).flatMap((row, pixel) => (row[neuron] === 0 ? [] : [pixel])),
    );
    expect(fields.slice(0, 4)).toStrictEqual([
      [0, 1, 3, 4],
      [1, 2, 4, 5],
      [3, 4, 6, 7],
      [4, 5, 7, 8],
    ]);
    expect(fields.slice(4)).toStrictEqual(fields.slice(0, 4));
    expect(rowsOf(weightsOf(net, 'YY'))[1]).toStrictEqual([0, 0, 0, 0, 0, -5, 0, 0]);
  });

  test('locallyConnectedNetwork: weights fill their bounds, also in images that are no squares', () => {
    const net = orThrow(
      locallyConnectedNetwork({ inputs: [2, 40], kernel: [2, 4], stride: [1, 4], filters: 20, wmin: 1, wmax: 3 }),
    );
    const inside = [...weightsOf(net, 'XY').data].filter((w) => w !== 0);
    expect(net.layers.Y.shape).toStrictEqual([200]);
    expect(inside).toHaveLength(200 * 8);
    expect(Math.min(...inside)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...inside)).toBeGreaterThan(2.9);
  });
});

test('a spike of Ae makes one of Ai a step later, and inhibits the others from the step after that', async () => {
  const net = orThrow(diehlAndCook2015({ inputs: [2], neurons: 2, wmax: 100, nu: [0, 0], exc: 22.5, inh: 3 }));
  const start = initial(net);
  const state = { ...start, connections: { ...start.connections, XAe: { w: tensor([2, 2], [50, 0, 0, 0]) } } };
  const drive = [1, 0, 0, 0, 0].map((s) => ({ inputs: { X: tensor([2], [s, 0], 'bool') } }));
  const { monitors } = await play(eager, net, state, drive);
  expect(Array.from(monitors['Ae s']!.data)).toStrictEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect(Array.from(monitors['Ai s']!.data)).toStrictEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
  expect(Array.from(monitors['Ae v']!.data).filter((_, k) => k % 2 === 1)).toStrictEqual([
    -65,
    -65,
    -65,
    -68,
    expect.closeTo(-65 - 3 * Math.exp(-0.01), 4),
  ]);
});

const all: readonly (readonly [string, (params: object) => E.Either<Faults, AnyNetwork>])[] = [
  ['twoLayerNetwork', (p) => twoLayerNetwork({ inputs: [4, 4], neurons: 8, ...p })],
  ['diehlAndCook2015', (p) => diehlAndCook2015({ inputs: [4, 4], neurons: 8, ...p })],
  ['diehlAndCook2015v2', (p) => diehlAndCook2015v2({ inputs: [4, 4], neurons: 8, ...p })],
  ['increasingInhibitionNetwork', (p) => increasingInhibitionNetwork({ inputs: [4, 4], neurons: 8, ...p })],
  [
    'locallyConnectedNetwork',
    (p) => locallyConnectedNetwork({ inputs: [4, 4], kernel: [2, 2], stride: 2, filters: 2, ...p }),
  ],
];

interface Described {
  readonly layers: object;
}

const traced = (of: object) => ({ model: { name: 'traced', params: { tau: 20, scale: 1, additive: false, of } } });
const membrane = { thresh: -52, rest: -65, refrac: 5, tau: 100 };
const leaky = { name: 'lif', params: { ...membrane, reset: -65 } };
const inhibitory = { name: 'lif', params: { rest: -60, reset: -45, thresh: -40, refrac: 2, tau: 10 } };
const adaptive = { name: 'adaptiveLif', params: { ...membrane, reset: -60, thetaPlus: 0.05, tauTheta: 1e7 } };
const competing = { name: 'oneSpike', params: { of: adaptive } };

describe.each(all)('%s', (name, make) => {
  const learned = (net: AnyNetwork): string => Object.keys(net.connections)[0]!;

  test('learns, over batches too, and normalises at the end', async () => {
    const low = name === 'twoLayerNetwork' ? {} : { excThresh: -64.5 };
    const net = orThrow(make({ norm: 3, nu: [1e-3, 1e-2], normaliseFirst: true, wmax: 5, over: 'sum', ...low }));
    const start = initial(net, { batch: 2 });
    const drive = Array.from({ length: 60 }, (_, t) => ({
      inputs: {
        X: tensor(
          [2, 16],
          Array.from({ length: 32 }, (__, i) => Number((t + i) % 3 === 0)),
          'bool',
        ),
      },
    }));
    const { state, monitors } = await play(eager, net, start, drive);
    const [before, after] = [start, state].map(({ connections }) => connections[learned(net)]!['w']!);
    expect(monitors[`${Object.keys(net.layers)[1]!} s`]!.data).toContain(1);
    expect(after!.data).not.toStrictEqual(before!.data);
    const column = Array.from({ length: 16 }, (_, i) => after!.data[i * 8]!).reduce((a, b) => a + b, 0);
    expect(column).toBeCloseTo(name === 'locallyConnectedNetwork' ? 12 : 3, 4);
  });

  test('asks how to join a batch that it is to learn from, and not one that it is only shown', async () => {
    const net = orThrow(make({}));
    const drive = [{ inputs: { X: filled([3, 16], 1, 'bool') } }];
    const ran = await refused(wasm, net, initial(net), drive);
    expect(ran.left.faults.map(explain)).toStrictEqual([
      `connection '${learned(net)}': over must be 'sum' (for up to about 4 rows, and as in BindsNET), 'mean' (for 16 or more), 'max' or a function to learn from 3 rows at once (docs/running.md, Batches), got 'single'`,
    ]);
    for (const allowed of [frozen(net), orThrow(make({ over: 'mean' }))])
      expect((await play(wasm, allowed, initial(allowed), drive)).state.layers['X']!['s']!.shape[0]).toBe(3);
    await play(wasm, net, initial(net), [{ inputs: { X: filled([1, 16], 1, 'bool') } }]);
  });

  law('can start as it is after normalising', [wholeIn(0, 99), wholeIn(1, 20)], (seed, norm) => {
    const usual = orThrow(make({ seed, norm, wmin: -1e3, wmax: 1e3 }));
    const first = orThrow(make({ seed, norm, wmin: -1e3, wmax: 1e3, normaliseFirst: true }));
    const want = normaliseWeights(eagerAlgebra, usual, initial(usual));
    expectSame(initial(first).connections[learned(first)]!, want.connections[learned(usual)]!);
  });

  test('has the neurons, the rule and the step of the specification', () => {
    const net = orThrow(make({ dt: 0.5, over: 'max', nu: [0.1, 0.2], wmin: -1, wmax: 2 }));
    const { layers } = describeNetwork(net) as unknown as Described;
    expect(net.dt).toBe(0.5);
    expect(layers).toMatchObject(
      name === 'twoLayerNetwork'
        ? { X: traced({ name: 'input', params: {} }), Y: traced(leaky) }
        : name === 'diehlAndCook2015'
          ? { X: traced({ name: 'input', params: {} }), Ae: traced(competing), Ai: { model: inhibitory } }
          : { X: traced({ name: 'input', params: {} }), Y: traced(competing) },
    );
    expect(Object.values(net.connections).map(({ rule }) => rule?.term)).toStrictEqual([
      {
        name: 'bounded',
        params: { min: -1, max: 2, of: { name: 'postPre', params: { nu: [0.1, 0.2], over: 'max' } } },
      },
      ...Object.keys(net.connections)
        .slice(1)
        .map(() => undefined),
    ]);
  });

  test('says what is wrong with its parameters, all of it, by their names', () => {
    const bad = { nu: 0.1, over: 'most', wmin: 2, norm: 0, dt: -1 };
    expect(said(make(bad)).slice(0, 5)).toStrictEqual([
      `${name}: nu must be a pair of rates, [pre, post], got 0.1`,
      `${name}: over must be 'sum', 'mean', 'max', 'single' or a function, got 'most'`,
      `${name}: norm must be positive and finite, got 0`,
      `${name}: dt must be positive and finite, got -1`,
      `${name}: wmin must be at most wmax (1), got 2`,
    ]);
    expect(said(make({ nu: [NaN, filled([2, 2], 1)] }))).toStrictEqual([
      `${name}: nu pre must be a finite number, got NaN`,
      `${name}: nu post must be a number or [16, 8], got [2, 2]`,
    ]);
    expect(said(make({ inputs: [4, 0] }))[0]).toBe(
      `${name}: inputs must be a shape of whole numbers of at least 1, got [4, 0]`,
    );
    expect(said(make({ wmin: NaN }))).toStrictEqual([`${name}: wmin must be a number, got NaN`]);
  });
});

test.each<readonly [string, object, string]>([
  ['twoLayerNetwork', { neurons: 0 }, 'neurons must be a whole number of at least 1, got 0'],
  ['diehlAndCook2015', { neurons: 1.5 }, 'neurons must be a whole number of at least 1, got 1.5'],
  ['diehlAndCook2015', { exc: -1 }, 'exc must be a finite number of at least 0, got -1'],
  ['diehlAndCook2015', { inh: Infinity }, 'inh must be a finite number of at least 0, got Infinity'],
  ['diehlAndCook2015', { inhThresh: NaN }, 'inhThresh must be a number, got NaN'],
  ['diehlAndCook2015', { excThresh: filled([3], -50) }, 'excThresh must be a number or [8], got [3]'],
  ['diehlAndCook2015v2', { neurons: -2 }, 'neurons must be a whole number of at least 1, got -2'],
  ['diehlAndCook2015v2', { inh: -1 }, 'inh must be a finite number of at least 0, got -1'],
  ['diehlAndCook2015v2', { tauTheta: 0 }, 'tauTheta must be positive, got 0'],
  ['increasingInhibitionNetwork', { neurons: NaN }, 'neurons must be a whole number of at least 1, got NaN'],
  ['increasingInhibitionNetwork', { thetaPlus: NaN }, 'thetaPlus must be a finite number, got NaN'],
  ['increasingInhibitionNetwork', { startInh: -1 }, 'startInh must be a finite number of at least 0, got -1'],
  ['increasingInhibitionNetwork', { maxInh: -40 }, 'maxInh must be a finite number of at least 0, got -40'],
  ['increasingInhibitionNetwork', { maxInh: NaN, signed: true }, 'maxInh must be a finite number, got NaN'],
  ['locallyConnectedNetwork', { filters: 0 }, 'filters must be a whole number of at least 1, got 0'],
  ['locallyConnectedNetwork', { inh: -1 }, 'inh must be a finite number of at least 0, got -1'],
  ['locallyConnectedNetwork', { kernel: 5 }, 'kernel must be no larger than the image [4, 4], got [5, 5]'],
  ['locallyConnectedNetwork', { stride: [1, 0] }, 'stride must be 2 whole numbers of at least 1, got [1, 0]'],
  ['locallyConnectedNetwork', { kernel: undefined }, 'kernel must be 2 whole numbers of at least 1, got nothing'],
  ['locallyConnectedNetwork', { excThresh: NaN }, 'excThresh must be a number, got NaN'],
])('%s refuses %o', (name, params, text) => {
  expect(said(new Map(all).get(name)!(params))).toStrictEqual([`${name}: ${text}`]);
});

describe('by name', () => {
  test.each(all)('%s is what its function makes', (name, make) => {
    const params = { inputs: [4, 4], norm: 7, wmax: 9, seed: 3, nu: [0.001, 0.02], over: 'mean' };
    const local = name === 'locallyConnectedNetwork';
    const json = { ...params, ...(local ? { kernel: [2, 2], stride: 2, filters: 2 } : { neurons: 8 }) };
    const named = orThrow(fromDescription({ network: { name, params: json } }));
    expect(describeNetwork(named)).toStrictEqual(describeNetwork(orThrow(make(params))));
    const still = orThrow(fromDescription({ learning: false, network: { name, params: json } }));
    expect([named, still].map((net) => Object.values(net.connections)[0]!.rule!.rewarded)).toStrictEqual([
      undefined,
      false,
    ]);
  });

  test.each<readonly [string, string, { readonly [name: string]: Json }, object]>([
    ['TwoLayerNetwork', 'twoLayerNetwork', { n_inpt: 16, n_neurons: 8, wmax: 2 }, { wmax: 2 }],
    [
      'DiehlAndCook2015',
      'diehlAndCook2015',
      {
        n_inpt: 16,
        n_neurons: 8,
        exc: 20,
        inh: 9,
        theta_plus: 0.1,
        tc_theta_decay: 1e5,
        exc_thresh: -53,
        inh_thresh: -41,
      },
      { exc: 20, inh: 9, thetaPlus: 0.1, tauTheta: 1e5, excThresh: -53, inhThresh: -41 },
    ],
    ['DiehlAndCook2015v2', 'diehlAndCook2015v2', { n_inpt: 16, n_neurons: 8, inh: 9, norm: null }, { inh: 9 }],
    [
      'IncreasingInhibitionNetwork',
      'increasingInhibitionNetwork',
      { n_input: 16, n_neurons: 8, start_inhib: 10, max_inhib: -40, reduction: 'max', dt: 0.5, wmin: -1 },
      { startInh: 10, maxInh: -40, signed: true, over: 'max', dt: 0.5, wmin: -1 },
    ],
    [
      'LocallyConnectedNetwork',
      'locallyConnectedNetwork',
      { n_inpt: 16, input_shape: [4, 4], kernel_size: 2, stride: [2, 2], n_filters: 2, nu: 0.1 },
      { nu: [0.1, 0.1] },
    ],
  ])('%s of BindsNET is ours, its connections named by their ends', (model, name, theirs, ours) => {
    const got = orThrow(fromDescription({ compat: 'bindsnet', model, params: theirs }));
    const want = orThrow(new Map(all).get(name)!({ inputs: [4, 4], over: 'sum', ...ours }));
    expect(Object.keys(got.connections)).toStrictEqual(
      Object.values(want.connections).map(({ from, to }) => `${from}>${to}`),
    );
    expect(got.layers['X']!.shape).toStrictEqual([16]);
    const layersOf = (net: AnyNetwork) => ({ ...(describeNetwork(net) as { layers: object }).layers, X: 0 });
    // Theirs count refractory times as float32 does.
    const counted = (part: unknown): unknown =>
      typeof part === 'object' && part !== null && !Array.isArray(part)
        ? Object.fromEntries(
            Object.entries(part).map(([field, value]) => [
              field,
              field === 'params' && 'rest' in value ? { ...value, countdown: 'float32' } : counted(value),
            ]),
          )
        : part;
    expect(layersOf(got)).toStrictEqual(counted(layersOf(want)));
    expect(Object.values(initial(got).connections)).toStrictEqual(Object.values(initial(want).connections));
    expect(Object.values(got.connections).map(({ rule }) => rule?.term)).toStrictEqual(
      Object.values(want.connections).map(({ rule }) => rule?.term),
    );
    expect(got.dt).toBe(want.dt);
    const still = orThrow(fromDescription({ compat: 'bindsnet', learning: false, model, params: theirs }));
    expect(Object.values(still.connections)[0]!.rule!.rewarded).toBe(false);
  });

  test('weights that are given take the place of those it would start with, and signs count where they do there', () => {
    const w = (shape: readonly number[], value: number): Json => ({
      shape,
      dtype: 'f32',
      data: Buffer.from(new Float32Array(shape.reduce((a, b) => a * b)).fill(value).buffer).toString('base64'),
    });
    const net = orThrow(
      fromDescription({
        compat: 'bindsnet',
        model: 'LocallyConnectedNetwork',
        params: { n_inpt: 6, input_shape: [2, 3], kernel_size: 2, stride: 1, n_filters: 1, inpt_shape: [2, 3] },
        weights: { 'X>Y': w([6, 2], 0.5), 'Y>Y': w([2, 2], -4) },
      }),
    );
    expect(rowsOf(weightsOf(net, 'X>Y'))).toStrictEqual([
      [0.5, 0],
      [0.5, 0.5],
      [0, 0.5],
      [0.5, 0],
      [0.5, 0.5],
      [0, 0.5],
    ]);
    expect(rowsOf(weightsOf(net, 'Y>Y'))).toStrictEqual([
      [-4, -4],
      [-4, -4],
    ]);
    expect(net.layers['X']!.shape).toStrictEqual([2, 3]);
    expect(net.connections['X>Y']!.connection.term.params).toMatchObject({ signed: true });
  });

  test.each<readonly [{ readonly [name: string]: Json }, string]>([
    [{ model: 'Brain' }, 'model must be one of TwoLayerNetwork'],
    [{ model: 'TwoLayerNetwork', params: { n_inpt: 4, exc: 1 } }, "unknown field 'exc' of TwoLayerNetwork"],
    [
      { model: 'TwoLayerNetwork', params: { n_inpt: 4 }, layers: [] },
      "unknown field 'layers' of description: one of model, params, weights",
    ],
    [{ model: 'TwoLayerNetwork', params: {} }, 'inpt_shape must be a shape of n_inpt (null) neurons, got [null]'],
    [
      { model: 'TwoLayerNetwork', params: { n_inpt: 4, inpt_shape: [3] } },
      'must be a shape of n_inpt (4) neurons, got [3]',
    ],
    [{ model: 'TwoLayerNetwork', params: { n_inpt: 4, n_neurons: 0 } }, 'n_neurons of TwoLayerNetwork must be a whole'],
    [
      { model: 'TwoLayerNetwork', params: { n_inpt: 4, nu: 'x' } },
      'nu of TwoLayerNetwork must be a number or a tensor',
    ],
    [{ model: 'TwoLayerNetwork', params: { n_inpt: 4 }, weights: { 'X>Z': 0 } }, "unknown field 'X>Z' of"],
    [{ model: 'LocallyConnectedNetwork', params: { n_inpt: 4 } }, 'input_shape must be a shape of n_inpt (4) neurons'],
    [
      { model: 'IncreasingInhibitionNetwork', params: { n_inpt: 4 } },
      "unknown field 'n_inpt' of IncreasingInhibitionNetwork",
    ],
  ])('%o is refused', (json, text) => {
    expect(said(fromDescription({ compat: 'bindsnet', ...json })).join('\n')).toContain(text);
  });
});
