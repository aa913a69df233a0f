import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adaptiveLif,
  adEx,
  biased,
  bounded,
  conv,
  currentLif,
  delayed,
  dense,
  explain,
  frames,
  frozen,
  initial,
  input,
  integrateAndFire,
  isLeft,
  layer,
  lif,
  masked,
  maxPool,
  mcCullochPitts,
  monitor,
  network,
  oneToOnePattern,
  orThrow,
  postPre,
  record,
  run,
  sparse,
  tensor,
  traced,
  uniform,
  wasm,
  fixedProbability,
  type AnyNetwork,
  type Layer,
  type Names,
  type Plan,
} from '../../src/index.js';
import { currentExp } from '../../src/cells.js';
import {
  fromNir,
  graded,
  nirCubaLif,
  nirIf,
  nirLif,
  pool,
  readNir,
  toNir,
  writeNir,
  type FromNirOptions,
  type NirGraph,
  type ToNirOptions,
} from '../../src/nir.js';
import { quickLaw } from '../support/law.js';
import { bytesOf, hasFiles } from './support/files.js';
import { runGraph, spikes, total, type Trains } from './support/run.js';

type Plans = Readonly<Record<string, Plan<string>>>;
type Connect = (from: string, to: string, wiring: never) => Plan<string>;

const made = (
  layers: Readonly<Record<string, Layer<string>>>,
  plans: (connect: Connect) => Plans,
  arrival: AnyNetwork['arrival'] = 'next step',
  dt = 0.5,
): AnyNetwork => orThrow(network<Names, Names>({ dt, arrival }, layers, plans as never));

const trains = async (net: AnyNetwork, to: string, drive: Trains, from = 'X'): Promise<Trains> => {
  const given = tensor([drive.length, drive[0]!.length], drive.flat());
  const ran = orThrow(
    await run(wasm, net, initial(net), frames({ [from]: given }), { s: monitor(net, to, 's', record()) }),
  );
  const { data, shape } = ran.monitors.s as unknown as {
    readonly data: Float32Array;
    readonly shape: readonly number[];
  };
  const width = data.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, t) => Array.from(data.subarray(t * width, (t + 1) * width)));
};

/** What a network comes to is what its graph does, also once it was a file. */
const expectSaid = async (
  net: AnyNetwork,
  watched: string,
  drive: Trains,
  options: Partial<FromNirOptions> = {},
  to: ToNirOptions = {},
): Promise<NirGraph> => {
  const { integrator = 'exact' } = options;
  const graph = orThrow(await readNir(orThrow(writeNir(orThrow(toNir(net, { integrator, ...to }))))));
  const again = orThrow(fromNir(graph, { dt: net.dt, integrator, ...options }));
  const want = await trains(net, watched, drive);
  const got = await trains(
    again.net,
    again.layers[watched] ?? again.outputs[`${watched}.output`]!,
    drive,
    again.inputs['X']!,
  );
  expect(got.length).toBe(want.length);
  for (const [step, values] of got.entries())
    for (const [k, value] of values.entries())
      expect(Math.abs(value - want[step]![k]!), `step ${step}, ${k}`).toBeLessThan(1e-4);
  expect(total(want)).not.toBe(0);
  return graph;
};

const plain = { refrac: 0, rest: 0, reset: 0, thresh: 1 };
const drive = spikes(1, 150, 6, 0.3);
const X = layer([6], input());
const Xs = layer([2, 3], input());
const weights = uniform(1, 0, 0.6);

describe('a network and its graph spike alike', () => {
  test.each(['next step', 'same step'] as const)('neurons in rows and loops, arriving in the %s', async (arrival) => {
    const net = made(
      {
        X,
        Y: layer([4], lif({ ...plain, tau: 10 })),
        Z: layer([3], integrateAndFire({ refrac: 0, reset: 0, thresh: 1 })),
      },
      (connect) => ({
        XY: connect('X', 'Y', dense(weights) as never),
        YZ: connect('Y', 'Z', biased(dense(uniform(2, 0, 0.5)), tensor([3], [0.01, 0.02, 0.03])) as never),
        ZY: connect('Z', 'Y', dense(uniform(3, -1, 0)) as never),
        YY: connect('Y', 'Y', dense(uniform(4, -0.5, 0)) as never),
      }),
      arrival,
    );
    for (const integrator of ['exact', 'euler', 'exact leak'] as const)
      await expectSaid(net, 'Z', drive, { integrator }, { outputs: ['Z'] });
    await expectSaid(net, 'Y', drive, {}, { outputs: ['Y', 'Z'] });
  });

  test.each([
    ['lif', lif({ ...plain, tau: 7, rest: 0.2 }), {}],
    ['integrateAndFire', integrateAndFire({ refrac: 0, reset: 0, thresh: 1 }), {}],
    ['currentLif', currentLif({ ...plain, tau: 12, tauCurrent: 3 }), { integrator: 'euler, current first' }],
    ['currentLif, its leaks exact', currentLif({ ...plain, tau: 12, tauCurrent: 3 }), { integrator: 'exact leak' }],
    ['mcCullochPitts', mcCullochPitts({ thresh: 0.7 }), {}],
    ['nirIf', nirIf({ resistance: 0.7, thresh: 1.5 }), {}],
    ['nirLif', nirLif({ tau: 4, resistance: 3, integrator: 'euler' }), { integrator: 'euler' }],
    ['nirLif, at its threshold', nirLif({ tau: 4, resistance: 3, fires: 'at' }), {}],
    ['nirCubaLif', nirCubaLif({ tauSyn: 3, tauMem: 9, resistance: 4, weight: 2 }), {}],
    ['graded nirLif', graded(nirLif({ thresh: Infinity, rest: 0.1 })), {}],
    ['graded nirIf', graded(nirIf({ thresh: Infinity })), {}],
    ['graded nirCubaLif', graded(nirCubaLif({ thresh: Infinity })), {}],
    ['a layer that passes on', graded(mcCullochPitts()), {}],
  ] as const)('%s', async (_, model, options) => {
    const net = made({ X, Y: layer([4], model as never) }, (connect) => ({
      XY: connect('X', 'Y', dense(weights) as never),
    }));
    await expectSaid(net, 'Y', drive, options);
  });

  const image = layer([2, 6, 6], input());
  const seen = spikes(2, 40, 72, 0.3);
  test.each([
    [
      'conv',
      image,
      [4, 3, 3],
      biased(conv(uniform(1, -0.2, 0.4), { kernel: 2, stride: 2, groups: 2 }), tensor([4], [0.1, 0, 0.2, 0])),
      seen,
    ],
    [
      'conv in one dimension',
      layer([2, 36], input()),
      [3, 36],
      conv(uniform(1, -0.2, 0.4), { kernel: 3, padding: 1 }),
      seen,
    ],
    ['sums', image, [2, 3, 3], pool({ kernel: 2, stride: 2 }), seen],
    ['means', image, [2, 6, 6], pool({ kernel: 3, padding: 1, by: 'mean' }), seen],
    ['dense from an image', image, [5], dense(uniform(1, 0, 0.1)), seen],
    ['one to one', X, [6], sparse(oneToOnePattern(), uniform(1, 0.2, 0.9)), drive],
    ['some to some', X, [4], sparse(fixedProbability(1, 0.5), uniform(1, 0.2, 0.9)), drive],
    [
      'a pair that is joined twice',
      X,
      [2],
      sparse({ pre: Int32Array.of(0, 0, 1), post: Int32Array.of(0, 0, 1) }, tensor([3], [0.3, 0.4, 0.5])),
      drive,
    ],
    ['late', X, [4], delayed(dense(weights), 2), drive],
    [
      'each late by itself',
      X,
      [6],
      delayed(sparse(oneToOnePattern(), uniform(1, 0.2, 0.9)), tensor([6], [1, 2, 3, 1, 2, 0.5])),
      drive,
    ],
  ] as const)('%s', async (_, source, to, wiring, input) => {
    const net = made({ X: source, Y: layer(to, integrateAndFire({ refrac: 0, reset: 0, thresh: 1 })) }, (connect) => ({
      XY: connect('X', 'Y', wiring as never),
    }));
    await expectSaid(net, 'Y', input);
  });

  test('a connection to a layer that steps before its source takes a step more, which is written down', async () => {
    const whole = integrateAndFire({ refrac: 0, reset: 0, thresh: 1 });
    const backward = made(
      { X, Z: layer([3], whole), Y: layer([4], whole) },
      (connect) => ({
        XY: connect('X', 'Y', dense(weights) as never),
        YZ: connect('Y', 'Z', dense(uniform(2, 0, 0.5)) as never),
      }),
      'same step',
    );
    const graph = await expectSaid(backward, 'Z', drive);
    expect(Object.entries(graph.nodes).flatMap(([name, { type }]) => (type === 'Delay' ? [name] : []))).toEqual(['YZ']);
  });

  quickLaw(
    'a neuron that spikes at its threshold does so in the graph, to the last bit',
    [fc.float({ min: Math.fround(0.001), max: 100, noNaN: true }), fc.constantFrom(-1, 0, 1)],
    async (thresh, side) => {
      const bits = new Int32Array(Float32Array.of(thresh).buffer);
      bits[0]! += side;
      const value = new Float32Array(bits.buffer)[0]!;
      const one = made(
        { X: layer([1], input()), Y: layer([1], integrateAndFire({ refrac: 0, reset: 0, thresh })) },
        (connect) => ({
          XY: connect('X', 'Y', dense(tensor([1, 1], [1])) as never),
        }),
        'same step',
      );
      const graph = orThrow(toNir(one));
      const { Y } = await runGraph(graph, [[value]], { dt: one.dt, integrator: 'exact' }, ['Y']);
      expect(Y).toEqual([[side >= 0 ? 1 : 0]]);
    },
  );

  test('with the weights of a state', async () => {
    const net = made({ X, Y: layer([4], lif({ ...plain, tau: 10 })) }, (connect) => ({
      XY: connect('X', 'Y', dense(weights) as never),
    }));
    const start = initial(net);
    const w = tensor(
      [6, 4],
      Float32Array.from({ length: 24 }, (_, k) => k),
    );
    const state = { ...start, connections: { XY: { ...start.connections['XY'], w } } };
    const graph = orThrow(toNir(net, { state }));
    const { weight } = graph.nodes['XY.2'] as unknown as {
      readonly weight: { readonly shape: readonly number[]; readonly data: Float32Array };
    };
    expect(weight.shape).toEqual([4, 6]);
    expect(weight.data[1]).toBe(4);
  });

  test.runIf(hasFiles)("and the NIR paper's networks come back as they were", async () => {
    for (const name of ['braille_noDelay_bias_zero.nir', 'cnn_sinabs.nir']) {
      const graph = orThrow(await readNir(bytesOf(name), { name }));
      const options: FromNirOptions = {
        dt: 0.1,
        integrator: 'euler',
        withoutLeak: name.includes('cnn') ? 'per step' : 'per second',
      };
      const { net, outputs, inputs, layers } = orThrow(fromNir(graph, options));
      const again = orThrow(toNir(net, { integrator: 'euler' }));
      const size = name.includes('cnn') ? 2 * 34 * 34 : 12;
      const given = spikes(5, name.includes('cnn') ? 20 : 150, size, 0.2);
      expect(inputs['input']).toBe('input');
      const out = Object.entries(layers).find(([, own]) => own === outputs['output'])![0];
      const want = await runGraph(graph, given, options, [out]);
      const got = await runGraph(again, given, { dt: 0.1, integrator: 'euler' }, [outputs['output']!]);
      expect(total(want[out]!)).toBeGreaterThan(0);
      expect(got[outputs['output']!]).toEqual(want[out]);
      expect(Object.values(again.nodes).filter(({ type }) => type === 'Delay')).toEqual([]);
    }
  });
});

test('a graph that was a network keeps the names of its outputs', () => {
  const end = { type: 'Output', shape: [3] } as const;
  const ones = new Float32Array(9).fill(1);
  const graph: NirGraph = {
    type: 'NIRGraph',
    nodes: {
      given: { type: 'Input', shape: [3] },
      cells: { type: 'Threshold', threshold: { shape: [3], dtype: 'f32', data: ones.subarray(0, 3) } },
      read: { type: 'Linear', weight: { shape: [3, 3], dtype: 'f32', data: ones } },
      seen: end,
      summed: end,
    },
    edges: [
      ['given', 'cells'],
      ['cells', 'read'],
      ['cells', 'seen'],
      ['read', 'summed'],
    ],
  };
  const { net, outputs } = orThrow(fromNir(graph, { dt: 1, integrator: 'exact' }));
  expect(outputs).toEqual({ seen: 'cells', summed: 'summed' });
  const again = orThrow(toNir(net, { outputs }));
  expect(Object.keys(again.nodes).toSorted()).toEqual(Object.keys(graph.nodes).toSorted());
  expect([again.nodes['seen'], again.nodes['summed']]).toEqual([end, end]);
  expect(new Set(again.edges.map(String))).toEqual(new Set(graph.edges.map(String)));
});

const faultsOf = (net: AnyNetwork, options: ToNirOptions = {}): readonly string[] => {
  const result = toNir(net, options);
  return isLeft(result) ? result.left.map(explain) : [];
};

const net = (
  model: unknown,
  wiring: unknown = dense(uniform(1)),
  rule?: unknown,
  source: Layer<string> = X,
  to: readonly number[] = [6],
): AnyNetwork =>
  made({ X: source, Y: layer(to, model as never) }, (connect) => ({
    XY: { ...connect('X', 'Y', wiring as never), ...(rule !== undefined && { rule: rule as never }) },
  }));

describe('what NIR cannot say is a fault, or a note', () => {
  const Xt = layer([6], traced(input()));
  test.each<readonly [string, AnyNetwork, readonly string[]]>([
    [
      'a refractory time',
      net(lif({ ...plain, refrac: 5 })),
      ["layer 'Y': refrac must be 0, as NIR cannot say it (metadata: true notes it in the graph), got 5"],
    ],
    [
      'a lower bound and a reset by subtraction',
      net(lif({ ...plain, lbound: -1, resetBy: 'subtraction' })),
      ["layer 'Y': lbound must be -Infinity", "layer 'Y': resetBy must be 'value'"],
    ],
    [
      'adaptation',
      net(adaptiveLif({ ...plain })),
      ["layer 'Y': thetaPlus must be absent", "layer 'Y': tauTheta must be absent"],
    ],
    [
      'a rule, and the traces that it reads',
      net(traced(lif(plain)), dense(uniform(1)), bounded(postPre([0.1, 0.1]), 0, 1), Xt),
      [
        "layer 'X': traced must be absent",
        "layer 'Y': traced must be absent",
        "connection 'XY': rule must be absent, or frozen",
      ],
    ],
    [
      'a mask',
      net(lif(plain), masked(dense(uniform(1)), tensor([6, 6], new Uint8Array(36), 'bool'))),
      ["connection 'XY': masked must be absent"],
    ],
    ['where a voltage starts', net(nirLif({ start: 0.5 })), ["layer 'Y': start must be 0"]],
  ])('%s', (_, of, want) => {
    const got = faultsOf(of);
    for (const sentence of want) expect(got.join('\n')).toContain(sentence);
    const graph = orThrow(toNir(of, { metadata: true }));
    const notes = Object.entries(graph.nodes).flatMap(([name, { metadata }]) =>
      Object.keys((metadata?.['spikefold'] ?? {}) as object).map((what) => `'${name}': ${what} must`),
    );
    for (const sentence of want) expect(notes).toContain(/'\w+': \w+ must/.exec(sentence)![0]);
    expect(isLeft(writeNir(graph))).toBe(false);
  });

  test('a frozen rule is no plasticity', () => {
    const learning = net(traced(lif(plain)), dense(uniform(1)), bounded(postPre([0.1, 0.1]), 0, 1), Xt);
    expect(faultsOf(frozen(learning) as AnyNetwork).join()).not.toContain('rule');
  });

  test.each<readonly [string, AnyNetwork, ToNirOptions, string]>([
    [
      'another neuron',
      net(adEx()),
      { metadata: true },
      "layer 'Y': model must be one of 'input', 'mcCullochPitts', 'integrateAndFire', 'lif'",
    ],
    ['cells with receptors', net(currentExp()), { metadata: true }, "layer 'Y': model must be one of"],
    [
      'spikes that are graded',
      net(graded(nirLif())),
      {},
      'model that is graded must be nirIf, nirLif or nirCubaLif with thresh: Infinity',
    ],
    [
      'currents for an exact integrator',
      net(currentLif(plain)),
      {},
      "integrator must be 'euler, current first' or 'exact leak'",
    ],
    [
      'another connection',
      net(lif(plain), maxPool({ kernel: 1, decay: 0.1 }), undefined, layer([1, 6], input()), [1, 6]),
      {},
      "connection 'XY': connection must be one of 'dense'",
    ],
    [
      'a vector that becomes an image',
      net(lif(plain), dense(uniform(1)), undefined, X, [2, 3]),
      {},
      'target must be [6], as NIR cannot give a vector a shape, got [2, 3]',
    ],
    [
      'a delay for each synapse',
      net(lif(plain), delayed(sparse(fixedProbability(1, 0.5), uniform(1)), uniform(2, 1, 3))),
      {},
      'delay must be one number, as NIR delays neurons, not synapses',
    ],
    [
      'an output that is not there',
      net(lif(plain)),
      { outputs: ['Q'] },
      "unknown layer 'Q' of outputs: one of 'X', 'Y'",
    ],
    [
      'an output under the name of a layer',
      net(lif(plain)),
      { outputs: { X: 'Y' } },
      "name of an output must be one that no layer or connection has, got 'X'",
    ],
    ['an option that is none', net(lif(plain)), { notes: true } as never, "unknown option 'notes'"],
    [
      'an integrator that is none',
      net(lif(plain)),
      { integrator: 'runge' } as never,
      "integrator must be one of 'exact'",
    ],
  ])('%s', (_, of, options, sentence) => {
    expect(faultsOf(of, options).join('\n')).toContain(sentence);
  });

  test('layers of which each leads on need outputs', () => {
    const loop = made({ X: Xs, Y: layer([3], lif(plain)), Z: layer([3], lif(plain)) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1)) as never),
      YZ: connect('Y', 'Z', dense(uniform(1)) as never),
      ZY: connect('Z', 'Y', dense(uniform(1)) as never),
    }));
    expect(faultsOf(loop).join()).toContain('outputs must be at least one layer, as all of them lead on');
    expect(faultsOf(loop, { outputs: ['Z', 'Y'] })).toEqual([]);
  });
});

test.each([
  ['Conv2d', [2, 6, 5], [6, 5]],
  ['Conv1d', [2, 6], 6],
])('a %s of %j has an input_shape of %j', (type, shape, input_shape) => {
  const net = made({ X: layer(shape, input()), Y: layer([4, ...shape.slice(1)], lif({ refrac: 0 })) }, (connect) => ({
    XY: connect('X', 'Y', conv(uniform(1), { kernel: 3, padding: 1 }) as never),
  }));
  const { nodes } = orThrow(toNir(net, { integrator: 'euler' }));
  expect(Object.values(nodes)).toContainEqual(expect.objectContaining({ type, input_shape }));
});
