import * as E from 'fp-ts/lib/Either.js';
import { expect, test } from 'vitest';
import { dense, explain, input, layer, lif, network, tensor, traced, uniform } from '../../src/index.js';
import { neuron, positive, ruleOf, type AnyModel, type AnyRule } from '../../src/authoring.js';
import { tried } from '../../src/core/either.js';

// Mistakes of models and rules of one's own, as plain JavaScript lets them through.

type Step = AnyModel['step'];
const model = (body: object): AnyModel => neuron('mine', { tau: [10, positive] }, () => body as AnyModel)();
const stepping = (step: Step, more: object = {}): AnyModel => model({ init: { v: 0, s: false }, step, ...more });
const good: Step = (A, { v }, x) => ({ v: A.add(v!, x), s: A.gt(v!, 1) });

const said = (build: () => E.Either<Parameters<typeof explain>[0][], unknown>): readonly string[] => {
  const found = E.flatten(tried(build) as E.Either<Parameters<typeof explain>[0][], ReturnType<typeof build>>);
  return E.isLeft(found) ? found.left.map(explain) : [];
};
const ofModel = (make: () => AnyModel): readonly string[] =>
  said(() => network({ dt: 1 }, { Y: layer([3], make()) }) as ReturnType<Parameters<typeof said>[0]>);

const placed = (places: readonly number[], op: 'gather' | 'scatter'): Step => {
  const list = tensor([3], places, 'i32');
  return (A, { v }, x) => ({
    v: op === 'gather' ? A.gather(A.add(v!, x), list) : A.scatter(x, list, 3),
    s: A.gt(v!, 1),
  });
};

test.each<readonly [string, () => AnyModel, readonly string[]]>([
  ['nothing', () => stepping(good), []],
  [
    'a variable that init lacks',
    () => stepping((A, vars, x, dt, u) => ({ ...good(A, vars, x, dt, u), w: x })),
    ["layer 'Y': variable after a step must be one of 'v', 's', got 'w'"],
  ],
  [
    'no result',
    () => stepping(() => undefined as never),
    ["layer 'Y': result of a step must be a record of variables, got nothing"],
  ],
  [
    'a promise',
    () => stepping((async () => ({})) as never),
    ["layer 'Y': result of a step must be a record of variables, got a Promise (await it)"],
  ],
  [
    'a variable that is not there',
    () => stepping((A, { u }, x) => ({ v: A.add(u!, x), s: A.gt(u!, 1) })),
    ["layer 'Y': the step reads u: its model has v, s"],
  ],
  [
    'a learned variable with batch rows',
    () =>
      model({
        init: { v: 0, theta: 0, s: false },
        learned: ['theta'],
        step: ((A, { v, theta }, x) => ({ v: A.add(v!, x), theta: A.add(theta!, x), s: A.gt(v!, 1) })) as Step,
      }),
    [
      "layer 'Y': 'theta' after a step must be f32 [3], got f32 [4, 3] (all batch rows share it: A.sum(change, [0]) adds up what they change)",
    ],
  ],
  [
    'an operand that is no value',
    () => stepping((A, { v }) => ({ v: A.add(v!, [1] as never), s: A.gt(v!, 1) })),
    ["layer 'Y': the step failed: operands are values, numbers or tensors, got [1]"],
  ],
  [
    'an operand that is not there, as a parameter by another name',
    () => stepping((A, { v }, x) => ({ v: A.mul(A.add(v!, x), undefined as never), s: A.gt(v!, 1) })),
    [
      "layer 'Y': the step failed: operands are values, numbers or tensors, got nothing (a name that is not there, or an operand left out)",
    ],
  ],
  [
    'an operation that there is not',
    () => stepping((A, { v }) => ({ v: (A as unknown as Record<'sqrt', typeof A.exp>).sqrt(v!), s: A.gt(v!, 1) })),
    [
      "layer 'Y': the step failed: A has no operation sqrt (docs/authoring.md lists them; a power of x > 0 is A.exp(A.mul(power, A.log(x))))",
    ],
  ],
  [
    'an axis in place of axes',
    () => stepping((A, { v }) => ({ v: A.sum(v!, 1 as never), s: A.gt(v!, 1) })),
    ["layer 'Y': the step failed: sum needs axes, such as [1], got 1"],
  ],
  [
    'random numbers that it does not ask for',
    () => stepping((A, { v }, x, _, u) => ({ v: A.add(v!, x), s: A.gt(v!, u) })),
    ["layer 'Y': the step failed: a step that reads random numbers needs noise: 'neuron' (or 'row') in its model"],
  ],
  ['random numbers of its own', () => stepping(good, { noise: 'neuron' }), []],
  [
    'noise by another name',
    () => stepping(good, { noise: 'neurons' }),
    ["layer: noise must be one of 'row', 'neuron', or absent, got 'neurons'"],
  ],
  [
    'a place beyond a layer',
    () => stepping(placed([0, 1, 3], 'gather')),
    ["layer 'Y': the step failed: gather needs places from -1 to 2, got 3"],
  ],
  [
    'a place below -1, which is none',
    () => stepping(placed([0, -2, 2], 'scatter')),
    ["layer 'Y': the step failed: scatter needs places from -1 to 2, got -2"],
  ],
  ['places within', () => stepping(placed([2, -1, 2], 'gather')), []],
  [
    'a first value that is no number',
    () => stepping(good, { init: { v: 'a', s: false } }),
    ["layer: init of 'v' must be a number, a boolean, a tensor, or a window of one, got 'a'"],
  ],
  [
    'a learned variable that is not there',
    () => stepping(good, { learned: ['theta'] }),
    ["layer: unknown learned variable 'theta': one of 'v', 's'"],
  ],
  [
    'a receptor that is no function',
    () => stepping(good, { receptors: { exc: 3 } }),
    ["layer: receptor 'exc' must be a function, got 3"],
  ],
  [
    'a receptor that changes what is not there',
    () => stepping(good, { receptors: { exc: <T>(_A: unknown, _v: unknown, arriving: T) => ({ g: arriving }) } }),
    ["layer 'Y': variable after receptor 'exc' must be one of 'v', 's', got 'g'"],
  ],
  [
    'a receptor that reads what is not there',
    () =>
      stepping(good, {
        receptors: { exc: (A, { g }, arriving) => ({ v: A.add(g!, arriving) }) } satisfies AnyModel['receptors'],
      }),
    ["layer 'Y': receptor 'exc' reads g: its model has v, s"],
  ],
  [
    'no spike',
    () => model({ init: { v: 0 }, step: good }),
    ["mine: body must be a record with init, which has 's', and step, got { init: { v: 0 }, step: the function good }"],
  ],
  [
    'no name',
    () => neuron({ tau: [10, positive] } as never, (() => ({})) as never, undefined as never)(),
    ['neuron: name must be a string, got { tau: [10, a record] }'],
  ],
  [
    'a parameter without a constraint',
    () => neuron('mine', { tau: 10 } as never, () => ({}) as never)(),
    ["mine: row of parameter 'tau' must be its default and its constraint, such as [20, positive], got 10"],
  ],
])('a model with %s', (_, make, faults) => {
  expect(ofModel(make)).toEqual(faults);
});

const ofRule = (body: Omit<AnyRule, 'term'>): readonly string[] => {
  const rule = ruleOf(
    'mine',
    {},
    () => ({}),
    () => body,
  );
  const build = () =>
    network({ dt: 1 }, { X: layer([3], traced(input())), Y: layer([2], traced(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(uniform(1)), rule() as never),
    }));
  return said(build as never);
};

test.each<readonly [string, Omit<AnyRule, 'term'>, readonly string[]]>([
  ['nothing', { init: { e: 'pre' }, step: (_A, { w, e }) => ({ w: w!, e: e! }) }, []],
  [
    'one layer in place of the other',
    {
      init: {},
      step: (A, { w }, { pre, post, correlate }) => ({ w: A.add(w!, correlate(post['x']!, pre['x']!, 'sum')) }),
    },
    ["connection 'XY': the step failed: correlate needs pre [4, 3] and post [4, 2], got pre [4, 2] and post [4, 3]"],
  ],
  [
    'a reduction of the batch that there is not',
    {
      init: {},
      step: (A, { w }, { pre, post, correlate }) => ({
        w: A.add(w!, correlate(pre['x']!, post['x']!, 'median' as never)),
      }),
    },
    ["connection 'XY': the step failed: 'over' has to be 'sum', 'mean', 'max', 'single' or a function, got 'median'"],
  ],
  [
    'a number for a result',
    { init: {}, step: (() => 5) as never },
    ["connection 'XY': the step failed: a rule returns a record of variables, got 5"],
  ],
  [
    'weights that it forgets',
    { init: {}, step: () => ({}) },
    ["connection 'XY': 'w' after a step must be f32 [3, 2], got nothing"],
  ],
  [
    'a variable that it forgets',
    { init: { e: 'synapse' }, step: (_A, { w }) => ({ w: w! }) },
    ["connection 'XY': 'e' after a step must be f32 [4, 3, 2], got nothing"],
  ],
  [
    'a variable that init lacks',
    { init: {}, step: (_A, { w }) => ({ w: w!, e: w! }) },
    ["connection 'XY': variable after a step must be one of 'w', got 'e'"],
  ],
])('a rule with %s', (_, body, faults) => {
  expect(ofRule(body)).toEqual(faults);
});
