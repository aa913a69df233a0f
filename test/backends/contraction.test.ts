import { expect, test } from 'vitest';
import { operandsOf } from '../../src/backends/contraction.js';
import type { Dtype } from '../../src/index.js';

const driverOf = (axes: string, x: Dtype, y: Dtype): 'x' | 'y' => {
  const [first, second] = axes.split(/,|->/) as [string, string];
  const operands = [
    { shape: Array.from(first, () => 2), dtype: x, name: 'x' },
    { shape: Array.from(second, () => 2), dtype: y, name: 'y' },
  ] as const;
  return operandsOf<(typeof operands)[number]>(axes, ...operands).driver.name;
};

test.each([
  ['bi,ij->bj', 'f32', 'bool', 'y', 'one letter is summed over'],
  ['bi,bj->bij', 'f32', 'bool', 'y', 'none is'],
  ['bij,kij->bk', 'f32', 'bool', 'y', 'two are, in the same order in both'],
  ['bij,kji->bk', 'f32', 'bool', 'x', 'two are, in another order'],
  ['ij,i->', 'f32', 'bool', 'y', 'the first alone has the last letter'],
  ['i,ji->', 'f32', 'bool', 'x', 'the second alone has a letter before'],
  ['bi,ij->bj', 'bool', 'bool', 'x', 'both are spikes'],
  ['bi,ij->bj', 'f32', 'f32', 'x', 'neither is'],
  ['bi,->bi', 'f32', 'bool', 'x', 'the second is a single number'],
] as const)('of %s, %s and %s, operand %s drives: %s', (axes, x, y, driver, _because) => {
  expect(driverOf(axes, x, y)).toBe(driver);
});
