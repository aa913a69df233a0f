import { fault, type LocalFault } from '../../core/faults/errors.js';
import type { Param } from '../../core/tensor.js';
import { isParam } from '../parameters/faults.js';
import { number, part, perWeight } from '../parameters/constraint.js';
import { firstPair } from '../parameters/pairs.js';
import { required } from '../parameters/table.js';
import { aroundRule } from './around-rule.js';

/**
 * A rule whose weights start, and after every step of learning are, within [min, max] (mV; numbers, or tensors like `w`).
 * Rules that slow down near their bounds read these. docs/spec/learning.md.
 */
export const bounded = aroundRule(
  'bounded',
  {
    /** Least weight, mV. */
    min: [-Infinity, perWeight(number), [-4, 1]],
    /** Largest weight, mV. */
    max: [Infinity, perWeight(number), [1, 12]],
    /** The rule. */
    of: [required, part('rule')],
  },
  {},
  (min: Param, max: Param) => ({ min, max }),
  ({ step }, { min, max }) => ({
    bounds: [min, max],
    faults: () => crossedFaults(min, max, ['min', 'max']),
    step: (A, vars, seen) => {
      const next = step(A, vars, { ...seen, bounds: [min, max] });
      return { ...next, w: A.clamp(next['w']!, min, max) };
    },
  }),
);

/** Bounds have to be in order; those that are no numbers are not told here. */
export const crossedFaults = (
  min: Param,
  max: Param,
  [least, most]: readonly [string, string],
): readonly LocalFault[] => {
  if (!isParam(min) || !isParam(max)) return [];
  const crossed = firstPair(min, max, (a, b) => a > b);
  if (crossed === undefined) return [];
  const [a, b] = crossed.values;
  return [fault('Parameter', least, `at most ${most} (${b})`, `${a}`)];
};
