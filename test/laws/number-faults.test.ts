import { describe, expect, test } from 'vitest';
import {
  delayed,
  dense,
  explain,
  initial,
  input,
  layer,
  lif,
  network,
  orThrow,
  tensor,
  zeros,
  type Tensor,
} from '../../src/index.js';
import { allFinite } from '../../src/core/check/finite.js';
import { atStep, givenFaults, normalisedAfter, numberCheck, numberFaultsOf } from '../../src/core/check/numbers.js';
import { stateSlots } from '../../src/core/slots.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([2], input()), Y: layer([2, 2], lif()) }, (connect) => ({
    XY: connect('X', 'Y', delayed(dense(zeros([2, 4])), 2)),
  })),
);
const start = initial(net, { batch: 2 });
const changed = (x: Tensor, place: number, value: number): Tensor => {
  const data = x.data.slice();
  data[place] = value;
  return { ...x, data };
};
const withV = (place: number, value: number) => ({
  ...start,
  layers: { ...start.layers, Y: { ...start.layers.Y, v: changed(start.layers.Y.v, place, value) } },
});
const withVariable = (variable: 'w' | 'inTransit', place: number, value: number) => ({
  ...start,
  connections: { XY: { ...start.connections.XY, [variable]: changed(start.connections.XY[variable], place, value) } },
});

describe('a number that is not finite is told by its place', () => {
  test.each([
    ['v of neuron 0 at step 4 is NaN', withV(0, NaN)],
    ['v of neuron 3 at step 4 is Infinity', withV(3, Infinity)],
    ['v of neuron 1 in row 1 at step 4 is -Infinity', withV(5, -Infinity)],
  ])('%s', (said, state) => {
    const row = said.includes('row') ? said : said.replace(' at step', ' in row 0 at step');
    expect(numberFaultsOf(net)(state, atStep(4)).map(explain)).toEqual([`layer 'Y': ${row}, not a finite number`]);
  });

  test.each([
    ['w [0, 1] at step 4', withVariable('w', 1, NaN)],
    ['w [1, 0] at step 4', withVariable('w', 4, NaN)],
    ['w [1, 3] at step 4', withVariable('w', 7, NaN)],
    ['inTransit [1, 0] in row 0 at step 4', withVariable('inTransit', 2, NaN)],
    ['inTransit [0, 1] in row 1 at step 4', withVariable('inTransit', 5, NaN)],
  ])('%s', (said, state) => {
    expect(numberFaultsOf(net)(state, atStep(4)).map(explain)).toEqual([
      `connection 'XY': ${said} is NaN, not a finite number`,
    ]);
  });

  test('and by when it was met', () => {
    expect([atStep(0), atStep(17)]).toEqual(['at step 0', 'at step 17']);
    expect([0, 1, 5].map(normalisedAfter)).toEqual([
      'normalised before step 0',
      'normalised after step 0',
      'normalised after step 4',
    ]);
    expect(givenFaults(net, withV(0, NaN)).map(explain)).toEqual([
      "layer 'Y': v of neuron 0 in row 0 in the given state is NaN, not a finite number",
    ]);
    // A state of another form has no numbers yet.
    expect(givenFaults(net, { ...withV(0, NaN), noise: zeros([2], 'i32') }).map(explain)).toEqual([
      'state: noise must be i32 [3], got i32 [2]',
    ]);
  });

  test('once for each variable, unless it was so in the state before', () => {
    const both = { ...withV(0, NaN), connections: withVariable('w', 1, NaN).connections };
    const faults = numberFaultsOf(net);
    expect(faults(both, atStep(0))).toHaveLength(2);
    expect(faults(both, atStep(0), withVariable('w', 1, NaN))).toHaveLength(2);
    expect(faults(both, atStep(0), both)).toEqual([]);
    expect(faults(start, atStep(0))).toEqual([]);
  });
});

test('a session stops at the first state with a fault', () => {
  const { check, met, verdict } = numberCheck(net);
  expect([check(start, atStep(0)), met(), verdict()]).toEqual([true, undefined, { _tag: 'Right', right: undefined }]);
  expect([check(withV(0, NaN), atStep(1)), check(start, atStep(2)), check(withV(0, Infinity), atStep(3))]).toEqual([
    false,
    false,
    false,
  ]);
  expect(met()!.map(({ what }) => what)).toEqual(['v of neuron 0 in row 0 at step 1']);
  expect(verdict()).toEqual({ _tag: 'Left', left: met() });
});

test('numbers are all finite where each is, wherever it stands, however large they are', () => {
  for (let count = 0; count <= 9; count++) {
    const largest = new Float32Array(count).fill(3.4028234e38);
    expect([allFinite(largest), allFinite(largest.map((x) => -x))]).toEqual([true, true]);
    for (let place = 0; place < count; place++)
      for (const value of [NaN, Infinity, -Infinity]) expect(allFinite(largest.with(place, value))).toBe(false);
  }
});

describe('the variables of a state', () => {
  const shapes = (
    slots: Readonly<
      Record<string, { readonly shape: readonly number[]; readonly dtype: string; readonly learned: boolean }>
    >,
  ) => Object.entries(slots).map(([name, { shape, dtype, learned }]) => [name, dtype, shape, learned]);

  test('have the shape of their layer, of the spikes under way, and of what a rule needs', () => {
    const { noise, layers, connections } = stateSlots(net);
    expect(shapes({ noise })).toEqual([['noise', 'i32', [3], true]]);
    expect(noise.init()).toEqual(tensor([3], [0, 0, 0], 'i32'));
    expect(shapes(layers['Y']!)).toEqual([
      ['v', 'f32', [2, 2], false],
      ['refrac', 'f32', [2, 2], false],
      ['s', 'bool', [2, 2], false],
    ]);
    expect(shapes(connections['XY']!)).toEqual([
      ['w', 'f32', [2, 4], true],
      ['slot', 'i32', [], false],
      ['inTransit', 'f32', [2, 2], false],
    ]);
    expect([connections['XY']!['slot']!.below, connections['XY']!['w']!.below]).toEqual([2, undefined]);
  });
});
