import { describe, expect, test } from 'vitest';
import { explain, lif, type Dtype, type Shape } from '../../src/index.js';
import { changeFaults, stepFaults } from '../../src/core/check/step-faults.js';
import { asValue } from '../../src/core/check/values.js';
import { at, fault } from '../../src/core/faults/errors.js';
import { modelFaults } from '../../src/core/model-faults.js';

const of = (dtype: Dtype, ...shape: Shape) => asValue({ dtype, shape });
const before = { v: of('f32', 3, 2), theta: of('f32', 2), s: of('bool', 3, 2) };
const place = at('here');
const lines = (faults: readonly ReturnType<typeof fault>[]): readonly string[] =>
  faults.map((one) => explain(place(one)));

describe('what a step gives back has to be its variables, each of its own type', () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    ['all of them', before, []],
    ['spikes that are numbers', { ...before, s: of('f32', 3, 2) }, []],
    ['too few', { v: before.v, s: before.s }, ["here: 'theta' after a step must be f32 [2], got nothing"]],
    ['too many', { ...before, u: before.v }, ["here: variable after a step must be one of 'v', 'theta', 's', got 'u'"]],
    ['another type', { ...before, v: of('i32', 3, 2) }, ["here: 'v' after a step must be f32 [3, 2], got i32 [3, 2]"]],
    ['another shape', { ...before, v: of('f32', 2) }, ["here: 'v' after a step must be f32 [3, 2], got f32 [2]"]],
    [
      'spikes of another shape',
      { ...before, s: of('bool', 2) },
      ["here: 's' after a step must be bool [3, 2], got bool [2]"],
    ],
    [
      'a value for each row, of what rows share',
      { ...before, theta: of('f32', 3, 2) },
      [
        "here: 'theta' after a step must be f32 [2], got f32 [3, 2] (all batch rows share it: A.sum(change, [0]) adds up what they change)",
      ],
    ],
    ['a number', { ...before, v: 3 }, ["here: 'v' after a step must be f32 [3, 2], a value that A computes, got 3"]],
    ['a list', [3], ['here: result of a step must be a record of variables, got [3]']],
    ['nothing', undefined, ['here: result of a step must be a record of variables, got nothing']],
    [
      'a promise',
      Promise.resolve(before),
      ['here: result of a step must be a record of variables, got a Promise (await it)'],
    ],
  ])('%s', (_, after, want) => {
    expect(lines(stepFaults(before, () => after as never))).toEqual(want);
  });

  test('a receptor gives back those that it changes', () => {
    const changed = (after: unknown) => lines(changeFaults(before, "receptor 'exc'", () => after as never));
    expect([changed({}), changed({ v: before.v })]).toEqual([[], []]);
    expect(changed({ v: before.theta, g: before.v })).toEqual([
      "here: 'v' after receptor 'exc' must be f32 [3, 2], got f32 [2]",
      "here: variable after receptor 'exc' must be one of 'v', 'theta', 's', got 'g'",
    ]);
  });

  test('a variable that is missing is told before what comes of that; else what failed', () => {
    const fails = (): never => {
      throw new Error('no v');
    };
    const missing = [
      fault('Missing', 'v', 'its model has s', 'the step'),
      fault('Missing', 'u', 'its model has s', 'the step'),
    ];
    expect(lines(stepFaults(before, fails))).toEqual(['here: the step failed: no v']);
    expect(lines(changeFaults(before, "receptor 'exc'", fails))).toEqual(["here: receptor 'exc' failed: no v"]);
    expect(lines(stepFaults(before, fails, missing))).toEqual(['here: the step reads v: its model has s']);
    // A step that does without it is sound.
    expect(stepFaults(before, () => before, missing)).toEqual([]);
  });
});

describe('parts of a model that types would refuse', () => {
  const said = (more: object) => lines(modelFaults({ ...lif(), ...more }));
  test.each<readonly [string, object, readonly string[]]>([
    ['none', {}, []],
    [
      'a first value that is a text',
      { init: { s: false, v: 'rest' } },
      ["here: init of 'v' must be a number, a boolean, a tensor, or a window of one, got 'rest'"],
    ],
    ['a window of numbers', { init: { s: false, v: { window: 3, of: 0 } } }, []],
    [
      'a window of nothing',
      { init: { s: false, v: { window: 3 } } },
      ["here: init of 'v' must be a number, a boolean, a tensor, or a window of one, got { window: 3 }"],
    ],
    [
      'a window without a time',
      { init: { s: false, v: { window: '3', of: 0 } } },
      ["here: init of 'v' must be a number, a boolean, a tensor, or a window of one, got { window: '3', of: 0 }"],
    ],
    ['what it learns', { learned: ['theta'] }, ["here: unknown learned variable 'theta': one of 'v', 'refrac', 's'"]],
    ['noise of a row', { noise: 'row' }, []],
    ['noise of a layer', { noise: 'layer' }, ["here: noise must be one of 'row', 'neuron', or absent, got 'layer'"]],
    ['receptors', { receptors: { exc: 1 } }, ["here: receptor 'exc' must be a function, got 1"]],
  ])('%s', (_, more, want) => {
    expect(said(more)).toEqual(want);
  });

  test('and what is no model', () => {
    expect(lines(modelFaults(lif))).toEqual([
      'here: model must be a neuron model, as lif() makes it, got the function lif, not called',
    ]);
    expect(lines(modelFaults(3))).toEqual(['here: model must be a neuron model, as lif() makes it, got 3']);
  });
});
