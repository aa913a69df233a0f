import { describe, expect, test } from 'vitest';
import {
  adEx,
  biased,
  conv,
  currentLif,
  delayed,
  dense,
  filled,
  input,
  layer,
  lif,
  maxPool,
  mcCullochPitts,
  network,
  oneToOnePattern,
  orThrow,
  sparse,
  tensor,
  traced,
  type AnyNetwork,
  type Names,
  type Plan,
  type Shape,
} from '../../src/index.js';
import type { AnyModel, AnyWiring } from '../../src/authoring.js';
import { graded, nirLif, pool, toNir, type ToNirOptions } from '../../src/nir.js';
import { said as saidOf } from '../saving/support/tried.js';

const plain = { refrac: 0, rest: 0, reset: 0, thresh: 1 };

const of = (wiring: unknown, from: Shape = [2], to: Shape = [2], model: unknown = lif(plain)): AnyNetwork =>
  orThrow(
    network<Names, Names>({ dt: 0.5 }, { X: layer(from, input()), Y: layer(to, model as AnyModel) }, () => ({
      XY: { from: 'X', to: 'Y', wiring: wiring as AnyWiring },
    })),
  );
const ofModel = (model: unknown): AnyNetwork => of(dense(filled([2, 2], 1)), [2], [2], model);
const one = sparse(oneToOnePattern(), tensor([2], [1, 1]));
const two = sparse(oneToOnePattern(), tensor([2], [1, 2]));
const filters = conv(tensor([2, 1, 1], [1, 2]));

const said = (net: AnyNetwork, options?: ToNirOptions): readonly string[] => saidOf(toNir(net, options));

const types =
  "one of 'input', 'mcCullochPitts', 'integrateAndFire', 'lif', 'adaptiveLif', 'currentLif', 'nirIf', 'nirLif', 'nirCubaLif', or graded around one of NIR's";

test.each<readonly [string, AnyNetwork, string]>([
  [
    'sums along a line',
    of(pool({ kernel: 2 }), [1, 4], [1, 3]),
    'source must be [channels, height, width], got [1, 4]',
  ],
  [
    'sums in a cube',
    of(pool({ kernel: 1 }), [1, 2, 2, 2], [1, 2, 2, 2]),
    'source must be [channels, height, width], got [1, 2, 2, 2]',
  ],
  [
    'sums that leave out pixels',
    of(pool({ kernel: 2, dilation: [1, 2] }), [1, 4, 4], [1, 3, 2]),
    'dilation must be 1, as pooling has none in NIR, got [1, 2]',
  ],
  [
    'filters of a cube',
    of(conv(tensor([1, 1, 1, 1, 1], [1])), [1, 2, 2, 2], [1, 2, 2, 2]),
    'source must be [channels, extent] or [channels, height, width], got [1, 2, 2, 2]',
  ],
  [
    'a bias that differs within a filter',
    of(biased(filters, tensor([2, 2], [1, 1, 2, 3])), [1, 2], [2, 2]),
    'bias must be one number for each filter, got others within one filter',
  ],
  [
    'a bias of sums',
    of(biased(pool({ kernel: 1 }), 1), [1, 2, 2], [1, 2, 2]),
    "connection with a bias must be dense or conv, got what is 'SumPool2d' in NIR",
  ],
  ['a bias of pairs', of(biased(one, 1)), 'connection with a bias must be dense or conv, got one neuron to one'],
  [
    'a bias of scaled pairs',
    of(biased(two, 1)),
    "connection with a bias must be dense or conv, got what is 'Scale' in NIR",
  ],
  [
    'the largest of a window',
    of(maxPool({ kernel: 1, decay: 0.1 }), [1, 2], [1, 2]),
    "connection must be one of 'dense', 'sparse', 'conv', 'pool', with or without 'biased' and 'delayed', got 'maxPool'",
  ],
  [
    'a vector that becomes an image',
    of(dense(filled([2, 6], 1)), [2], [2, 3]),
    'target must be [6], as NIR cannot give a vector a shape, got [2, 3]',
  ],
])('NIR has no connection for %s', (_, net, sentence) => {
  expect(said(net)).toEqual([`connection 'XY': ${sentence}`]);
});

test.each<readonly [string, AnyNetwork, ToNirOptions, readonly string[]]>([
  ['another model', ofModel(adEx()), {}, [`model must be ${types}, got 'adEx'`]],
  ['another model that is graded', ofModel(graded(adEx())), {}, [`model must be ${types}, got 'adEx'`]],
  [
    'spikes that are graded',
    ofModel(graded(nirLif())),
    {},
    ["model that is graded must be nirIf, nirLif or nirCubaLif with thresh: Infinity, got 'nirLif', thresh 1"],
  ],
  [
    'traces within what is graded',
    ofModel(graded(traced(nirLif({ thresh: Infinity })))),
    {},
    ["model that is graded must be nirIf, nirLif or nirCubaLif with thresh: Infinity, got 'traced', thresh nothing"],
  ],
  [
    'currents where another integrator follows them otherwise',
    ofModel(currentLif(plain)),
    { integrator: 'euler' },
    [
      "integrator must be 'euler, current first' or 'exact leak', as v follows the current of after the step, got 'euler'",
    ],
  ],
  [
    'refractory times, bounds and resets of another kind',
    ofModel(lif({ ...plain, refrac: 5, lbound: -1, resetBy: 'subtraction' })),
    {},
    [
      'refrac must be 0, as NIR cannot say it (metadata: true notes it in the graph), got 5',
      'lbound must be -Infinity, as NIR cannot say it (metadata: true notes it in the graph), got -1',
      "resetBy must be 'value', as NIR cannot say it (metadata: true notes it in the graph), got 'subtraction'",
    ],
  ],
])('NIR has no neurons for %s', (_, net, options, sentences) => {
  expect(said(net, options)).toEqual(sentences.map((sentence) => `layer 'Y': ${sentence}`));
});

test.each<readonly [string, ToNirOptions, readonly string[]]>([
  ['no outputs', { outputs: [] }, ['outputs must be at least one layer, as all of them lead on, got none']],
  [
    'outputs that are none',
    { outputs: ['Q', 'Y', 'R'] },
    ["unknown layer 'Q' of outputs: one of 'X', 'Y'", "unknown layer 'R' of outputs: one of 'X', 'Y'"],
  ],
  [
    'an output by the name of a connection',
    { outputs: { XY: 'Y', out: 'Y' } },
    ["name of an output must be one that no layer or connection has, got 'XY'"],
  ],
  [
    'an option and an integrator that are none',
    { notes: 1, integrator: 'x' } as never,
    [
      "unknown option 'notes': one of 'state', 'integrator', 'metadata', 'outputs'",
      "integrator must be one of 'exact', 'euler', 'euler, current first', 'exact leak', got 'x'",
    ],
  ],
])('%s are refused', (_, options, sentences) => {
  expect(said(ofModel(lif(plain)), options)).toEqual(sentences.map((sentence) => `toNir: ${sentence}`));
});

test('a spike that arrives in the same step where its edge closes a loop is refused', () => {
  const weight = dense(tensor([1, 1], [1])) as AnyWiring;
  const joined = (from: string, to: string): Plan<string> => ({ from, to, wiring: weight });
  const net = orThrow(
    network<Names, Names>(
      { dt: 1, arrival: 'same step' },
      { X: layer([1], input()), Z: layer([1], lif(plain)), Y: layer([1], lif(plain)) },
      () => ({ XY: joined('X', 'Y'), YZ: joined('Y', 'Z'), ZY: joined('Z', 'Y') }),
    ),
  );
  expect(said(net, { outputs: ['Y'] })).toEqual([
    "connection 'ZY': arrival must be 'next step', as it closes a loop, got 'same step'",
  ]);
});

describe('what is written', () => {
  const nodesOf = (net: AnyNetwork, options?: ToNirOptions) => orThrow(toNir(net, options)).nodes;

  test('notes what NIR cannot say: numbers, words and tensors as they are, terms as JSON', () => {
    const refrac = tensor([2], [1, 2]);
    const model = traced(lif({ ...plain, refrac, lbound: -1, resetBy: 'subtraction' }), { tau: 7 });
    expect(nodesOf(ofModel(model), { metadata: true })['Y']!.metadata).toEqual({
      spikefold: {
        refrac,
        lbound: -1,
        resetBy: 'subtraction',
        traced: JSON.stringify({ tau: 7, scale: 1, additive: false }),
      },
    });
    expect(nodesOf(ofModel(lif(plain)), { metadata: true })['Y']!.metadata).toBeUndefined();
  });

  test('has a bias for each filter of a convolution, and a delay for each pair', () => {
    const nodes = nodesOf(of(biased(filters, tensor([2, 2], [1, 1, 2, 2])), [1, 2], [2, 2]));
    expect(nodes['XY.2']).toMatchObject({ type: 'Conv1d', input_shape: 2, bias: tensor([2], [1, 2]) });
    expect(nodesOf(of(delayed(two, tensor([2], [1, 2])), [2], [2]))).toMatchObject({
      XY: { type: 'Delay', delay: { shape: [2], dtype: 'f64', data: Float64Array.of(0.0015, 0.0025) } },
      'XY.2': { type: 'Scale', scale: tensor([2], [1, 2]) },
    });
  });

  test('passes on sums where what has a threshold is graded', () => {
    expect(nodesOf(ofModel(graded(mcCullochPitts({ thresh: 3 }))))['Y']).toMatchObject({ type: 'Scale' });
  });
});
