import { describe, expect, test } from 'vitest';
import {
  bounded,
  constant,
  csrm,
  delayed,
  dense,
  dopamineStdp,
  frozen,
  input,
  layer,
  lif,
  maxPool,
  mstdpet,
  network,
  normalised,
  orThrow,
  pairStdp,
  postPre,
  sparse,
  tensor,
  traced,
  type AnyNetwork,
  zeros,
  type Names,
  type Tensor,
} from '../../src/index.js';
import type { AnyModel, AnyRule, AnyWiring } from '../../src/authoring.js';
import { deferred, makerOf } from '../../src/core/deferred.js';
import {
  clamped,
  firstValue,
  isPlastic,
  isWindow,
  slotOf,
  slotTypes,
  stateSlots,
  type Slot,
  type Slots,
} from '../../src/core/slots.js';

const netOf = (
  wiring: AnyWiring,
  rule?: AnyRule,
  { dt = 1, to = [4], model = traced(lif()) as AnyModel } = {},
): AnyNetwork =>
  orThrow(
    network<Names, Names>({ dt }, { X: layer([1, 6], traced(input())), Y: layer(to, model) }, (connect) => ({
      XY: connect('X', 'Y', wiring, rule),
    })),
  );
const weights = dense(constant(1));
const responding = csrm({ responseWindow: 2 });

/** `name: type [shape]`, with what is said of it beyond that. */
const written = (slots: Slots): readonly string[] =>
  Object.entries(slots).map(
    ([name, { shape, dtype, learned, below }]) =>
      `${name}: ${dtype} [${shape.join(', ')}]${learned ? ' learned' : ''}${below === undefined ? '' : ` below ${below}`}`,
  );

describe('the variables of a connection from [1, 6] to [4] neurons', () => {
  const w = 'w: f32 [6, 4] learned';
  test.each<readonly [string, AnyNetwork, readonly string[]]>([
    ['are its weights', netOf(weights), [w]],
    [
      'and a ring as long as its delay in steps, with the number of a row of it',
      netOf(delayed(weights, 2), postPre([0.1, 0.1]), { dt: 0.5 }),
      [w, 'slot: i32 [] below 4', 'inTransit: f32 [4, 1, 6]'],
    ],
    [
      'whose ring has a row more where rules wait for spikes to arrive',
      netOf(delayed(weights, 2, { pairing: 'arrival' }), pairStdp()),
      [w, 'slot: i32 [] below 3', 'inTransit: f32 [3, 1, 6]', 'p: f32 [1, 6]', 'q: f32 [4]'],
    ],
    [
      'and rings of what a rule keeps for each source, where synapses have delays of their own',
      netOf(
        delayed(sparse({ pre: [0, 5], post: [3, 1] }, constant(1)), tensor([2], [1, 2]), { pairing: 'arrival' }),
        pairStdp(),
        { dt: 0.5 },
      ),
      [
        'w: f32 [2] learned',
        'slot: i32 [] below 5',
        'inTransit: f32 [5, 4]',
        'sent: bool [5, 1, 6]',
        'p: f32 [5, 1, 6]',
        'q: f32 [4]',
        'oldest: i32 [] below 5',
      ],
    ],
    [
      'and what a rule keeps for sources, targets and synapses',
      netOf(weights, mstdpet(0.1)),
      [w, 'p: f32 [1, 6]', 'q: f32 [4]', 'e: f32 [6, 4]', 'z: f32 [6, 4]'],
    ],
    [
      'and for each row',
      netOf(weights, dopamineStdp(0.1)),
      [w, 'p: f32 [1, 6]', 'q: f32 [4]', 'c: f32 [6, 4]', 'd: f32 []'],
    ],
    [
      'and the last spikes of the sources, where the target responds over time',
      netOf(weights, undefined, { model: responding, dt: 0.5 }),
      [w, 'recent: f32 [4, 1, 6]'],
    ],
    [
      'or what it passed on, where it is not linear',
      netOf(maxPool({ kernel: 2, stride: 2, decay: 0 }), undefined, { model: responding, to: [1, 3] }),
      ['rates: f32 [1, 6]', 'recent: f32 [2, 1, 3]'],
    ],
  ])('%s', (_, net, names) => {
    expect(written(stateSlots(net).connections['XY']!)).toEqual(names);
  });
});

test('the variables of a layer are in its shape, and windows of as many steps as they last', () => {
  const { layers, noise } = stateSlots(netOf(weights, undefined, { model: responding, dt: 0.5 }));
  expect(written(layers['X']!)).toEqual(['s: bool [1, 6]', 'x: f32 [1, 6]']);
  expect(written(layers['Y']!)).toEqual(expect.arrayContaining(['v: f32 [4]', 's: bool [4]', 'inputs: f32 [4, 4]']));
  expect(written({ noise })).toEqual(['noise: i32 [3] learned']);
  expect(isWindow(responding.init['inputs'] as never)).toBe(true);
  for (const start of [0, false, zeros([2])]) expect(isWindow(start)).toBe(false);
});

describe('a variable', () => {
  const slot = (more: Partial<Slot>): Slot => ({ shape: [2], dtype: 'f32', learned: false, init: () => 0, ...more });

  test('has a first axis of rows, unless they share it', () => {
    expect(slotTypes({ v: slot({}), w: slot({ learned: true, dtype: 'i32' }) }, 3)).toEqual({
      v: { shape: [3, 2], dtype: 'f32' },
      w: { shape: [2], dtype: 'i32' },
    });
  });

  test.each<readonly [string, Slot, Tensor]>([
    ['at a number', slot({ init: () => -65 }), tensor([3, 2], [-65, -65, -65, -65, -65, -65])],
    ['at a truth', slot({ init: () => true, dtype: 'bool' }), tensor([3, 2], [1, 1, 1, 1, 1, 1], 'bool')],
    ['at a number for each neuron', slot({ init: () => tensor([2], [1, 2]) }), tensor([3, 2], [1, 2, 1, 2, 1, 2])],
    ['at one value for all rows', slot({ init: () => tensor([2], [1, 2]), learned: true }), tensor([2], [1, 2])],
  ])('starts %s', (_, one, first) => {
    expect(firstValue(one, 3)).toEqual(first);
  });

  test('starts as a copy, which is made when it is read if its value is', () => {
    const value = tensor([2], [1, 2]);
    const copy = firstValue(slot({ init: () => value, learned: true }), 3);
    copy.data[0] = 9;
    expect(value.data[0]).toBe(1);
    const later = deferred([2], 'f32', { into: (data) => data.fill(7), least: 7, most: 7 });
    const kept = firstValue(slot({ init: () => later, learned: true }), 3);
    expect(makerOf(kept)).toBe(makerOf(later));
    expect(kept.data).toEqual(Float32Array.of(7, 7));
    expect(makerOf(later)).toBeDefined();
    expect(firstValue(slot({ init: () => later }), 2)).toEqual(tensor([2, 2], [7, 7, 7, 7]));
  });

  test('is found by the name of its layer or connection, and its own', () => {
    const net = netOf(weights);
    expect(slotOf(net, 'Y', 'v')?.shape).toEqual([4]);
    expect(slotOf(net, 'XY', 'w')?.shape).toEqual([6, 4]);
    for (const [of, variable] of [
      ['Y', 'w'],
      ['XY', 'v'],
      ['Z', 'v'],
      ['toString', 'v'],
      ['Y', 'toString'],
    ] as const)
      expect(slotOf(net, of, variable)).toBeUndefined();
  });
});

describe('weights are brought into bounds', () => {
  const w = tensor([2, 2], [-5, 0, 2, 9]);
  const each = (...values: readonly number[]): Tensor => tensor([2, 2], values);
  test.each([
    [[0, 3], each(0, 0, 2, 3)],
    [[each(-6, 1, 3, 0), 3], each(-5, 1, 3, 3)],
    [[-1, each(7, -1, 2, 10)], each(-1, -1, 2, 9)],
    [[each(-6, 1, 3, 0), each(-6, 4, 3, 1)], each(-6, 1, 3, 1)],
  ] as const)('%j', (bounds, within) => {
    expect(clamped(w, bounds)).toEqual(within);
    expect(clamped({ ...w, dtype: 'i32', data: Int32Array.from(w.data) }, bounds)).toEqual(within);
  });

  test('at first, where a rule has bounds', () => {
    const first = (rule?: AnyRule) =>
      firstValue(
        slotOf(
          netOf(
            dense(
              tensor(
                [6, 4],
                Float32Array.from({ length: 24 }, (_, k) => k),
              ),
            ),
            rule,
          ),
          'XY',
          'w',
        )!,
        1,
      ).data;
    expect(Math.max(...first(postPre([0.1, 0.1])))).toBe(23);
    expect([
      Math.min(...first(bounded(postPre([0.1, 0.1]), 2, 5))),
      Math.max(...first(bounded(postPre([0.1, 0.1]), 2, 5))),
    ]).toEqual([2, 5]);
  });
});

describe('the weights of a connection change', () => {
  test.each<readonly [string, AnyNetwork, boolean]>([
    ['not without a rule', netOf(weights), false],
    ['by a rule', netOf(weights, postPre([0.1, 0.1])), true],
    ['by a norm', netOf(normalised(weights, 3)), true],
    ['by a rule and a norm', netOf(normalised(weights, 3), postPre([0.1, 0.1])), true],
    ['not by a rule that is frozen', frozen(netOf(weights, postPre([0.1, 0.1]))), false],
    ['not by a norm that is frozen', frozen(netOf(normalised(weights, 3), postPre([0.1, 0.1]))), false],
    [
      'by a norm where the rule alone is frozen',
      frozen(netOf(normalised(weights, 3), postPre([0.1, 0.1])), { normalising: true }),
      true,
    ],
  ])('%s', (_, net, changes) => {
    expect(isPlastic(net.connections['XY']!)).toBe(changes);
  });
});
