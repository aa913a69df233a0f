import { expect, test } from 'vitest';
import { explain, tensor, uniform, type Tensor } from '../../src/index.js';
import type { LocalFault } from '../../src/authoring.js';
import { delayFaults, shortFaults } from '../../src/models/connections/delay-faults.js';

const texts = (faults: readonly LocalFault[]): readonly string[] =>
  faults.map((one) => explain({ ...one, place: '' }).replace(/^: /, ''));

const short = 'delay must be at least dt, 0.5 ms (without `delayed` spikes arrive in the next step), got';

test.each<readonly [readonly number[], readonly string[]]>([
  [[0.5, 3], []],
  // A millionth of a step below is rounding.
  [[0.5 * (1 - 1e-6)], []],
  [[0.499], [`${short} 0.499`]],
  [[0.5, 0.1, 0.2], [`${short} 0.1 for synapse 1`]],
  [[], []],
])('delays %j in steps of 0.5 ms', (delays, want) => {
  expect(texts(shortFaults(delays, 0.5))).toEqual(want);
});

test.each<readonly [unknown, readonly string[]]>([
  [tensor([2], [1, 2]), []],
  [uniform(1, 1, 2)([2]), []],
  [uniform(1, -1, 0)([2]), [expect.stringMatching(/^delay must be positive and finite, got -0\.\d+$/) as string]],
  [tensor([2], [1, 0]), ['delay must be positive and finite, got 0']],
  [tensor([2], [Infinity, 1]), ['delay must be positive and finite, got Infinity']],
  [tensor([3], [1, 1, 1]), ['delay must be one for each of 2 synapses, got [3]']],
  ['x', ["delay must be a number, a tensor or a way to draw one, got 'x'"]],
])('delays of two synapses: %#', (delays, want) => {
  expect(texts(delayFaults(delays as Tensor, 2))).toEqual(want);
});
