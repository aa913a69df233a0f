import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import {
  adaptiveLif,
  biased,
  bounded,
  csrm,
  decaying,
  dense,
  eager,
  explain,
  initial,
  input,
  layer,
  type Layer,
  lif,
  network,
  noOp,
  normalised,
  orThrow,
  patternOfRows,
  sparse,
  postPre,
  run,
  tensor,
  traced,
  uniform,
  wasm,
  zeros,
  type Faults,
  type Names,
} from '../../src/index.js';
import type { AnyModel, AnyRule, Model } from '../../src/authoring.js';

const said = (built: E.Either<Faults, unknown>): readonly string[] => (E.isLeft(built) ? built.left.map(explain) : []);

test("all faults come back at once, by the user's own names", () => {
  const built = network(
    { dt: 0 },
    {
      X: layer([784], traced(input(), { tau: -1 })),
      Y: layer([100], traced(lif({ tau: 0, refrac: -5, thresh: zeros([7]) }))),
    },
    (connect) => ({
      XY: connect(
        'X',
        'Y',
        normalised(dense(zeros([100, 784])), 0),
        bounded(decaying(postPre([Number.NaN, 1]), 2), 1, 0),
      ),
    }),
  );
  expect(said(built)).toEqual([
    'network: dt must be a positive number of ms, got 0',
    "layer 'X': tau must be positive, got -1",
    "layer 'Y': thresh must be a number or [100], got [7]",
    "layer 'Y': refrac must be at least 0, got -5",
    "layer 'Y': tau must be positive, got 0",
    "connection 'XY': weights must be [784, 100] (transposed(w) of spikefold/file turns them), got [100, 784]",
    "connection 'XY': norm must be positive and finite, got 0",
    "connection 'XY': nu pre must be a finite number, got NaN",
    "connection 'XY': rate must be in [0, 1], got 2",
    "connection 'XY': min must be at most max (0), got 1",
  ]);
});

test.each([1e-45, 1e39])('a dt of %s ms, which float32 does not hold, is refused', (dt) => {
  expect(said(network({ dt }, { X: layer([1], input()) }))).toEqual([
    `network: dt must be a positive number of ms, from 1.2e-38 to 3.4e38 (steps compute in float32), got ${dt}`,
  ]);
});

test.each([
  [
    'a shape with no neurons',
    { X: layer([0], input()) },
    "layer 'X': shape must be whole numbers of at least 1, got [0]",
  ],
  [
    'a name that JavaScript would move',
    { 7: layer([1], input()) },
    "network: layer name must be not empty, not a whole number, not __proto__, and without dots, got '7'",
  ],
  [
    'a name with a dot',
    { 'a.b': layer([1], input()) },
    "network: layer name must be not empty, not a whole number, not __proto__, and without dots, got 'a.b'",
  ],
  ['no layers', {}, 'network: layers must be at least one, got none'],
])('%s is refused', (_, layers, text) => {
  expect(said(network({ dt: 1 }, layers as Readonly<Record<string, Layer<'s'>>>))).toEqual([text]);
});

test('what a function refuses that connections call is a fault with its name', () => {
  const built = network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(uniform(-1))),
  }));
  expect(said(built)).toEqual([
    'network: seed of uniform must be a whole number from 0 to 2^32 - 1, or a key from foldIn, got -1',
  ]);
});

test('bad weights and biases are refused', () => {
  const given = (w: Parameters<typeof dense>[0], b: Parameters<typeof biased>[1] = 0) =>
    said(
      network({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }, (connect) => ({
        XY: connect('X', 'Y', biased(dense(w), b)),
      })),
    );
  expect(given(uniform(1))).toEqual([]);
  expect(given(tensor([2, 3], [1, 2, 3, 4, 5, Infinity]))).toEqual([
    "connection 'XY': weights must be finite, got Infinity",
  ]);
  expect(given({ shape: [2, 3], dtype: 'f32', data: Float32Array.of(1, 2) })).toEqual([
    "connection 'XY': weights must be a tensor [2, 3], got a tensor f32 [2, 3] of 2 values",
  ]);
  expect(given(uniform(1), zeros([5]))).toEqual(["connection 'XY': bias must be [3], got [5]"]);
  expect(given(zeros([2, 3], 'i32'), zeros([3], 'bool'))).toEqual([]);
});

test('a model whose step breaks its own types is found by network', () => {
  const forgetful: Model<'v' | 's'> = {
    term: { name: 'forgetful', params: {} },
    init: { v: 0, s: false },
    step: (A, { v }, current) => ({ v: A.sum(A.add(v, current), [1]), s: A.gt(v, 0) }),
  };
  expect(said(network({ dt: 1 }, { Y: layer([3], forgetful) }))).toEqual([
    "layer 'Y': 'v' after a step must be f32 [4, 3], got f32 [4]",
  ]);
  const broken: Model<'s'> = {
    ...input(),
    step: (A, _state, current) => ({ s: A.contract('bi,ij->bj', current, zeros([5, 5])) }),
  };
  expect(said(network({ dt: 1 }, { Y: layer([3], broken) }))).toEqual([
    "layer 'Y': the step failed: contract needs 'bi,ij->bj', got [4, 3] and [5, 5]",
  ]);
});

test('per-neuron parameters of the right shape pass', () => {
  expect(
    said(
      network(
        { dt: 0.5 },
        { Y: layer([2, 2], traced(adaptiveLif({ tau: tensor([2, 2], [1, 2, 3, 4]), theta: zeros([2, 2]) }))) },
      ),
    ),
  ).toEqual([]);
});

test('a sparse pattern may be given by rows', () => {
  const { pre, post } = patternOfRows([0, 2, 2, 3], [1, 0, 1]);
  expect([Array.from(pre), Array.from(post)]).toEqual([
    [0, 0, 2],
    [1, 0, 1],
  ]);
  const built = network({ dt: 1 }, { X: layer([3], input()), Y: layer([2], lif()) }, (connect) => ({
    XY: connect('X', 'Y', sparse(patternOfRows([0, 2, 2, 3], [1, 0, 2]), tensor([3], [1, 2, 3]))),
  }));
  expect(said(built)).toEqual(["connection 'XY': post must be neurons from 0 to 1, got 2"]);
});

test('a rule that reads what its layer does not have is refused by their names, and says what to do', () => {
  const untraced = (rule: AnyRule) =>
    said(
      network<Names, Names>({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([3], lif()) }, (connect) => ({
        XY: connect('X', 'Y', dense(uniform(1)), rule as never),
      })),
    );
  expect(untraced(bounded(decaying(postPre([0, 1e-2]), 0.1), 0, 1))).toEqual([]);
  expect(untraced(bounded(decaying(postPre([1e-2, 0]), 0.1), 0, 1))).toEqual([
    "connection 'XY': postPre reads trace x of layer 'Y': wrap its model in traced(...)",
  ]);
  const own = (reads: string): AnyRule => ({
    term: { name: 'own', params: {} },
    init: {},
    step: (A, { w }, { post }) => ({ w: A.add(w!, A.sum(post[reads]!, [0, 1])) }),
  });
  expect(untraced(own('v'))).toEqual([]);
  expect(untraced(own('calcium'))).toEqual([
    "connection 'XY': own reads calcium of layer 'Y': its model has v, refrac, s",
  ]);
});

test('a rule that looks whether a variable is there may be content without', () => {
  const rule: AnyRule = {
    term: { name: 'content', params: {} },
    init: {},
    step: (A, { w }, { post }) => ({ w: A.add(w!, A.sum(('x' in post ? post['x'] : post['s'])!, [0, 1])) }),
  };
  expect(
    said(
      network<Names, Names>({ dt: 1 }, { X: layer([2], input()), Y: layer([3], lif()) }, (connect) => ({
        XY: connect('X', 'Y', dense(uniform(1)), rule as never),
      })),
    ),
  ).toEqual([]);
});

test('a variable of a rule that is given a value in place of where it lives is a fault that says the places', () => {
  const rule = { ...noOp(), init: { theta: 1, e: 'synapse' } } as unknown as AnyRule;
  expect(
    said(
      network({ dt: 1 }, { X: layer([2], input()), Y: layer([2], lif()) }, (connect) => ({
        XY: connect('X', 'Y', dense(uniform(1)), rule as never),
      })),
    ),
  ).toEqual([
    "connection 'XY': init of 'theta' must be one of 'pre', 'post', 'synapse', 'row' (where it lives; it starts at 0), got 1",
  ]);
});

test("what a connection remembers for a layer that responds over time is no name for a rule's variable", () => {
  const rule: AnyRule = { ...noOp(), init: { recent: 'pre' }, step: (_A, vars) => vars };
  const into = (model: AnyModel) =>
    said(
      network<Names, Names>({ dt: 1 }, { X: layer([2], input()), Y: layer([3], model) }, (connect) => ({
        XY: connect('X', 'Y', dense(uniform(1)), rule as never),
      })),
    );
  expect(into(lif())).toEqual([]);
  expect(into(csrm())).toEqual([
    "connection 'XY': variable of the rule must be of another name than those of the connection (w, recent), got 'recent'",
  ]);
});

test('a step that gives a variable another type, or its batch in a fixed number of rows, is found by network', () => {
  const model = (step: Model<'v' | 's'>['step']): Model<'v' | 's'> => ({
    term: { name: 'own', params: {} },
    init: { v: 0, s: false },
    step,
  });
  const alone = (own: Model<'v' | 's'>) => said(network({ dt: 1 }, { Y: layer([1], own) }));
  expect(alone(model((A, { v }) => ({ v: A.gt(v, 0), s: A.gt(v, 0) })))).toEqual([
    "layer 'Y': 'v' after a step must be f32 [3, 1], got bool [3, 1]",
  ]);
  expect(alone(model((A, { v }) => ({ v: A.constant(zeros([3, 1])), s: A.gt(v, 0) })))).toEqual([
    "layer 'Y': 'v' after a step must be f32 [4, 1], got f32 [3, 1]",
  ]);
  expect(alone(model((_A, { v }) => ({ v, s: 1 as never })))).toEqual([
    "layer 'Y': 's' after a step must be bool [3, 1], a value that A computes, got 1",
  ]);
});

test.each<readonly [string, (v: number) => unknown]>([
  ['v + 1', (v) => v + 1],
  ['v > 1', (v) => v > 1],
  ['-v', (v) => -v],
  ['Math.exp(v)', (v) => Math.exp(v)],
])('%s in a step is a fault that names the operations of the algebra', (_, operator) => {
  const own: Model<'v' | 's'> = {
    term: { name: 'own', params: {} },
    init: { v: 0, s: false },
    step: (A, { v }) => ({ v: operator(v as number) === true ? A.mul(v, 0) : v, s: A.gt(v, 0) }),
  };
  expect(said(network({ dt: 1 }, { Y: layer([1], own) }))).toEqual([
    "layer 'Y': the step failed: values have no operators of JavaScript: write A.add(x, y) for x + y, A.gt(x, y) for x > y",
  ]);
});

test('a layer may be called dtype', async () => {
  const net = orThrow(network({ dt: 1 }, { dtype: layer([2], input()) }));
  const drive = [{ inputs: { dtype: tensor([2], [0, 1], 'bool') } }];
  for (const backend of [eager, wasm])
    expect([...orThrow(await run(backend, net, initial(net), drive)).state.layers.dtype.s.data]).toEqual([0, 1]);
});
