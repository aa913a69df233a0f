import { describe, expect, test } from 'vitest';
import * as library from '../../src/index.js';
import * as authoring from '../../src/authoring.js';
import { tried } from '../../src/core/either.js';
import { said } from '../saving/support/tried.js';

// Mistakes as plain JavaScript lets them through.
const s = library as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
const a = authoring as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
const f = (): object => ({});
const row = 'must be its default and its constraint, such as [20, positive], got';

describe('what makes parts of one’s own says what it was given', () => {
  test.each<readonly [() => unknown, string]>([
    [() => a['neuron']!(3, {}, f), 'neuron: name must be a string, got 3'],
    [() => a['neuron']!('mine', {}, undefined), 'mine: body must be a function, got nothing'],
    [
      () => (a['neuron']!('mine', {}, f) as typeof f)(),
      "mine: body must be a record with init, which has 's', and step, got {}",
    ],
    [() => a['preset']!('mine', {}, undefined), 'mine: maker must be a function, got nothing'],
    [() => a['preset']!('mine', undefined, f), 'mine: table of parameters must be a record, got nothing'],
    [() => a['wrapper']!('mine', {}, undefined), 'mine: wrap must be a function, got nothing'],
    [() => a['wrapper']!('mine', undefined, f), 'mine: table of parameters must be a record, got nothing'],
    [
      () => (a['wrapper']!('mine', {}, f) as (of: unknown) => unknown)(3),
      'mine: model must be a neuron model, as lif() makes it, got 3',
    ],
    [() => a['ruleOf']!('mine', {}, f, undefined), 'ruleOf: body must be a function, got nothing'],
    [() => a['connectionOf']!('mine', {}, f, undefined), 'connectionOf: body must be a function, got nothing'],
    [
      () => a['constructorOf']!('model', 'mine', {}, undefined, f),
      'constructorOf: function from arguments to parameters must be a function, got nothing',
    ],
    [
      () => a['constructorOf']!('model', 'mine', {}, f, undefined),
      'constructorOf: function from parameters must be a function, got nothing',
    ],
    [() => a['entered']!(3, 'model', 'mine', {}, f), 'entered: constructor must be a function, got 3'],
    [() => a['entered']!(f, 'model', 'mine', 3, f), 'mine: table of parameters must be a record, got 3'],
    [
      () =>
        a['entered']!(
          f,
          'model',
          'mine',
          {
            a: [20],
            b: 'x',
            c: [20, {}],
            d: [20, { is: 3 }],
            e: { 0: 20, 1: { is: 'seed' } },
            fine: [20, { is: 'seed' }],
          },
          f,
        ),
      [
        `mine: row of parameter 'a' ${row} [20]`,
        `mine: row of parameter 'b' ${row} 'x'`,
        `mine: row of parameter 'c' ${row} [20, {}]`,
        `mine: row of parameter 'd' ${row} [20, { is: 3 }]`,
        `mine: row of parameter 'e' ${row} { 0: 20, 1: { is: 'seed' } }`,
      ].join('\n'),
    ],
    [() => a['settle']!('mine', 3, {}), 'settle: table of parameters must be a record, got 3'],
    [() => a['paramFaults']!('tau', 1, 3, []), 'paramFaults: constraint must be a record, got 3'],
    [() => a['numberFaults']!('tau', 1), 'numberFaults: constraint must be a record, got nothing'],
    [
      () => (a['paramsFaults']!(3, {}) as (shape: unknown) => unknown)([1]),
      'paramsFaults: parameters must be a record, got 3',
    ],
    [
      () => (a['paramsFaults']!({}, 3) as (shape: unknown) => unknown)([1]),
      'paramsFaults: constraints must be a record, got 3',
    ],
    [() => a['givenOf']!(3), 'givenOf: arguments must be a record, got 3'],
    [() => a['entriesOf']!(3, 'model'), 'entriesOf: vocabulary must be an array, got 3'],
  ])('%#: %s', (call, text) => {
    expect(said(tried(call)).join('\n')).toBe(text);
  });
});

describe('what parts are made of is asked for where it is given', () => {
  const dense = library.dense(library.uniform(1));
  const shape = 'must be a tensor, as tensor(shape, values) makes it, got';
  const rule = 'rule must be a learning rule, as postPre([1e-4, 1e-2]) makes it, got';
  const n = 'izhikevichPopulation: n must be a whole number of neurons of at least 1, got';
  const share = 'izhikevichPopulation: excitatory must be a share in [0, 1], got';
  const filters = 'receptiveFields: filters must be a whole number of at least 1, got';

  test.each<readonly [() => unknown, string]>([
    [() => s['biased']!(dense, 'x'), `biased: bias ${shape} 'x'`],
    [() => s['biased']!(3, 1), 'biased: connection must be a kind of connection, as dense(uniform(1)) makes it, got 3'],
    [() => s['masked']!(dense, 3), `masked: mask ${shape} 3`],
    [() => s['bounded']!(3, 0, 1), `bounded: ${rule} 3`],
    [() => s['decaying']!(undefined, 1), `decaying: ${rule} nothing`],
    [() => s['byPlace']!(3), 'byPlace: value must be a function, got 3'],
    [() => s['columnsTo']!(1, 3), `columnsTo: weights ${shape} 3`],
    [() => s['columnsTo']!(0, library.uniform(1)), 'columnsTo: norm must be positive, got 0'],
    [() => s['clipped']!(3, 0), `clipped: weights ${shape} 3`],
    [() => s['uniform']!(1, Number.NaN), 'uniform: min must be a finite number, got NaN'],
    [() => s['receptiveFields']!(3, [2], 1), 'receptiveFields: shape must be an array, got 3'],
    [() => s['receptiveFields']!([3, 4], [2, 2], 0), `${filters} 0`],
    [() => s['receptiveFields']!([3, 4], [2, 2], 1.5), `${filters} 1.5`],
    [() => s['expectAfter']!(3, { reward: 1, steps: 1 }), 'expectAfter: expectation must be a record, got 3'],
    [() => s['expectAfter']!(library.noExpectation, 3), 'expectAfter: episode must be a record, got 3'],
    [() => s['predictionError']!('x', library.noExpectation), "predictionError: reward must be a number, got 'x'"],
    [() => s['predictionError']!(1, 3), 'predictionError: expectation must be a record, got 3'],
    [() => s['izhikevichPopulation']!(1, 0), `${n} 0`],
    [() => s['izhikevichPopulation']!(1, 1.5), `${n} 1.5`],
    [() => s['izhikevichPopulation']!(1, '4'), `${n} '4'`],
    [() => s['izhikevichPopulation']!(1, 4, -0.1), `${share} -0.1`],
    [() => s['izhikevichPopulation']!(1, 4, 1.1), `${share} 1.1`],
    [() => s['izhikevichPopulation']!(1, 4, '0.5'), `${share} '0.5'`],
    [() => s['izhikevichPopulation']!(1, 4, Number.NaN), `${share} NaN`],
    [
      () => s['izhikevichPopulation']!(1, 1e9),
      'izhikevichPopulation: shape must be at most 536870912 elements, 2 GiB, got [1000000000, 1000000000], 3640000 TiB',
    ],
  ])('%#: %s', (call, text) => {
    expect(said(tried(call)).join('\n')).toBe(text);
  });
});
