import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  conv,
  dense,
  diehlAndCook,
  explain,
  boostedLif,
  input,
  layer,
  lif,
  mstdp,
  maxPool,
  network,
  normalised,
  postPre,
  summed,
  traced,
  twoLayerNetwork,
  uniform,
  type Names,
  type Plan,
} from '../../src/index.js';
import type { AnyModel, AnyRule, AnyWiring } from '../../src/authoring.js';

/** What is wrong with parts that plain JavaScript made, for which the compiler would not have stood. */
const said = (model: AnyModel, wiring?: AnyWiring, rule?: AnyRule): readonly string[] => {
  const built = network<Names, Names>(
    { dt: 1 },
    { X: layer([1, 3], traced(input())), Y: layer([1, 2], model) },
    (): Readonly<Record<string, Plan<string>>> =>
      wiring === undefined ? {} : { C: { from: 'X', to: 'Y', wiring, ...(rule && { rule }) } },
  );
  return E.isLeft(built) ? built.left.map(explain) : [];
};

/** As plain JavaScript gives it. */
const loose = (params: unknown): never => params as never;

const members = 'thresh, rest, reset, refrac, tau, lbound, resetBy, countdown';

describe('a parameter that nothing knows', () => {
  test.each<readonly [string, AnyModel, string]>([
    ['of BindsNET', lif(loose({ tc_decay: 20 })), `unknown parameter 'tc_decay' of lif: one of ${members}`],
    [
      'misspelt',
      lif(loose({ tresh: 1 })),
      `unknown parameter 'tresh' of lif: one of ${members} (did you mean 'thresh'?)`,
    ],
    [
      'in another case',
      lif(loose({ Tau: 1 })),
      `unknown parameter 'Tau' of lif: one of ${members} (did you mean 'tau'?)`,
    ],
    ['of a model without any', input(loose({ n: 1 })), "unknown parameter 'n' of input: it takes none"],
    [
      'inside',
      summed(lif(loose({ taw: 1 }))),
      `unknown parameter 'taw' of lif: one of ${members} (did you mean 'tau'?)`,
    ],
    [
      'of a wrapper',
      traced(lif(), loose({ tua: 1 })),
      "unknown parameter 'tua' of traced: one of tau, scale, additive",
    ],
    [
      'of a preset',
      boostedLif(loose({ rest: 1 })),
      "unknown parameter 'rest' of boostedLif: one of thresh, refrac, tau, lbound, resetBy",
    ],
    [
      'of a function name',
      diehlAndCook(loose({ toString: 1 })),
      `unknown parameter 'toString' of diehlAndCook: one of ${members}, thetaPlus, tauTheta, theta, thetaOver`,
    ],
    ['no record at all', lif(loose(20)), 'parameters of lif must be a record, got 20'],
    ['null', lif(loose(null)), 'parameters of lif must be a record, got null'],
  ])('of a model is a fault that names it: %s', (_, model, text) => {
    expect(said(model)).toEqual([`layer 'Y': ${text}`]);
  });

  test.each<readonly [string, AnyWiring, AnyRule | undefined, string]>([
    [
      'conv',
      conv(uniform(1), loose({ kernel: [2], strides: 1 })),
      undefined,
      "unknown parameter 'strides' of conv: one of w, kernel, stride, padding, dilation, groups (did you mean 'stride'?)",
    ],
    [
      'maxPool',
      maxPool(loose({ kernel: [2], decay: 0.5, pad: 0 })),
      undefined,
      "unknown parameter 'pad' of maxPool: one of kernel, decay, stride, padding, dilation",
    ],
    [
      'normalised',
      normalised(dense(uniform(1)), 2, loose({ sign: true })),
      undefined,
      "unknown parameter 'sign' of normalised: one of norm, signed, beyondBounds (did you mean 'signed'?)",
    ],
    [
      'mstdp',
      dense(uniform(1)),
      mstdp(0.1, loose({ tau_plus: 3 })),
      "unknown parameter 'tau_plus' of mstdp: one of nu, over, tauPlus, tauMinus, aPlus, aMinus (did you mean 'tauPlus'?)",
    ],
  ])('of %s is a fault that names it', (_, wiring, rule, text) => {
    expect(said(lif(), wiring, rule)).toEqual([`connection 'C': ${text}`]);
  });

  test('of a ready-made network is a fault that names it', () => {
    const built = twoLayerNetwork(loose({ inputs: [4], neuron: 3 }));
    expect(E.isLeft(built) && built.left.map(explain)).toEqual([
      "twoLayerNetwork: unknown parameter 'neuron' of twoLayerNetwork: one of inputs, nu, over, wmin, wmax, norm, beyondBounds, normaliseFirst, dt, seed, neurons (did you mean 'neurons'?)",
    ]);
  });
});

test.each<readonly [string, AnyModel, AnyRule | undefined, string]>([
  [
    'a word for a number',
    lif(loose({ tau: 'slow' })),
    undefined,
    "layer 'Y': tau must be positive, a number or [1, 2], got 'slow'",
  ],
  [
    'a word for a number that may be negative',
    lif(loose({ rest: 'low' })),
    undefined,
    "layer 'Y': rest must be a finite number, or a tensor [1, 2], got 'low'",
  ],
  [
    'nothing for a number',
    lif(loose({ tau: undefined })),
    undefined,
    "layer 'Y': tau must be positive, a number or [1, 2], got nothing",
  ],
  [
    'a number for true',
    traced(lif(), loose({ additive: 1 })),
    undefined,
    "layer 'Y': additive must be true or false, got 1",
  ],
  [
    'one rate for two',
    traced(lif()),
    postPre(loose(0.1)),
    "connection 'C': nu must be a pair of rates, [pre, post], got 0.1",
  ],
  [
    'another reduction',
    traced(lif()),
    postPre([0, 0], loose('each')),
    "connection 'C': over must be 'sum', 'mean', 'max', 'single' or a function, got 'each'",
  ],
])('a parameter of another type is a fault, and nothing throws: %s', (_, model, rule, text) => {
  expect(said(model, dense(uniform(1)), rule)).toEqual([text]);
});
