import { describe, expect, test } from 'vitest';
import {
  all,
  batched,
  both,
  constant,
  dense,
  explain,
  fold,
  foldIn,
  frozen,
  initial,
  input,
  layer,
  lif,
  map,
  network,
  orThrow,
  prefixed,
  premap,
  record,
  rested,
  traced,
  uniforms,
} from '../../src/index.js';
import { extended } from '../../src/authoring.js';
import { tried } from '../../src/core/either.js';
import { keyOf, threefry } from '../../src/core/random.js';
import { said } from '../saving/support/tried.js';

const net = orThrow(
  network({ dt: 1 }, { X: layer([2], input()), Y: layer([1], lif()) }, (connect) => ({
    XY: connect('X', 'Y', dense(constant(1))),
  })),
);
const state = initial(net);
const never = (value: unknown) => value as never;

const aNet = 'net must be a network, as orThrow(network(...)) gives it';
const aState = 'state must be a state, as initial(net) gives it, or the state in the result of a run';
const aBatch = 'batch must be a whole number of samples, at least 1';
const aSeed = 'seed must be a whole number from 0 to 2^32 - 1, or a key from foldIn';
const aFold = 'must be a fold, as record() makes it';
const lifs = 'the function lif';

describe('what is no argument is told, with the function that was given it', () => {
  test.each<readonly [string, () => unknown, readonly string[]]>([
    ['initial', () => initial(never(1)), [`${aNet}, got 1`]],
    ['initial', () => initial(net, never(1)), ['options must be a record of batch, seed, got 1']],
    ['initial', () => initial(net, never({ bach: 1 })), ["unknown option 'bach': one of 'batch', 'seed'"]],
    ['initial', () => initial(net, { batch: 0 }), [`${aBatch}, got 0`]],
    ['initial', () => initial(net, { seed: -1 }), [`${aSeed}, got -1`]],
    ['rested', () => rested(never(1), state), [`${aNet}, got 1`]],
    ['rested', () => rested(net, never(1)), [`${aState}, got 1`]],
    ['rested', () => rested(net, state, never({ seed: 1 })), ["unknown option 'seed': one of 'batch', 'keep'"]],
    ['rested', () => rested(net, state, { batch: 1.5 }), [`${aBatch}, got 1.5`]],
    ['rested', () => rested(net, state, { keep: never(1) }), ['keep must be an array, got 1']],
    ['batched', () => batched(never(1), state, 2), [`${aNet}, got 1`]],
    ['batched', () => batched(net, never(1), 2), [`${aState}, got 1`]],
    ['batched', () => batched(net, state, -2), [`${aBatch}, got -2`]],
    ['frozen', () => frozen(never(lif)), [`${aNet}, got ${lifs}`]],
    ['frozen', () => frozen(net, never(1)), ['options must be a record of only, normalising, got 1']],
    ['frozen', () => frozen(net, never({ but: 1 })), ["unknown option 'but': one of 'only', 'normalising'"]],
    ['frozen', () => frozen(net, { only: never('XY') }), ["only must be an array, got 'XY'"]],
    [
      'frozen',
      () => frozen(net, { only: never(['X', 'XY', 'Z', 'W']) }),
      ["unknown layer or connection 'Z': one of 'X', 'Y', 'XY'"],
    ],
    ['frozen', () => frozen(net, { normalising: never(1) }), ['normalising must be true or false, got 1']],
    ['prefixed', () => prefixed(never(1), 'a_'), [`${aState}, got 1`]],
    ['prefixed', () => prefixed(never({ dt: 1 }), 'a_'), [`${aNet}, got { dt: 1 }`]],
    ['prefixed', () => prefixed(net, never(1)), ["prefix must be a string without dots, such as 'left_', got 1"]],
    ['prefixed', () => prefixed(state, 'a.'), ["prefix must be a string without dots, such as 'left_', got 'a.'"]],
    [
      'extended',
      () => extended(never(lif), never({})),
      [`model must be a neuron model, as lif() makes it, got ${lifs}`],
    ],
    [
      'layer',
      () => layer([1], never(lif)),
      [`model must be a neuron model, as lif() makes it, got ${lifs}, not called`],
    ],
    ['keyOf', () => keyOf(2 ** 32), [`${aSeed}, got 4294967296`]],
    ['keyOf', () => keyOf(0.5), [`${aSeed}, got 0.5`]],
    ['keyOf', () => keyOf(never([1])), [`${aSeed}, got [1]`]],
    ['keyOf', () => keyOf(never([1, 2, 3])), [`${aSeed}, got [1, 2, 3]`]],
    ['keyOf', () => keyOf([1, -1]), [`${aSeed}, got [1, -1]`]],
    ['foldIn', () => foldIn(-1, 1), [`${aSeed}, got -1`]],
    ['foldIn', () => foldIn(1, 0.5), ['data must be a whole number from 0 to 2^32 - 1, got 0.5']],
    ['threefry', () => threefry(never(-1), [1, 2]), [`${aSeed}, got -1`]],
    ['threefry', () => threefry([1, 2], never('1')), [`${aSeed}, got '1'`]],
    ['uniforms', () => uniforms(-1, 0, 1), [`${aSeed}, got -1`]],
    ['uniforms', () => uniforms(1, 0.5, 1), ['tick must be a whole number, got 0.5']],
    ['uniforms', () => uniforms(1, 0, -1), ['shape must be whole numbers of at least 0, such as [28, 28], got [-1]']],
    ['fold', () => fold(0, never(1), (sum) => sum), ['step must be a function, got 1']],
    ['fold', () => fold(0, (sum) => sum, never(1)), ['finish must be a function, got 1']],
    ['map', () => map(never(1), record()), ['f of map(f, fold) must be a function, got 1']],
    ['map', () => map((x) => x, never(1)), [`fold ${aFold}, got 1`]],
    ['premap', () => premap(never(1), record()), ['f of premap(f, fold) must be a function, got 1']],
    ['premap', () => premap((x) => x, never(1)), [`fold ${aFold}, got 1`]],
    ['both', () => both(never(1), record()), [`first fold ${aFold}, got 1`]],
    ['both', () => both(record(), never(record)), [`second fold ${aFold}, got the function record`]],
    ['all', () => all(never([1])), ['folds must be a record, got [1]']],
    ['all', () => all(never({ a: record(), b: 1 })), [`fold 'b' ${aFold}, got 1`]],
  ])('%s: %#', (name, call, told) => {
    expect(said(tried(call))).toEqual(told.map((text) => `${name}: ${text}`));
  });
});

test('seeds, keys and names at their limits are taken', () => {
  expect([keyOf(0), keyOf(2 ** 32 - 1), keyOf([0, 2 ** 32 - 1])]).toEqual([
    [0, 0],
    [0, 2 ** 32 - 1],
    [0, 2 ** 32 - 1],
  ]);
  expect(uniforms(0, -1, 0)).toEqual(new Float32Array(0));
  expect(frozen(net, { only: ['X', 'Y', 'XY'] })).toBeDefined();
  expect(Object.keys(prefixed(net, '').layers)).toEqual(['X', 'Y']);
});

test('a model that has a variable of an extension is told', () => {
  const built = network({ dt: 1 }, { X: layer([2], traced(traced(input())) as never) });
  expect(built._tag === 'Left' ? built.left.map(explain) : []).toEqual([
    "layer 'X': a model with x takes no other x, got a second one",
  ]);
});
