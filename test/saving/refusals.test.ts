import { expect, test } from 'vitest';
import {
  adaptiveLif,
  dense,
  frozen,
  initial,
  input,
  layer,
  lif,
  network,
  normalised,
  orThrow,
  postPre,
  tensor,
  traced,
  type Names,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel, AnyRule, AnyWiring } from '../../src/authoring.js';
import { assignmentIn, load, loadState, save, saveState, type Plain } from '../../src/file.js';
import { assignLabels } from '../../src/read-out.js';
import { expectSame } from '../support/same.js';
import { bytes, net, state } from './support/small.js';
import { said } from './support/tried.js';

const of = (model: AnyModel, wiring: AnyWiring = dense(tensor([2, 2], [1, 2, 3, 4])), rule?: AnyRule) =>
  orThrow(
    network<Names, Names>({ dt: 1 }, { X: layer([2], traced(input())), Y: layer([2], model) }, () => ({
      XY: { from: 'X', to: 'Y', wiring, ...(rule && { rule }) },
    })),
  );

/** A model of a user's own; under its own name, or under one of ours. */
const leaky = (name: string): AnyModel => ({
  term: { name, params: {} },
  init: { v: 0, s: false },
  step: (A, { v }, current) => ({ v: A.mul(A.add(v!, current), 0.5), s: A.ge(v!, 1) }),
});
const step = lif().step;

test.each<readonly [string, ReturnType<typeof of>, readonly unknown[]]>([
  [
    'of a name that is not ours',
    of(leaky('leaky')),
    [expect.stringMatching(/^description: unknown model 'leaky' of layer 'Y': one of adEx, /)],
  ],
  [
    'by the name of one of ours, with other variables',
    of(leaky('lif')),
    [
      "layer 'Y': 'lif' must be the same when read back from the description (saveState saves the state alone), got something else",
    ],
  ],
  [
    'that steps otherwise',
    of({ ...lif(), step: (A, vars, current, dt, u) => step(A, vars, A.mul(current, 2), dt, u) }),
    [
      "layer 'Y': 'lif' must be the same when read back from the description (saveState saves the state alone), got something else",
    ],
  ],
  [
    'that starts otherwise',
    of({ ...lif(), init: { ...lif().init, v: -60 } }),
    [expect.stringContaining("layer 'Y': 'lif'")],
  ],
  [
    'that learns otherwise',
    of({
      ...lif(),
      learned: ['refrac'],
      step: (A, vars, current, dt, u) => ({
        ...step(A, vars, current, dt, u),
        refrac: vars['refrac'] as typeof current,
      }),
    } as AnyModel),
    [expect.stringContaining("layer 'Y': 'lif'")],
  ],
  ['that asks for noise', of({ ...lif(), noise: 'row' }), [expect.stringContaining("layer 'Y': 'lif'")]],
  [
    'whose connection delivers otherwise',
    of(lif(), (from, to) => {
      const one = dense(tensor([2, 2], [1, 2, 3, 4]))(from, to);
      return { ...one, apply: (A, vars, pre, dt) => one.apply(A, vars, A.mul(pre, 2), dt) };
    }),
    [expect.stringContaining("connection 'XY': 'dense' must")],
  ],
  [
    'whose connection normalises',
    of(lif(), (from, to) => ({ ...dense(tensor([2, 2], [1, 2, 3, 4]))(from, to), normalise: (_, vars) => vars })),
    [expect.stringContaining("connection 'XY': 'dense' must")],
  ],
  [
    'whose rule learns otherwise',
    of(traced(lif()), undefined, { ...postPre([0.1, 0.2]), step: (A, { w }) => ({ w: A.mul(w!, 2) }) } as AnyRule),
    [expect.stringContaining("connection 'XY': 'dense' and 'postPre' must")],
  ],
  [
    'whose rule wants a reward',
    of(traced(lif()), undefined, { ...postPre([0.1, 0.2]), rewarded: true } as AnyRule),
    [expect.stringContaining("connection 'XY': 'dense' and 'postPre' must")],
  ],
  [
    'whose threshold is not learned',
    of({ ...adaptiveLif(), learned: [] }),
    [expect.stringContaining("layer 'Y': 'adaptiveLif'")],
  ],
  [
    'that normalises otherwise',
    of(lif(), (from, to) => ({
      ...normalised(dense(tensor([2, 2], [1, 2, 3, 4])), 5)(from, to),
      normalise: (A, vars) => ({ ...vars, w: A.mul(vars['w']!, 2) }),
    })),
    [expect.stringContaining("connection 'XY': 'normalised' must")],
  ],
])('a network %s is refused when it is saved, and its state can be saved alone', (_, foreign, texts) => {
  const first = initial(foreign, { batch: 2, seed: 5 });
  expect(said(save(foreign, first))).toEqual(texts);
  expectSame({ ...orThrow(loadState(foreign, orThrow(saveState(foreign, first)))).state }, { ...first });
});

test('a network whose tensors are one, or are many of the same numbers, is saved', () => {
  const x = tensor([2], [5, 7]);
  for (const model of [lif({ tau: x, refrac: x }), lif({ tau: x, refrac: tensor([2], [5, 7]) })]) {
    const some = of(model);
    expectSame({ ...orThrow(load(orThrow(save(some, initial(some))))).state }, { ...initial(some) });
  }
});

test.each<readonly [string, () => unknown, readonly string[]]>([
  [
    'a state of another network',
    () => save(net, initial(of(lif())) as never),
    [
      'state: layers.Y.v',
      'state: layers.Y.refrac',
      'state: layers.Y.theta',
      'state: layers.Y.thetaLost',
      'state: layers.Y.s',
      'state: layers.Y.x',
      'state: connections.XY.w',
    ],
  ],
  [
    'a function',
    () => save(net, state, { readOut: { f: () => 1 } as never }),
    [
      'file: readOut.f must be plain data: null, true or false, numbers, strings, tensors, arrays and records of them, got the function f',
    ],
  ],
  [
    'a date, a map, a hole',
    () => save(net, state, { readOut: { d: new Date(), m: [new Map()], u: undefined } as never }),
    [
      'file: readOut.d must be plain data: null, true or false, numbers, strings, tensors, arrays and records of them, got a Date',
      'file: readOut.m[0] must be',
      'file: readOut.u must be',
    ],
  ],
  [
    'itself',
    () => {
      const loop: Record<string, unknown> = {};
      loop['a'] = loop;
      return save(net, state, { readOut: loop as never });
    },
    ['file: readOut.a must be without itself inside, got a cycle'],
  ],
  [
    'a key of another meaning',
    () => save(net, state, { readOut: JSON.parse('{"__proto__":1}') as never }),
    ['file: readOut must be without the key __proto__, got one'],
  ],
  [
    'bools that are none',
    () => save(net, state, { readOut: { b: { shape: [1], dtype: 'bool' as const, data: Uint8Array.of(3) } } }),
    ["file: tensor 'readOut.b' must be bool [1], all of it 0 or 1, got 3 at place 0"],
  ],
])('%s is refused, not written', (_, attempt, beginnings) => {
  const texts = said(attempt() as Parameters<typeof said>[0]);
  expect(texts).toHaveLength(beginnings.length);
  texts.forEach((text, place) => expect(text.startsWith(beginnings[place]!)).toBe(true));
});

test('loading without learning holds the thresholds too, and what it gives can be saved', () => {
  const still = orThrow(load(bytes, { learning: false }));
  expect(still.net.layers['Y']!.frozen).toBe(true);
  expect(still.net.connections['XY']!.frozen).toBe('all');
  const again = orThrow(load(orThrow(save(still.net, still.state, { readOut: still.readOut }))));
  expect(again.net.layers['Y']!.frozen).toBe(true);
  expect(orThrow(save(orThrow(load(bytes)).net, state, { readOut: still.readOut }))).toStrictEqual(bytes);
  expect(orThrow(save(frozen(net), state))).toStrictEqual(orThrow(save(still.net, state)));
});

test('what is frozen twice stays as still as it was', () => {
  const norm = of(traced(lif()), normalised(dense(tensor([2, 2], [1, 2, 3, 4])), 5), postPre([0.1, 0.2]) as AnyRule);
  const still = frozen(frozen(norm), { normalising: true });
  const loaded = orThrow(load(orThrow(save(still, initial(still))))).net;
  expect(loaded.connections['XY']!.frozen).toBe('all');
  expect(
    orThrow(load(orThrow(save(frozen(norm, { normalising: true }), initial(norm))))).net.connections['XY']!.frozen,
  ).toBe('rule');
});

test('paths that are the same name two tensors apart', () => {
  const readOut = { a: { b: tensor([1], [1]) }, 'a.b': tensor([1], [2]), "a.b'": tensor([1], [3]) };
  expect(orThrow(load(orThrow(save(net, state, { readOut })))).readOut).toEqual(readOut);
});

test('names that mean something to JavaScript pollute nothing', () => {
  const readOut = JSON.parse('{"constructor": {"prototype": {"polluted": 1}}}') as { readonly [name: string]: Plain };
  const read = orThrow(load(orThrow(save(net, state, { readOut })))).readOut;
  expect(read).toEqual(readOut);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

const assigned = orThrow(assignLabels(tensor([2, 3], [1, 0, 2, 0, 1, 2]), [0, 1], 2));

test('labels, proportions and rates are kept as they are', () => {
  const { readOut } = orThrow(load(orThrow(save(net, state, { readOut: assigned }))));
  const read = orThrow(assignmentIn(readOut));
  expect(read).toStrictEqual(assigned);
});

test.each<readonly [string, Plain, readonly string[]]>([
  ['nothing', null, ['evaluation: assignment must be a record, got null']],
  [
    'labels without a column',
    { ...assigned, assignments: [0, 1, 2] },
    ['evaluation: label must be a whole number from -1 to 1, got 2 at place 2'],
  ],
  ['too few labels', { ...assigned, assignments: [0] }, ['evaluation: labels must be 3, one for each neuron, got 1']],
  [
    'tables of two shapes',
    { ...assigned, proportions: tensor([1, 2], [1, 0]) as Tensor },
    ['evaluation: proportions must be [3, 2], got [1, 2]'],
  ],
  [
    'tables that are none',
    { ...assigned, assignments: 7, rates: tensor([3], [1, 0, 1]) },
    [
      'evaluation: assignments must be an array of labels, got 7',
      'evaluation: rates must be a tensor of f32 [n, labels], got a tensor f32 [3]',
    ],
  ],
])('%s is no assignment', (_, plain, texts) => {
  expect(said(assignmentIn(plain))).toEqual(texts);
});
