import { describe, expect, test } from 'vitest';
import {
  dense,
  input,
  layer,
  lif,
  network,
  noOp,
  orThrow,
  uniform,
  zeros,
  type Layer,
  type Names,
} from '../../src/index.js';
import type { AnyModel, AnyRule } from '../../src/authoring.js';
import { connect } from '../../src/core/network.js';
import { responding } from '../../src/core/responding.js';
import { said } from '../saving/support/tried.js';

const layers = { X: layer([2], input()), Y: layer([3], lif()) };
const built = (options: unknown, of: unknown = layers, wire?: unknown): readonly string[] =>
  said(network(options as { dt: number }, of as typeof layers, wire as () => never));
/** The faults of a network with one connection, which is this plan with something else in it. */
const planned = (more: object, of: object = layers): readonly string[] =>
  built({ dt: 1 }, of, () => ({ XY: { ...connect('X', 'Y', dense(uniform(1))), ...more } }));

describe('arguments of network in plain JavaScript', () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    ['no options', undefined, ['network: options must be a record of dt, arrival, got nothing']],
    ['a number', 1, ['network: options must be a record of dt, arrival, got 1']],
    ['others', { dt: 1, step: 2 }, ["network: unknown option 'step': one of 'dt', 'arrival'"]],
    ['no dt', {}, ['network: dt must be a positive number of ms, got nothing']],
    [
      'another arrival',
      { dt: 1, arrival: 'now' },
      ["network: arrival must be one of 'next step', 'same step', 'same step, dropping inputs', got 'now'"],
    ],
    ['a network, whose options are its own', orThrow(network({ dt: 2, arrival: 'same step' }, layers)), []],
  ])('%s', (_, options, faults) => {
    expect(built(options)).toEqual(faults);
  });

  test.each<readonly [string, unknown, readonly string[]]>([
    [
      'a list',
      [layers.X],
      [
        'network: layers must be a record of layers by name, got [{ shape: an array of 1, model: a record, ... }]',
        'network: layers must be at least one, got none',
      ],
    ],
    ['a number', { X: 3 }, ["layer 'X': layer must be made by layer(shape, model), got 3"]],
    ['a shape', { X: { shape: [2] } }, ["layer 'X': layer must be made by layer(shape, model), got { shape: [2] }"]],
    [
      'a shape that is none',
      { X: { ...layers.X, shape: 3 } },
      ["layer 'X': shape must be whole numbers of at least 1, got 3"],
    ],
    [
      'a model',
      { X: { shape: [2], model: lif } },
      ["layer 'X': model must be a neuron model, as lif() makes it, got the function lif, not called"],
    ],
  ])('layers that are %s', (_, of, faults) => {
    expect(built({ dt: 1 }, of)).toEqual(faults);
  });

  const want = "a function that gives them by name: (connect) => ({ XY: connect('X', 'Y', dense(uniform(1))) })";
  test.each<readonly [string, unknown, readonly string[]]>([
    ['a record', {}, [`network: connections must be ${want}, got {}`]],
    ['nothing', () => undefined, [`network: connections must be ${want}, got nothing`]],
    ['a number by name', () => ({ XY: 3 }), [`network: connections must be ${want}, got { XY: 3 }`]],
    [
      'an error',
      () => {
        throw new Error('no file');
      },
      ['network: the function of connections failed: no file'],
    ],
  ])('connections that are %s', (_, wire, faults) => {
    expect(built({ dt: 1 }, layers, wire)).toEqual(faults);
  });

  test.each<readonly [string, readonly [string, string], readonly string[]]>([
    ['the name of a layer', ['X', 'Y'], ["network: connection name must be the name of no layer, got 'X'"]],
    ['none', ['', 'XY'], ['']],
    ['a whole number', ['12', 'XY'], ['12']],
    ['__proto', ['__proto', 'XY'], []],
    ['a number with more', ['1a', '-1'], []],
    ['of two parts', ['X.Y', 'XY'], ['X.Y']],
  ])('connections by %s', (_, [a, b], faults) => {
    const plan = connect('X', 'Y', dense(uniform(1)));
    const unusable = 'must be not empty, not a whole number, not __proto__, and without dots';
    expect(built({ dt: 1 }, layers, () => ({ [a]: plan, ...(b !== 'Y' && { [b]: plan }) }))).toEqual(
      faults.map((text) => (text.startsWith('network') ? text : `network: connection name ${unusable}, got '${text}'`)),
    );
  });
});

describe('a connection has to be planned between layers that there are, by a wiring and a rule', () => {
  test.each<readonly [string, object, readonly string[]]>([
    ['as it is', {}, []],
    ['from nowhere', { from: 'Z' }, ["connection 'XY': unknown source layer 'Z': one of 'X', 'Y'"]],
    ['to nowhere', { to: 'Z' }, ["connection 'XY': unknown target layer 'Z': one of 'X', 'Y'"]],
    [
      'between none',
      { from: 'toString', to: undefined },
      [
        "connection 'XY': unknown source layer 'toString': one of 'X', 'Y'",
        "connection 'XY': unknown target layer nothing: one of 'X', 'Y'",
      ],
    ],
    [
      'into a receptor of a model without',
      { receptor: 'exc' },
      ["connection 'XY': unknown receptor 'exc' of layer 'Y': none: its model has no receptors"],
    ],
    [
      'into a receptor of no layer',
      { to: 'Z', receptor: 'exc' },
      ["connection 'XY': unknown target layer 'Z': one of 'X', 'Y'"],
    ],
    [
      'with a wiring that was not called',
      { wiring: dense },
      [
        "connection 'XY': wiring must be a kind of connection, as dense(uniform(1)) makes it, got the function dense, not called",
      ],
    ],
    [
      'with none',
      { wiring: 3 },
      ["connection 'XY': wiring must be a kind of connection, as dense(uniform(1)) makes it, got 3"],
    ],
    [
      'with one that gives no variables',
      { wiring: () => ({}) },
      [
        "connection 'XY': wiring must be a kind of connection, as dense(uniform(1)) makes it, got a function, not called",
      ],
    ],
    [
      'with one that fails',
      {
        wiring: () => {
          throw new Error('no memory');
        },
      },
      ["connection 'XY': the wiring failed: no memory"],
    ],
    [
      'with a rule that was not called',
      { rule: noOp },
      [
        "connection 'XY': rule must be a learning rule, as postPre([1e-4, 1e-2]) makes it, got the function noOp, not called",
      ],
    ],
    [
      'with one that does nothing at all',
      { rule: { init: {} } },
      ["connection 'XY': rule must be a learning rule, as postPre([1e-4, 1e-2]) makes it, got { init: {} }"],
    ],
    [
      'with one without variables',
      { rule: { step: (_: unknown, vars: unknown) => vars } },
      ["connection 'XY': rule must be a learning rule, as postPre([1e-4, 1e-2]) makes it, got { step: a function }"],
    ],
  ])('%s', (_, more, faults) => {
    expect(
      planned(more).map((text) =>
        text.replace('the function wiring', 'a function').replace('step: the function step', 'step: a function'),
      ),
    ).toEqual(faults);
  });

  test('a model is no rule: its variables have spikes', () => {
    expect(planned({ rule: lif() })[0]).toMatch(/^connection 'XY': rule must be a learning rule, as .* makes it, got/);
  });

  test('variables of a rule live where there is a place', () => {
    const living = (place: string) =>
      planned({ rule: { ...noOp(), init: { e: place }, step: ((_A, vars) => vars) as AnyRule['step'] } });
    expect(['pre', 'post', 'synapse', 'row'].flatMap(living)).toEqual([]);
    expect(living('layer')).toEqual([
      "connection 'XY': init of 'e' must be one of 'pre', 'post', 'synapse', 'row' (where it lives; it starts at 0), got 'layer'",
    ]);
  });

  test('a receptor is one of those of its target, which the fault lists', () => {
    const model: AnyModel = {
      ...lif(),
      receptors: { exc: (A, { v }, arriving) => ({ v: A.add(v!, arriving) }), inh: () => ({}) },
    };
    const of = { X: layers.X, Y: layer([3], model) as Layer<string> };
    expect(planned({ receptor: 'exc' }, of)).toEqual([]);
    expect(planned({ receptor: 'gaba' }, of)).toEqual([
      "connection 'XY': unknown receptor 'gaba' of layer 'Y': one of 'exc', 'inh'",
    ]);
  });
});

test('a connection remembers spikes for a model that responds over time, but not into its receptor, which is reached at once', () => {
  const own: AnyModel = {
    ...lif(),
    receptors: { exc: (A, { v }, arriving) => ({ v: A.add(v!, arriving) }) },
  };
  const model: AnyModel = responding<string, string>(own, { window: 3, kernel: () => 1 });
  const variablesOf = (to: string) =>
    orThrow(
      network<Names, Names>({ dt: 1 }, { X: layers.X, Y: layer([3], model) as Layer<string> }, (plan) => ({
        XY: plan('X', to as 'Y', dense(zeros([2, 3]))),
      })),
    ).connections['XY']!.variables;
  expect([variablesOf('Y'), variablesOf('Y.exc')]).toEqual([['w', 'recent'], ['w']]);
});
