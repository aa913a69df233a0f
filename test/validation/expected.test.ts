import { describe, expect, test } from 'vitest';
import { lif, postPre, record, zeros } from '../../src/index.js';
import { algebra, draw, eagerAlgebra, evaluate, nodesOf, normaliseWeights, stepNetwork } from '../../src/authoring.js';
import {
  expectAlgebra,
  expectArray,
  expectBatch,
  expectBody,
  expectFold,
  expectFunction,
  expectModel,
  expectNetwork,
  expectNumber,
  expectRecord,
  expectRule,
  expectState,
  expectTensor,
  expectWiring,
} from '../../src/core/expect.js';

const net = { dt: 1, layers: {}, connections: {} };
const state = { noise: zeros([3], 'i32'), layers: {}, connections: {} };

/** For each check what it takes, what it refuses, and what it says of that. */
test.each<readonly [string, typeof expectArray, readonly unknown[], readonly unknown[], string]>([
  [
    'expectNetwork',
    expectNetwork,
    [net],
    [undefined, [net], { dt: 1, layers: {} }, { layers: {}, connections: {} }, { dt: 1, connections: {} }],
    'net must be a network, as orThrow(network(...)) gives it',
  ],
  [
    'expectState',
    expectState,
    [state],
    [
      null,
      net,
      { ...state, dt: 1 },
      { ...state, layers: 1 },
      { ...state, connections: [] },
      { layers: {}, connections: {} },
    ],
    'state must be a state, as initial(net) gives it, or the state in the result of a run',
  ],
  [
    'expectModel',
    expectModel,
    [lif()],
    [lif, { ...lif(), term: 'lif' }, { ...lif(), step: 1 }, { ...lif(), init: { v: 0 } }, { ...lif(), init: ['s'] }],
    'model must be a neuron model, as lif() makes it',
  ],
  [
    'expectBody',
    expectBody,
    [lif(), { init: { s: false }, step: () => 0 }],
    [{ init: { s: false } }, { step: () => 0 }, { init: {}, step: () => 0 }, 1],
    "body must be a record with init, which has 's', and step",
  ],
  [
    'expectRule',
    expectRule,
    [postPre([1, 1])],
    [postPre, { term: 1, init: 1 }, { init: 1, step: 1 }, { term: 1, step: 1 }],
    'rule must be a learning rule, as postPre([1e-4, 1e-2]) makes it',
  ],
  [
    'expectWiring',
    expectWiring,
    [() => 0],
    [{}, undefined],
    'connection must be a kind of connection, as dense(uniform(1)) makes it',
  ],
  [
    'expectFold',
    expectFold,
    [record()],
    [record, { next: () => 0 }, { done: () => 0 }, { next: 1, done: () => 0 }, { next: () => 0, done: 1 }],
    'fold must be a fold, as record() makes it',
  ],
  [
    'expectTensor',
    expectTensor,
    [zeros([2])],
    ['a', { ...zeros([2]), shape: [3] }],
    'tensor must be a tensor, as tensor(shape, values) makes it',
  ],
  ['expectArray', expectArray, [[], [1]], [{}, Int32Array.of(1), 'a'], 'values must be an array'],
  [
    'expectRecord',
    expectRecord,
    [{}, { a: 1 }],
    [[], null, undefined, Int32Array.of(1), 'a', () => 0],
    'value must be a record',
  ],
  ['expectFunction', expectFunction, [() => 0, lif], [{}, undefined, 'a'], 'function must be a function'],
  [
    'expectAlgebra',
    expectAlgebra,
    [eagerAlgebra],
    [{}, { constant: 1, type: 1 }, { constant: 1, apply: 1 }, { type: 1, apply: 1 }],
    'A must be an algebra, such as eagerAlgebra',
  ],
  ['expectNumber', expectNumber, [0, -1.5, Infinity], [NaN, '1', 1n, undefined, true], 'value must be a number'],
  [
    'expectBatch',
    expectBatch,
    [1, 2, 64],
    [0, -1, 1.5, NaN, '1'],
    'batch must be a whole number of samples, at least 1',
  ],
])('%s takes what it is for, and tells of anything else', (_, check, taken, refused, says) => {
  for (const value of taken) expect(() => check('here', value)).not.toThrow();
  const [usual] = says.split(' must be ');
  for (const value of refused) {
    expect(() => check('here', value)).toThrow(`here: ${says}, got `);
    expect(() => check('here', value, 'it')).toThrow(`here: ${says.replace(usual!, 'it')}, got `);
  }
});

describe('functions of authors are told of arguments that are none', () => {
  const never = (value: unknown) => value as never;
  test.each<readonly [string, () => unknown]>([
    [
      'stepNetwork: net must be a network, as orThrow(network(...)) gives it, got 1',
      () => stepNetwork(eagerAlgebra, never(1), never(state)),
    ],
    [
      'stepNetwork: state must be a state, as initial(net) gives it, or the state in the result of a run, got 1',
      () => stepNetwork(eagerAlgebra, never(net), never(1)),
    ],
    [
      'normaliseWeights: net must be a network, as orThrow(network(...)) gives it, got 1',
      () => normaliseWeights(eagerAlgebra, never(1), never(state)),
    ],
    [
      'normaliseWeights: state must be a state, as initial(net) gives it, or the state in the result of a run, got 1',
      () => normaliseWeights(eagerAlgebra, never(net), never(1)),
    ],
    ['algebra: interpreter must be an algebra, such as eagerAlgebra, got {}', () => algebra(never({}))],
    ['draw: function must be a function, got 1', () => draw({}, never(1))],
    ['nodesOf: graph must be a record, got 1', () => nodesOf(never(1))],
    ['evaluate: A must be an algebra, such as eagerAlgebra, got {}', () => evaluate(never({}), never({}), {})],
    ['evaluate: graph must be a record, got 1', () => evaluate(eagerAlgebra, never(1), {})],
    ['fold: input must be a tensor, as a monitor gives it, got 3', () => record().next(never(3), never({}))],
    [
      'fold: input must be a tensor, as a monitor gives it, got [1, 2] (tensor(shape, values) makes one of it)',
      () => record().next(never([1, 2]), never({})),
    ],
  ])('%s', (message, call) => {
    expect(call).toThrow(expect.objectContaining({ message }));
  });
});
