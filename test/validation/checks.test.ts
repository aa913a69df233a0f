import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  bounded,
  dense,
  explain,
  input,
  layer,
  lif,
  network,
  normalised,
  postPre,
  rmax,
  sparse,
  summed,
  tensor,
  traced,
  uniform,
  zeros,
  type Layer,
  type Names,
} from '../../src/index.js';
import { types, type AnyModel, type AnyRule, type AnyWiring } from '../../src/authoring.js';
import { infiniteVariables } from '../../src/core/check/infinite.js';
import { checked } from '../../src/core/check/values.js';
import { windowFaults } from '../../src/core/check/windows.js';
import { leaves } from '../../src/core/graph/tree.js';
import { alone } from '../support/alone.js';

const places = (...at: readonly number[]) => tensor([at.length], at, 'i32');
const f32 = (...shape: readonly number[]) => zeros(shape);

describe('places of a step lie within what they are places of', () => {
  const operations: readonly (readonly [string, number, (at: readonly number[]) => unknown])[] = [
    ['gather', 3, (at) => checked.gather(f32(1, 3), places(...at))],
    ['scatter', 5, (at) => checked.scatter(f32(1, at.length), places(...at), 5)],
    ['deposit', 6, (at) => checked.deposit(f32(1, 2, 3), zeros([1], 'i32'), f32(1, at.length), places(...at))],
    ['collect', 6, (at) => checked.collect(f32(1, 2, 3), zeros([1], 'i32'), places(...at))],
    ['gather', 1, (at) => checked.gather(f32(1, 1), places(...at))],
    ['gather', 4, (at) => checked.gather(f32(2, 4), places(...at))],
  ];
  test.each(operations)('%s, of %i', (op, extent, of) => {
    for (const at of [[0], [0, 0], [extent - 1], [-1], [-1, -1], [0, extent - 1, -1], [extent - 1, 0], []])
      expect(() => of(at)).not.toThrow();
    const told = (got: number) => `${op} needs places from -1 to ${extent - 1}, got ${got}`;
    for (const [at, got] of [
      [[extent], extent],
      [[0, extent + 5, 0], extent + 5],
      [[-2], -2],
      [[0, -7, -1], -7],
      [[-2, extent], extent],
    ] as const)
      expect(() => of(at)).toThrow(told(got));
  });

  test('of a ring in each of its rows', () => {
    const ring = checked.constant(f32(2, 3, 4));
    expect(() => checked.collect(ring, zeros([2], 'i32'), places(11))).not.toThrow();
    expect(() => checked.collect(ring, zeros([2], 'i32'), places(12))).toThrow('places from -1 to 11, got 12');
  });
});

test('a tree of values has no other parts', () => {
  for (const [part, got] of [
    [null, 'null'],
    [3, '3'],
    [undefined, 'nothing'],
  ] as const)
    expect(() => leaves({ a: { b: part } } as never)).toThrow(
      `tree: part must be a typed value, or a record of such, got ${got}`,
    );
  const x = types.constant(f32(2));
  expect(leaves({ a: { b: x }, dtype: x } as never).map(([path]) => path)).toEqual(['a.b', 'dtype']);
});

describe('a layer remembers a million steps at most', () => {
  const most = 2 ** 20;
  const faultsAt = (window: number, dt: number) =>
    windowFaults({ model: { init: { past: { window, of: 0 }, v: 0 } } } as unknown as Layer<string>, dt);
  test.each([
    [most, 1],
    [most / 2, 0.5],
  ])('%s ms in steps of %s', (window, dt) => {
    expect(faultsAt(window, dt)).toEqual([]);
    expect(faultsAt(window + dt, dt)).toEqual([
      {
        _tag: 'Parameter',
        what: "'past'",
        want: 'at most 1048576 steps',
        got: `1048577 (a window of ${window + dt} ms in steps of ${dt})`,
      },
    ]);
  });
});

test('variables are infinite where a tensor starts so, upwards or downwards, or in part', () => {
  const net = alone([2], {
    term: { name: 'own', params: {} },
    init: {
      up: tensor([2], [0, Infinity]),
      down: tensor([2], [-Infinity, 1]),
      none: tensor([2], [3e38, -3e38]),
      count: tensor([2], [1, 2], 'i32'),
      s: false,
    },
    step: (A, { up, down, none, count }) => ({
      up: up!,
      down: down!,
      none: none!,
      count: count!,
      s: A.gt(up!, 0),
    }),
  });
  expect([...infiniteVariables(net)]).toEqual(['state.layers.N.up', 'state.layers.N.down']);
});

const said = (model: AnyModel, wiring: AnyWiring = dense(uniform(1)), rule?: AnyRule): readonly string[] => {
  const built = network<Names, Names>(
    { dt: 1 },
    { X: layer([3], traced(input())), Y: layer([2], model) as Layer<string> },
    (connect) => ({ XY: connect('X', 'Y', wiring, rule as never) }),
  );
  return E.isLeft(built) ? built.left.map(explain) : [];
};
const own = (step: AnyRule['step']): AnyRule => ({ term: { name: 'own', params: {} }, init: {}, step });

describe('a rule is told', () => {
  test.each<readonly [string, AnyRule, readonly string[]]>([
    [
      'that it takes its source for its target',
      own((A, { w }, { pre, correlate }) => ({ w: A.add(w!, correlate(pre['x']!, pre['x']!, 'sum')) })),
      ["connection 'XY': the step failed: correlate needs pre [4, 3] and post [4, 2], got pre [4, 3] and post [4, 3]"],
    ],
    [
      'that it takes its target for its source',
      own((A, { w }, { post, correlate }) => ({ w: A.add(w!, correlate(post['x']!, post['x']!, 'sum')) })),
      ["connection 'XY': the step failed: correlate needs pre [4, 3] and post [4, 2], got pre [4, 2] and post [4, 2]"],
    ],
    [
      'that it gives a promise',
      own((async () => ({})) as never),
      ["connection 'XY': the step failed: a rule returns a record of variables, got a Promise (await it)"],
    ],
    [
      'that it gives a list',
      own((() => []) as never),
      ["connection 'XY': the step failed: a rule returns a record of variables, got []"],
    ],
    [
      'of the first variable that is not there',
      own((A, { w }, { pre, post }) => ({ w: A.add(w!, A.add(post['u']!, pre['t']!)) })),
      ["connection 'XY': own reads u of layer 'Y': its model has v, refrac, s, x"],
    ],
    [
      'what gives a layer sums',
      own((A, { w }, { post }) => ({ w: A.add(w!, A.sum(post['summed']!, [0, 1])) })),
      ["connection 'XY': own reads summed of layer 'Y': wrap its model in summed(...)"],
    ],
    [
      'which model has probabilities',
      rmax(0.1) as AnyRule,
      ["connection 'XY': rmax reads prob of layer 'Y': srm0 has it"],
    ],
  ])('%s', (_, rule, faults) => {
    expect(said(traced(lif()), undefined, rule)).toEqual(faults);
  });

  test('that there are no weights to change', () => {
    const built = network<Names, Names>(
      { dt: 1 },
      { X: layer([1, 2, 2], traced(input())), Y: layer([1, 2, 2], traced(lif())) },
      (connect) => ({ XY: connect('X', 'Y', weightless, postPre([0.1, 0.1]) as never) }),
    );
    expect(E.isLeft(built) && built.left.map(explain)).toEqual([
      "connection 'XY': a connection without weights takes no rule, got postPre",
    ]);
  });
  const weightless: AnyWiring = (from, to) => {
    const { init: _, ...others } = dense(zeros([4, 4]))([4], [4]);
    void [from, to];
    return {
      ...others,
      init: {},
      learned: [],
      faults: [],
      apply: (A, vars, pre) => ({ current: A.mul(pre, 1), vars }),
    };
  };

  test('that it cannot have a variable called as one of the connection', () => {
    const rule: AnyRule = { ...own((_A, vars) => vars), init: { w: 'pre' } };
    expect(said(traced(lif()), undefined, rule)).toEqual([
      "connection 'XY': variable of the rule must be of another name than those of the connection (w), got 'w'",
    ]);
  });
});

test('a model without a voltage whose step fails is told so once, though weights lead to it', () => {
  const model: AnyModel = {
    term: { name: 'own', params: {} },
    init: { s: false },
    step: () => {
      throw new Error('not yet');
    },
  };
  expect(said(model)).toEqual(["layer 'Y': the step failed: not yet"]);
});

test('a step that reads several variables that are not there is told the first', () => {
  const model: AnyModel = {
    ...lif(),
    step: (A, { s, u, t }) => ({ v: A.add(u!, t!), refrac: t!, s: s! }),
  };
  expect(said(model)).toEqual(["layer 'Y': the step reads u: its model has v, refrac, s"]);
});

test('a norm is no matter of weights that are not there', () => {
  const none = sparse({ shape: [3, 2], pre: new Int32Array(0), post: new Int32Array(0) } as never, zeros([0]));
  expect(said(traced(lif()), normalised(none, 5), bounded(postPre([0.1, 0.1]), 0, 1) as never)).toEqual([]);
});

test('a model that sums its spikes has what a rule of sums reads', () => {
  const rule = own((A, { w }, { post }) => ({ w: A.add(w!, A.sum(post['summed']!, [0, 1])) }));
  expect(said(summed(lif()), undefined, rule)).toEqual([]);
});
