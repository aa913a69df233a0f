import { expect, test } from 'vitest';
import { explain, tensor, uniform, type Tensor } from '../../src/index.js';
import type { LocalFault } from '../../src/authoring.js';
import { delayFaults, shortFaults } from '../../src/models/connections/delay-faults.js';

const texts = (faults: readonly LocalFault[]): readonly string[] =>
  faults.map((one) => explain({ ...one, place: '' }).replace(/^: /, ''));

const short = 'delay must be at least dt, 0.5 ms (without `delayed` spikes arrive in the next step), got';

test.each<readonly [number, number | undefined, readonly string[]]>([
  [0.5, undefined, []],
  [3, 2, []],
  // A millionth of a step below is rounding.
  [0.5 * (1 - 1e-6), undefined, []],
  [0.5 * (1 - 1.1e-6), undefined, [`${short} 0.49999945`]],
  [0.499, undefined, [`${short} 0.499`]],
  [0.1, 0, [`${short} 0.1 for synapse 0`]],
  [0.1, 7, [`${short} 0.1 for synapse 7`]],
])('a delay of %s ms, of synapse %s, in steps of 0.5 ms', (delay, synapse, want) => {
  expect(texts(shortFaults(delay, 0.5, synapse))).toEqual(want);
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
