import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explain, initial, orThrow, type AnyNetwork, type Shape } from '../../src/index.js';
import { describe as written, fromDescription, type Json } from '../../src/file.js';

import { times } from '../models/support/life.js';

type Fields = { readonly [name: string]: Json };

const tensorJson = (shape: Shape, values: readonly number[], dtype: 'f32' | 'i32' | 'bool' = 'f32'): Json => {
  const data = { f32: Float32Array, i32: Int32Array, bool: Uint8Array }[dtype].from(values);
  return { shape, dtype, data: Buffer.from(data.buffer).toString('base64') };
};

/** A layer of a class with some parameters, as our terms have it: the model's parameters, its wrappers' and the shape. */
const layerOf = (model: string, params: Fields, more: Fields = {}): Fields => {
  const net = orThrow(fromDescription({ compat: 'bindsnet', layers: [{ name: 'Y', model, params, ...more }] }));
  const { shape, model: outer } = (written(net) as unknown as { layers: { Y: { shape: Json; model: Term } } }).layers.Y;
  return { shape, ...flat(outer) };
};

interface Term {
  readonly name: string;
  readonly params: Fields & { readonly of?: unknown };
}

/** All parameters of a term and of what it wraps; `lif`, `traced` and so on are true. */
const flat = ({ name, params: { of, ...params } }: Term): Fields => ({
  ...(of === undefined ? {} : flat(of as Term)),
  ...params,
  [name]: true,
});

/** Their name of a parameter, ours, and a number for it. */
type Row = readonly [theirs: string, ours: string, value: number];

const spiking: readonly Row[] = [
  ['thresh', 'thresh', -50],
  ['reset', 'reset', -70],
  ['refrac', 'refrac', 3],
  ['lbound', 'lbound', -80],
];
const membrane: readonly Row[] = [...spiking, ['rest', 'rest', -66], ['tc_decay', 'tau', 40]];
const threshold: readonly Row[] = [
  ['theta_plus', 'thetaPlus', 0.5],
  ['tc_theta_decay', 'tauTheta', 1000],
];
const traces: readonly Row[] = [
  ['tc_trace', 'tau of the trace', 30],
  ['trace_scale', 'scale', 2],
];

/** Every class of neurons with its documented parameters that are numbers, each of which may be one for each neuron. */
const classes: Readonly<Record<string, readonly Row[]>> = {
  Input: [],
  McCullochPitts: [['thresh', 'thresh', 2]],
  IFNodes: spiking,
  LIFNodes: membrane,
  BoostedLIFNodes: [
    ['thresh', 'thresh', 9],
    ['refrac', 'refrac', 3],
    ['tc_decay', 'tau', 40],
  ],
  CurrentLIFNodes: [...membrane, ['tc_i_decay', 'tauCurrent', 4]],
  AdaptiveLIFNodes: [...membrane, ...threshold],
  DiehlAndCookNodes: [...membrane, ...threshold],
  SRM0Nodes: [...membrane, ['eps_0', 'eps0', 2], ['rho_0', 'rho0', 3], ['d_thresh', 'dThresh', 4]],
  IzhikevichNodes: [
    ['thresh', 'thresh', 40],
    ['rest', 'rest', -66],
    ['lbound', 'lbound', -80],
  ],
  CSRMNodes: [
    ['thresh', 'thresh', -50],
    ['rest', 'rest', -66],
    ['lbound', 'lbound', -80],
    ['tc_decay', 'tau', 40],
    ...threshold,
  ],
};

/** What can only be one number. */
const single: Readonly<Record<string, readonly Row[]>> = {
  CSRMNodes: [
    ['tau', 'tauKernel', 3],
    ['res_window_size', 'responseWindow', 7],
    ['ref_window_size', 'refractoryWindow', 6],
    ['reset_const', 'resetConst', 30],
  ],
};

const ours = (of: Fields, name: string): Json | undefined => of[name === 'tau of the trace' ? 'tau' : name];

describe.each(Object.keys(classes))('%s', (model) => {
  const rows = classes[model]!;
  const several = rows.map((row) => [...row] as const);

  test.each(several)('takes %s, as %s: a number, a tensor of one, one for each neuron, null', (theirs, name, value) => {
    const given = (x: Json): Json | undefined => ours(layerOf(model, { n: 3, [theirs]: x }), name);
    expect(given(value)).toBe(value);
    expect(given(tensorJson([], [value]))).toBe(Math.fround(value));
    expect(given(tensorJson([1], [value]))).toBe(Math.fround(value));
    expect(given(tensorJson([], [Math.round(value)], 'i32'))).toBe(Math.round(value));
    const each = [value, value + 1, value + 2];
    expect(given(tensorJson([3], each))).toStrictEqual(tensorJson([3], each));
    expect(given(tensorJson([1, 3], each))).toStrictEqual(tensorJson([3], each));
    expect(given(null)).toStrictEqual(ours(layerOf(model, { n: 3 }), name));
  });

  test.each((single[model] ?? []).map((row) => [...row] as const))('takes %s, as %s', (theirs, name, value) => {
    const given = (x: Json): Json | undefined => ours(layerOf(model, { n: 3, [theirs]: x }), name);
    expect([given(value), given(tensorJson([], [value])), given(tensorJson([1], [value]))]).toEqual([
      value,
      value,
      value,
    ]);
  });

  test('has a shape by n, by shape, or by both', () => {
    expect(layerOf(model, { n: 6 })['shape']).toEqual([6]);
    expect(layerOf(model, { shape: [2, 3] })['shape']).toEqual([2, 3]);
    expect(layerOf(model, { n: 6, shape: [2, 3] })['shape']).toEqual([2, 3]);
    expect(layerOf(model, { n: tensorJson([], [6], 'i32') })['shape']).toEqual([6]);
    expect(saidOfLayer(model, { n: 5, shape: [2, 3] })).toEqual([
      "description: n of layer 'Y' must be 6, the product of shape [2, 3], got 5",
    ]);
    expect(saidOfLayer(model, {})).toEqual([
      "description: n of layer 'Y' must be a whole number of at least 1, or shape given, got nothing",
    ]);
    expect(saidOfLayer(model, { shape: [2, 0] })).toEqual([
      "description: shape of layer 'Y' must be whole numbers of at least 1, got [2, 0]",
    ]);
  });

  test('keeps traces and sums as every class does', () => {
    const bare = layerOf(model, { n: 2, traces: false, sum_input: false, tc_trace: 30 });
    expect([bare['traced'], bare['summed']]).toEqual([undefined, undefined]);
    for (const [theirs, name, value] of traces)
      expect(ours(layerOf(model, { n: 2, traces: true, [theirs]: tensorJson([], [value]) }), name)).toBe(value);
    expect(layerOf(model, { n: 2, traces: true })).toMatchObject({ traced: true, additive: false, scale: 1 });
    expect(layerOf(model, { n: 2, traces: true, traces_additive: true })['additive']).toBe(true);
    expect(layerOf(model, { n: 2, sum_input: true })['summed']).toBe(true);
    expect(saidOfLayer(model, { n: 2, traces: 'yes' })).toEqual([
      "description: traces of layer 'Y' must be true or false, got 'yes'",
    ]);
  });

  test('takes what has no effect on numbers, and nothing unknown', () => {
    const plain = layerOf(model, { n: 2 });
    expect(layerOf(model, { n: 2, learning: true, device: 'cpu' })).toStrictEqual(plain);
    // Its network's `learning` takes the place of a layer's when it is added.
    expect(layerOf(model, { n: 2, learning: false })).toStrictEqual(plain);
    expect(saidOfLayer(model, { n: 2, tresh: 1 })).toEqual([
      expect.stringMatching(/^description: unknown field 'tresh' of layer 'Y': one of n, shape, .*$/),
    ]);
  });
});

test('parameters that classes document and do not have are taken', () => {
  expect(layerOf('BoostedLIFNodes', { n: 1, reset: -3 })).toStrictEqual(layerOf('BoostedLIFNodes', { n: 1 }));
  expect(layerOf('CSRMNodes', { n: 1, refrac: 3 })).toStrictEqual(layerOf('CSRMNodes', { n: 1 }));
});

test('one spike a step can be switched off', () => {
  expect(layerOf('DiehlAndCookNodes', { n: 2 })['oneSpike']).toBe(true);
  expect(layerOf('DiehlAndCookNodes', { n: 2, one_spike: false })['oneSpike']).toBeUndefined();
  expect(layerOf('DiehlAndCookNodes', { n: 2 }, { state: { theta: tensorJson([2], [1, 2]) } })['theta']).toEqual(
    tensorJson([2], [1, 2]),
  );
});

test.each([
  ['AlphaKernel', 'alpha'],
  ['AlphaKernelSLAYER', 'alphaSlayer'],
  ['LaplacianKernel', 'laplacian'],
  ['ExponentialKernel', 'exponential'],
  ['RectangularKernel', 'rectangular'],
  ['TriangularKernel', 'triangular'],
])('CSRMNodes take %s', (theirs, name) => {
  const params = { n: 1, responseKernel: theirs, refractoryKernel: 'EtaKernel' };
  expect(layerOf('CSRMNodes', params)).toMatchObject({ response: name, leakTo: 0 });
});

test('kernels that there are not are refused', () => {
  expect(saidOfLayer('CSRMNodes', { n: 1, responseKernel: 'Alpha', refractoryKernel: 'ZetaKernel' })).toEqual([
    "description: unknown responseKernel 'Alpha' of layer 'Y': one of AlphaKernel, AlphaKernelSLAYER, LaplacianKernel, ExponentialKernel, RectangularKernel, TriangularKernel",
    "description: unknown refractoryKernel 'ZetaKernel' of layer 'Y': one of EtaKernel",
  ]);
});

test.each([{ n: 6 }, { shape: [2, 3] }, { n: 6, shape: [6] }])('IzhikevichNodes of %j draw every neuron', (params) => {
  const made = (excitatory: Json): Fields => layerOf('IzhikevichNodes', { ...params, excitatory });
  expect((made(0.5)['a'] as { shape: Json }).shape).toEqual((params as { shape?: Json }).shape ?? [6]);
  expect((made(0.5)['lateral'] as { shape: Json }).shape).toEqual([6, 6]);
  expect(made(1)).not.toEqual(made(0.5));
  expect(made(7)).toEqual(made(1));
  expect(made(-1)).toEqual(made(0));
  expect(made(tensorJson([], [0.5]))).toEqual(made(0.5));
  expect(saidOfLayer('IzhikevichNodes', { ...params, excitatory: 'half' })).toEqual([
    "description: excitatory of layer 'Y' must be a number, got 'half'",
  ]);
});

test('what IzhikevichNodes would draw may be put in place', () => {
  const one = { a: 0.02, b: 0.2, c: -65, d: 8, S: 0.5, r: 0.1, excitatory: 1 };
  const state = Object.fromEntries(
    Object.entries(one).map(([name, value]) => [name, tensorJson(name === 'S' ? [1, 1] : [1], [value])]),
  );
  expect(layerOf('IzhikevichNodes', { n: 1 }, { state })).toMatchObject({
    ...Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, Math.fround(one[name as 'a'])])),
    lateral: tensorJson([1, 1], [0.5]),
  });
});

const saidOf = (description: Fields): readonly string[] => {
  const read = fromDescription({ compat: 'bindsnet', ...description });
  return E.isLeft(read) ? read.left.map(explain) : [];
};

function saidOfLayer(model: string, params: Fields): readonly string[] {
  return saidOf({ layers: [{ name: 'Y', model, params }] });
}

/** Layers for a class of connections, and what it has to be told. */
interface Joined {
  readonly from: Shape;
  readonly to: Shape;
  readonly params: Fields;
  readonly w: Shape;
  readonly target?: string;
}

const connections: Readonly<Record<string, Joined>> = {
  Connection: { from: [4], to: [3], params: {}, w: [4, 3] },
  SparseConnection: { from: [4], to: [3], params: {}, w: [4, 3] },
  Conv1dConnection: { from: [1, 5], to: [2, 4], params: { kernel_size: 2 }, w: [2, 1, 2] },
  Conv2dConnection: { from: [1, 3, 3], to: [2, 2, 2], params: { kernel_size: 2 }, w: [2, 1, 2, 2] },
  Conv3dConnection: { from: [1, 3, 3, 2], to: [2, 2, 2, 1], params: { kernel_size: [2, 2, 2] }, w: [2, 1, 2, 2, 2] },
  LocalConnection: { from: [9], to: [8], params: { kernel_size: 2, stride: 1, n_filters: 2 }, w: [9, 8] },
  LocalConnection1D: { from: [1, 5], to: [2, 4], params: { kernel_size: 2, stride: 1, n_filters: 2 }, w: [1, 8, 2] },
  LocalConnection2D: { from: [1, 3, 3], to: [8], params: { kernel_size: 2, stride: 1, n_filters: 2 }, w: [1, 8, 4] },
  LocalConnection3D: { from: [1, 3, 3, 2], to: [8], params: { kernel_size: 2, stride: 1, n_filters: 2 }, w: [1, 8, 8] },
  MeanFieldConnection: { from: [4], to: [3], params: {}, w: [1] },
};

const joinedBy = (model: string, { from, to, target }: Joined, params: Fields): Fields => ({
  layers: [
    { name: 'X', model: 'Input', params: { shape: from, traces: true, traces_additive: true } },
    { name: 'Y', model: target ?? 'LIFNodes', params: { shape: to, traces: true } },
  ],
  connections: [{ source: 'X', target: 'Y', model, params }],
});

const netOf = (model: string, joined: Joined, params: Fields = {}): AnyNetwork =>
  orThrow(fromDescription({ compat: 'bindsnet', ...joinedBy(model, joined, { ...joined.params, ...params }) }));
const saidOfParams = (model: string, params: Fields): readonly string[] =>
  saidOf(joinedBy(model, connections[model]!, { ...connections[model]!.params, ...params }));

const weightsOf = (net: AnyNetwork): readonly number[] => Array.from(initial(net).connections['X>Y']!['w']!.data);
const wireOf = (net: AnyNetwork): { readonly connection: Fields; readonly rule: Fields } => {
  const wire = (written(net) as unknown as { connections: Readonly<Record<string, { connection: Term; rule?: Term }>> })
    .connections['X>Y']!;
  return { connection: flat(wire.connection), rule: wire.rule === undefined ? {} : flat(wire.rule) };
};
const size = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

describe.each(Object.keys(connections))('%s', (model) => {
  const joined = connections[model]!;
  const many = size(joined.w);
  /** Of a local connection in a flat image, weights outside the fields are 0. */
  const seen = (w: readonly number[]): readonly number[] =>
    w.filter((value) => model !== 'LocalConnection' || value !== 0);

  test('takes null and words without effect on numbers wherever it takes anything', () => {
    const nothing = ['w', 'b', 'norm', 'wmin', 'wmax', 'weight_decay', 'nu', 'reduction', 'update_rule', 'Dales_rule'];
    const params = { ...Object.fromEntries(nothing.map((name) => [name, null])), w_dtype: 'float32', device: 'cpu' };
    expect(written(netOf(model, joined, params))).toStrictEqual(written(netOf(model, joined)));
    expect(saidOfParams(model, { w_dtype: 32, strange: 1 })).toEqual([
      expect.stringMatching(/^description: unknown field 'strange' of connection 'X>Y': one of w, b, .*$/),
      "description: w_dtype of connection 'X>Y' must be a word, or null, got 32",
    ]);
  });

  test('draws weights within bounds: scaled to two, clamped to one, without a rule too', () => {
    const free = seen(weightsOf(netOf(model, joined)));
    expect(free.every((w) => w >= (model === 'MeanFieldConnection' ? -1 : 0) && w < 1)).toBe(true);
    const two = seen(weightsOf(netOf(model, joined, { wmin: 0.25, wmax: 0.5 })));
    expect(two.every((w) => w >= 0.25 && w <= 0.5)).toBe(true);
    expect(two.some((w) => w !== 0.25 && w !== 0.5)).toBe(true);
    // Theirs clamp local weights to two bounds, too.
    expect(two.some((w) => w === 0.25)).toBe(/LocalConnection\dD/.test(model));
    const lows = Array.from({ length: many }, (_, k) => k + 1);
    const each = {
      wmin: tensorJson(joined.w, lows),
      wmax: tensorJson(
        joined.w,
        lows.map((low) => low + 0.5),
      ),
    };
    const own = weightsOf(netOf(model, joined, each));
    expect(own.filter((w, k) => !(w >= k + 1 && w <= k + 1.5) && !(model === 'LocalConnection' && w === 0))).toEqual(
      [],
    );
    const least = 2;
    for (const params of [{ wmin: least }, { wmin: tensorJson([], [least]) }, { wmin: least, weight_decay: 0.5 }])
      expect(seen(weightsOf(netOf(model, joined, params))).every((w) => w === least)).toBe(true);
    expect(saidOfParams(model, { wmax: 'much' })).toEqual([
      "description: wmax of connection 'X>Y' must be a number or a tensor, got 'much'",
    ]);
  });

  test('brings weights that are given into bounds', () => {
    const w = tensorJson(
      joined.w,
      Array.from({ length: many }, (_, k) => k - 2),
    );
    const whole = tensorJson(
      joined.w,
      Array.from({ length: many }, (_, k) => k - 2),
      'i32',
    );
    const want = Array.from({ length: many }, (_, k) => Math.max(k - 2, 0.5));
    for (const given of [w, whole]) {
      const got = weightsOf(netOf(model, joined, { w: given, wmin: 0.5 }));
      expect(got.filter((value, k) => value !== want[k] && !(model === 'LocalConnection' && value === 0))).toEqual([]);
    }
    const upper = tensorJson(joined.w, times(many, -1));
    expect(seen(weightsOf(netOf(model, joined, { w, wmax: upper }))).every((value) => value <= -1)).toBe(true);
  });

  test('takes a bias, a norm, a decay and a sign', () => {
    const b = tensorJson(
      [joined.to[0]!],
      Array.from({ length: joined.to[0]! }, (_, k) => k),
    );
    expect(wireOf(netOf(model, joined, { b })).connection).toMatchObject({ biased: true, b });
    expect(wireOf(netOf(model, joined, { b: tensorJson([1], [2]) })).connection).toMatchObject({ b: 2 });
    const cells = model === 'LocalConnection' ? 4 : 1;
    for (const norm of [3, tensorJson([], [3])])
      expect(wireOf(netOf(model, joined, { norm })).connection).toMatchObject({ normalised: true, norm: 3 * cells });
    for (const weight_decay of [0.125, tensorJson([1], [0.125])])
      expect(wireOf(netOf(model, joined, { weight_decay })).rule).toMatchObject({ decaying: true, rate: 0.125 });
    expect(wireOf(netOf(model, joined, { weight_decay: 0 })).rule).toEqual({});
    expect(saidOfParams(model, { weight_decay: 1.5 })).toEqual([
      "description: weight_decay of connection 'X>Y' must be in [0, 1], got 1.5",
    ]);
    // Without a rule weights that fade may leave their bounds.
    expect(wireOf(netOf(model, joined, { weight_decay: 0.125, wmin: 0.5 })).rule['bounded']).toBeUndefined();
    const signed = /Conv|Local/.test(model);
    expect(wireOf(netOf(model, joined, { norm: 3 })).connection['signed']).toBe(signed);
    expect(wireOf(netOf(model, joined, { Dales_rule: true })).connection).toMatchObject({ sign: 'excitatory' });
    expect(wireOf(netOf(model, joined, { Dales_rule: false })).connection).toMatchObject({ sign: 'inhibitory' });
  });

  const bounds = { wmin: 0, wmax: 1 };
  const windows = { tc_plus: 11, tc_minus: 12, a_plus: 2, a_minus: -3 };
  const learned = { tauPlus: 11, tauMinus: 12, aPlus: 2, aMinus: -3 };
  test.each<readonly [rule: string, params: Fields, ours: Fields]>([
    ['PostPre', {}, { postPre: true, nu: [0.25, 0.5] }],
    ['WeightDependentPostPre', bounds, { weightDependentPostPre: true, nu: [0.25, 0.5], min: 0, max: 1 }],
    ['Hebbian', {}, { hebbian: true, nu: [0.25, 0.5] }],
    ['MSTDP', windows, { mstdp: true, nu: 0.25, ...learned }],
    ['MSTDPET', { ...windows, tc_e_trace: 13 }, { mstdpet: true, nu: 0.25, ...learned, tauEligibility: 13 }],
    ['Rmax', { tc_c: 14, tc_e_trace: 15 }, { rmax: true, nu: 0.25, tauC: 14, tauEligibility: 15 }],
  ])('learns by %s with all that it takes', (update_rule, params, want) => {
    const target = update_rule === 'Rmax' ? { target: 'SRM0Nodes' } : {};
    const ruleOf = (more: Fields) =>
      wireOf(netOf(model, { ...joined, ...target }, { update_rule, ...params, ...more })).rule;
    const scalars = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, tensorJson([], [value as number])]),
    );
    for (const more of [{}, scalars])
      for (const nu of [
        [0.25, 0.5],
        [tensorJson([], [0.25]), tensorJson([1], [0.5])],
      ])
        expect(ruleOf({ nu, ...more })).toMatchObject({ ...want, over: 'sum' });
    for (const reduction of ['sum', 'mean', 'max']) expect(ruleOf({ nu: 0.25, reduction })['over']).toBe(reduction);
    expect(saidOfParams(model, { update_rule, reduction: 'median' })).toContain(
      "description: unknown reduction 'median' of connection 'X>Y': one of sum, mean, max",
    );
  });

  test('refuses what its rule does not know, in a clean list', () => {
    expect(saidOfParams(model, { update_rule: 'PostPre', tc_plus: 3 })).toEqual([
      "description: unknown parameter 'tc_plus' of PostPre of connection 'X>Y': one of nu, reduction",
    ]);
    expect(saidOfParams(model, { tc_c: 3, reduction: 'most' })).toEqual([
      "description: unknown parameter 'tc_c' of NoOp of connection 'X>Y': one of nu, reduction",
      "description: unknown reduction 'most' of connection 'X>Y': one of sum, mean, max",
    ]);
    expect(saidOfParams(model, { update_rule: 'STDP' })).toEqual([
      "description: unknown update_rule 'STDP' of connection 'X>Y': one of NoOp, PostPre, WeightDependentPostPre, Hebbian, MSTDP, MSTDPET, Rmax",
    ]);
  });
});

test.each(['Conv1dConnection', 'Conv2dConnection', 'Conv3dConnection'])(
  '%s takes a stride, a padding and a dilation',
  (model) => {
    const { from, params } = connections[model]!;
    const axes = from.length - 1;
    for (const of of [1, times(axes, 1)])
      expect(
        wireOf(netOf(model, connections[model]!, { ...params, stride: of, dilation: of, padding: 0 })).connection,
      ).toMatchObject({ stride: of, dilation: of, padding: 0 });
  },
);

test.each([
  ['MaxPool1dConnection', [1, 4], [1, 2]],
  ['MaxPool2dConnection', [1, 4, 4], [1, 2, 2]],
  ['MaxPool3dConnection', [1, 4, 4, 2], [1, 2, 2, 1]],
  ['MaxPoo3dConnection', [1, 4, 4, 2], [1, 2, 2, 1]],
])('%s takes its window, and a decay that it needs', (model, from, to) => {
  const joined: Joined = { from: from as Shape, to: to as Shape, params: {}, w: [] };
  const params = { kernel_size: 2, stride: 2, padding: 0, dilation: 1, decay: tensorJson([], [0.5]), weight_decay: 0 };
  expect(wireOf(netOf(model as string, joined, params)).connection).toMatchObject({
    maxPool: true,
    kernel: times(from.length - 1, 2),
    stride: 2,
    decay: 0.5,
  });
  expect(saidOf(joinedBy(model as string, joined, { ...params, decay: null }))).toEqual([
    expect.stringContaining('decay of connection'),
  ]);
});

test('a sparse connection has the synapses that its sparsity leaves, or its indices say', () => {
  const joined = { from: [100], to: [50], params: {}, w: [] };
  const net = netOf('SparseConnection', joined, { sparsity: 0.9, wmin: 1, wmax: 2 });
  const w = weightsOf(net);
  expect(w.length).toBeGreaterThan(350);
  expect(w.length).toBeLessThan(650);
  expect(w.every((value) => value >= 1 && value < 2)).toBe(true);
  for (const [sparsity, count] of [
    [0, 5000],
    [1, 0],
  ] as const)
    expect(weightsOf(netOf('SparseConnection', joined, { sparsity })).length).toBe(count);
  const sparse = { indices: tensorJson([2, 3], [0, 1, 3, 2, 0, 1], 'i32'), values: tensorJson([3], [5, 6, 7]) };
  const pattern = wireOf(netOf('SparseConnection', { ...joined, from: [4], to: [3] }, { sparse })).connection;
  expect(pattern).toMatchObject({
    pattern: { pre: tensorJson([3], [0, 1, 3], 'i32'), post: tensorJson([3], [2, 0, 1], 'i32') },
  });
  expect(saidOfParams('SparseConnection', { sparsity: 0.5, w: tensorJson([4, 3], times(12, 1)) })).toEqual([
    "description: sparsity of connection 'X>Y' must be absent where w is given, got 0.5",
  ]);
  expect(saidOfParams('SparseConnection', { sparsity: 1.5 })).toEqual([
    "description: sparsity of connection 'X>Y' must be in [0, 1], the chance that a synapse is absent, got 1.5",
  ]);
  expect(saidOfParams('SparseConnection', { sparse: { ...sparse, values: tensorJson([2], [5, 6]) } })).toEqual([
    expect.stringContaining("sparse of connection 'X>Y' must be indices [2, count] and values [count]"),
  ]);
});

test('bounds in the wrong order are refused under every rule, and weights of max-pooling', () => {
  for (const update_rule of ['NoOp', 'PostPre'])
    expect(saidOfParams('Connection', { update_rule, wmin: tensorJson([], [2]), wmax: 1 })).toEqual([
      "description: wmin of connection 'X>Y' must be at most wmax (1), got 2",
    ]);
  const pool = { from: [1, 4], to: [1, 3], params: { kernel_size: 2, decay: 0.5, w: tensorJson([1], [1]) }, w: [] };
  expect(saidOf(joinedBy('MaxPool1dConnection', pool, pool.params))).toEqual([
    "description: w of connection 'X>Y' must be absent, as max-pooling has no weights, got a tensor f32 [1]",
  ]);
});

test('a flat local connection takes its image, and says what it lacks', () => {
  const wide = { from: [6], to: [4], params: { kernel_size: [1, 2], stride: [1, 1], n_filters: 1 }, w: [] };
  expect(wireOf(netOf('LocalConnection', wide, { input_shape: [2, 3] })).connection).toMatchObject({ masked: true });
  expect(saidOf(joinedBy('LocalConnection', wide, { n_filters: 1.5, stride: [1, 2, 3], input_shape: 'wide' }))).toEqual(
    [
      "description: kernel_size of connection 'X>Y' must be a whole number of at least 1, or two, got nothing",
      "description: stride of connection 'X>Y' must be a whole number of at least 1, or two, got [1, 2, 3]",
      "description: n_filters of connection 'X>Y' must be a whole number of at least 1, got 1.5",
      "description: input_shape of connection 'X>Y' must be a whole number of at least 1, or two, got 'wide'",
    ],
  );
});

test('of a flat local connection weights stay at 0 that are 0 at first, or that its mask names', () => {
  const of = (params: Fields) => {
    const net = netOf('LocalConnection', connections['LocalConnection']!, {
      w: tensorJson([9, 8], Array(72).fill(0)),
      ...params,
    });
    return (wireOf(net).connection['mask'] as { data: string }).data;
  };
  const all = tensorJson([9, 8], Array(72).fill(1), 'bool') as { data: string };
  const some = tensorJson(
    [9, 8],
    Array.from({ length: 72 }, (_, k) => k % 2),
    'bool',
  ) as { data: string };
  expect(of({})).toBe(all.data);
  expect(of({ mask: some })).toBe(some.data);
  expect(saidOfParams('LocalConnection', { mask: 3 })).toEqual([
    "description: mask of connection 'X>Y' must be a tensor of bool, got 3",
  ]);
  expect(saidOfParams('Connection', { mask: some })).toHaveLength(1);
});

test('a local connection says the target that its filters want', () => {
  const of = (to: readonly number[], n_filters: number) => {
    const image = { from: [1, 28, 28], to, params: { kernel_size: [12, 12], stride: [2, 2], n_filters }, w: [] };
    return saidOf(joinedBy('LocalConnection2D', image, image.params));
  };
  expect(of([100, 8, 8], 100)).toEqual([
    "description: target of connection 'X>Y' must be [100, 9, 9], got [100, 8, 8]",
  ]);
  expect(of([100, 9, 9], 50)).toEqual(["description: target of connection 'X>Y' must be [50, 9, 9], got [100, 9, 9]"]);
});

test('the weight of a mean field may be a number, and is brought into bounds', () => {
  const joined = connections['MeanFieldConnection']!;
  for (const w of [5, tensorJson([], [5]), tensorJson([1], [5])])
    expect(weightsOf(netOf('MeanFieldConnection', joined, { w, wmax: 2 }))).toEqual([2]);
});

describe('a rule that needs traces', () => {
  const without = (source: Fields, target: Fields, update_rule: string, model = 'LIFNodes'): readonly string[] =>
    saidOf({
      layers: [
        { name: 'X', model: 'Input', params: { n: 2, ...source } },
        { name: 'Y', model, params: { n: 2, ...target } },
      ],
      connections: [{ source: 'X', target: 'Y', model: 'Connection', params: { update_rule, wmin: 0, wmax: 1 } }],
    });

  test.each(['PostPre', 'WeightDependentPostPre', 'Hebbian'])('%s, is refused by the name of the layer', (rule) => {
    const why = (layer: string) =>
      `description: traces of layer '${layer}' must be true, which ${rule} of connection 'X>Y' reads, got false`;
    expect(without({}, { traces: true }, rule)).toEqual([why('X')]);
    expect(without({ traces: true }, { traces: null }, rule)).toEqual([why('Y')]);
    expect(without({}, {}, rule)).toEqual([why('X'), why('Y')]);
    expect(
      saidOf({
        layers: [{ name: 'Y', model: 'LIFNodes', params: { n: 2 } }],
        connections: [
          { source: 'Y', target: 'Y', model: 'Connection', params: { update_rule: rule, wmin: 0, wmax: 1 } },
        ],
      }),
    ).toEqual([why('Y').replace('X>Y', 'Y>Y')]);
  });

  test('Rmax, has to have additive ones of its source', () => {
    const why =
      "description: traces_additive of layer 'X' must be true, which Rmax of connection 'X>Y' reads, got false";
    expect(without({ traces: true }, {}, 'Rmax', 'SRM0Nodes')).toEqual([why]);
    expect(without({ traces: true, traces_additive: true }, {}, 'Rmax', 'SRM0Nodes')).toEqual([]);
    expect(without({ traces: true, traces_additive: true }, {}, 'Rmax')).toEqual([
      "connection 'X>Y': rmax reads prob of layer 'Y': srm0 has it",
    ]);
  });
});

describe('a network', () => {
  const layers = [{ name: 'X', model: 'Input', params: { n: 2 } }];

  test('takes all its words', () => {
    const plain = written(orThrow(fromDescription({ compat: 'bindsnet', layers })));
    for (const more of [
      { dt: 1, batch_size: 16, learning: true, reward_fn: null, one_step: false, connections: [], progress_bar: true },
      { dt: null, batch_size: null, learning: null, one_step: null, device: 'cuda', reward_fn: 'MovingAvgRPE' },
      { dt: tensorJson([], [1]), reward_fn: { model: 'MovingAvgRPE' }, batch_size: tensorJson([], [3], 'i32') },
    ] satisfies readonly Fields[])
      expect(written(orThrow(fromDescription({ compat: 'bindsnet', layers, ...more })))).toStrictEqual(plain);
    expect(orThrow(fromDescription({ compat: 'bindsnet', layers, dt: 0.5 })).dt).toBe(0.5);
    expect(orThrow(fromDescription({ compat: 'bindsnet', layers, one_step: true })).arrival).toBe(
      'same step, dropping inputs',
    );
  });

  test.each<readonly [Fields, string]>([
    [{ batch_size: 0 }, 'batch_size must be a whole number of at least 1, got 0'],
    [{ reward_fn: 'Mean' }, "unknown reward_fn 'Mean': MovingAvgRPE, or null"],
    [{ learning: 1 }, 'learning must be true or false, got 1'],
    [{ progress_bar: 'on' }, "progress_bar must be true or false, got 'on'"],
    [{ device: 3 }, 'device must be a word, or null, got 3'],
    [
      { monitors: [] },
      "unknown field 'monitors' of description: one of dt, batch_size, learning, reward_fn, one_step, layers, connections (monitors are given to run)",
    ],
    [
      { connections: [{ source: 'X', target: 'Z', model: 'Connection', params: {} }] },
      "unknown target 'Z' of a connection: one of X",
    ],
  ])('refuses %j', (more, text) => {
    expect(saidOf({ layers, ...more })).toEqual([`description: ${text}`]);
  });

  test('prints no tensor whole', () => {
    const large = tensorJson([1000], times(1000, 1));
    const texts = [
      ...saidOf({ layers: [{ name: large, model: large, params: large }] }),
      ...saidOf({ layers: [{ name: 'X', model: 'Input', params: { n: large } }] }),
      ...saidOfParams('Connection', { norm: large }),
      ...saidOfParams('Connection', { w: { shape: [1000], values: large } }),
      ...saidOf({ layers, dt: large }),
      ...saidOf({ layers: large }),
    ];
    expect(texts.length).toBeGreaterThanOrEqual(6);
    for (const text of texts) expect(text.length).toBeLessThan(500);
  });
});

describe('a ready-made network', () => {
  const params = { n_inpt: 4, n_neurons: 3 };
  const made = (more: Fields, model = 'DiehlAndCook2015'): AnyNetwork =>
    orThrow(fromDescription({ compat: 'bindsnet', model, params: { ...params, ...more } }));

  test('takes what has no effect on numbers, null, and tensors of one number', () => {
    const plain = written(made({}));
    const silent = { device: 'cpu', w_dtype: 'float32', sparse: false, batch_size: 4, inpt_shape: null, nu: null };
    expect(written(made(silent))).toStrictEqual(plain);
    expect(
      written(made({ exc: tensorJson([], [20]), theta_plus: tensorJson([1], [0.5]), reduction: 'mean' })),
    ).toStrictEqual(written(made({ exc: 20, theta_plus: 0.5, reduction: 'mean' })));
  });

  test('refuses a reduction that is none', () => {
    expect(saidOf({ model: 'TwoLayerNetwork', params: { ...params, reduction: 'median' } })).toEqual([
      "description: unknown reduction 'median' of TwoLayerNetwork: one of sum, mean, max",
    ]);
  });
});
