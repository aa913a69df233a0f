import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, test } from 'vitest';
import { upload, type Value } from '../../src/backends/tfjs/device-value.js';
import { finiteCheck } from '../../src/backends/tfjs/finite.js';
import { kernelContext } from '../../src/backends/tfjs/kernel-context.js';
import { start } from '../../src/backends/tfjs/with-backend.js';
import { reduce } from '../../src/backends/tfjs/reduce.js';
import type { AnyState } from '../../src/core/graph/step-input.js';
import { tensor, type Tensor } from '../../src/index.js';

const onCpu = async (): Promise<void> => {
  await start(tf, 'cpu');
  await tf.setBackend('cpu');
};
const stateOf = (v: Value, w: Value): AnyState<Value> => ({
  layers: { Y: { v } },
  connections: { XY: { w } },
  noise: w,
});
const values = (...numbers: readonly number[]): Value => upload(tf, tensor([numbers.length], [...numbers]));

test.each<readonly [v: readonly number[], w: readonly number[], fails: boolean]>([
  [[1, 2], [3], false],
  [[1, Number.NaN], [3], true],
  [[1, 2], [Number.NaN], true],
  [[1, 2], [-Infinity], true],
  // The network asks for those.
  [[1, Infinity], [3], false],
  [[Infinity, -Infinity], [3], false],
])('of v %j, which may be infinite, and w %j a number is not finite: %s', async (v, w, fails) => {
  await onCpu();
  const { add, fails: failing } = finiteCheck(tf, new Set(['state.layers.Y.v']));
  expect(await failing()).toBe(false);
  add(stateOf(values(...v), values(...w)), stateOf(values(0, 0), values(0)));
  expect(await failing()).toBe(fails);
  // What has been told is forgotten.
  expect(await failing()).toBe(false);
});

test('only variables that a step has changed are looked at, and those of all steps since', async () => {
  await onCpu();
  const { add, fails, clear } = finiteCheck(tf, new Set());
  const [bad, good] = [values(Number.NaN), values(1)];
  const whole: Value = tensor([1], [7], 'i32');
  add(stateOf(bad, whole), stateOf(bad, whole));
  expect(await fails()).toBe(false);
  add(stateOf(bad, good), stateOf(good, good));
  add(stateOf(good, values(2)), stateOf(good, good));
  expect(await fails()).toBe(true);
  add(stateOf(bad, good), stateOf(good, good));
  clear();
  expect(await fails()).toBe(false);
});

test('a check keeps one number on the device, until it is cleared', async () => {
  await onCpu();
  const { add, clear } = finiteCheck(tf, new Set(['state.layers.Y.v']));
  const [before, now] = [stateOf(values(1), values(1)), stateOf(values(2), values(2))];
  const count = tf.memory().numTensors;
  add(now, before);
  add(before, now);
  expect(tf.memory().numTensors).toBe(count + 1);
  clear();
  clear();
  expect(tf.memory().numTensors).toBe(count);
});

test('a second matrix of a product is a copy only where its data was taken before in another shape', async () => {
  await onCpu();
  const { second } = kernelContext(tf, 'wasm');
  const x = tf.tensor([1, 2, 3, 4, 5, 6]);
  const taken = [
    [2, 3],
    [3, 2],
    [2, 3],
  ].map((shape) => second(x, shape));
  expect(taken.map(({ dataId }) => dataId === x.dataId)).toEqual([true, false, true]);
  expect(taken.map(({ shape }) => shape)).toEqual([
    [2, 3],
    [3, 2],
    [2, 3],
  ]);
  expect([...(await taken[1]!.data())]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('what is made of plain data is made once for each use, and what is kept is freed, until a context is cleared', async () => {
  await onCpu();
  const { once, keep, clear } = kernelContext(tf, 'cpu');
  const [of, other]: readonly Tensor[] = [tensor([1], [1]), tensor([1], [1])];
  let made = 0;
  const make = (): number => ++made;
  expect([once(of!, 'a', make), once(of!, 'a', make), once(of!, 'b', make), once(other!, 'a', make)]).toEqual([
    1, 1, 2, 3,
  ]);
  const count = tf.memory().numTensors;
  keep(of!);
  keep(of!);
  expect(tf.memory().numTensors).toBe(count + 2);
  clear();
  expect(tf.memory().numTensors).toBe(count);
  expect(once(of!, 'a', make)).toBe(4);
});

test.each([
  ['f32', -Infinity],
  ['i32', -(2 ** 31)],
] as const)('of no numbers of %s the sum is 0, and the largest is %d', async (dtype, least) => {
  await onCpu();
  const none = tf.tensor([], [2, 0], dtype === 'f32' ? 'float32' : 'int32');
  const of = (op: 'sum' | 'maxOver') => [...reduce(tf, op, none, [1], { shape: [2], dtype }).dataSync()];
  expect([of('sum'), of('maxOver')]).toEqual([
    [0, 0],
    [least, least],
  ]);
});

test('axes are folded away in ascending order, however they are named', async () => {
  await onCpu();
  // Beside 2^60 nothing small counts, so that sums depend on the order in which they are made.
  const numbers = Array.from({ length: 24 }, (_, k) => [2 ** 60, 1, -(2 ** 60), 1, 2][k % 5]!);
  const x = tf.tensor(numbers, [2, 3, 4]);
  const folded = (axes: readonly number[], shape: readonly number[]) => [
    ...reduce(tf, 'sum', x, axes, { shape, dtype: 'f32' }).dataSync(),
  ];
  for (const [axes, shape] of [
    [[0, 1], [4]],
    [[0, 2], [3]],
    [[1, 2], [2]],
    [[0, 1, 2], []],
  ] as const)
    expect(folded(axes.toReversed(), shape)).toEqual(folded(axes, shape));
});
