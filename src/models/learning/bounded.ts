import type { Vars } from '../../core/model.js';
import type { Algebra } from '../../core/algebra.js';
import { fault, type LocalFault } from '../../core/errors.js';
import type { Rule, Seen } from '../../core/rule.js';
import { paramAt, paramValues, type Param } from '../../core/tensor.js';
import { isParam } from '../parameters/faults.js';
import { number, part, perWeight } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required, type Table } from '../parameters/table.js';
import { aroundRule } from './around-rule.js';

const parameters = {
  /** Least weight, mV. */
  min: [-Infinity, perWeight(number), [-4, 1]],
  /** Largest weight, mV. */
  max: [Infinity, perWeight(number), [1, 12]],
  /** The rule. */
  of: [required, part('rule')],
} satisfies Table;

/**
 * A rule whose weights start, and after every step of learning are, within [min, max] (mV; numbers, or tensors like `w`).
 * Rules that slow down near their bounds read these. docs/spec/learning.md.
 */
export const bounded = entered(
  <Pre extends string, Post extends string, V extends string>(
    of: Rule<Pre, Post, V>,
    min: Param,
    max: Param,
  ): Rule<Pre, Post, V> =>
    aroundRule(
      'bounded',
      parameters,
      { min, max, of },
      {
        bounds: [min, max],
        faults: () => crossedFaults(min, max, ['min', 'max']),
        step: <T>(A: Algebra<T>, vars: Vars<'w' | V, T>, seen: Seen<Pre, Post, T>) => {
          const next = of.step(A, vars, { ...seen, bounds: [min, max] });
          return { ...next, w: A.clamp(next.w, min, max) };
        },
      },
    ),
  'rule',
  'bounded',
  parameters,
  (construct, { min, max, of }) => construct(of, min, max),
);

/** Bounds have to be in order; those that are no numbers are not told here. */
export const crossedFaults = (
  min: Param,
  max: Param,
  [least, most]: readonly [string, string],
): readonly LocalFault[] => {
  if (!isParam(min) || !isParam(max)) return [];
  const length = Math.max(paramValues(min).length, paramValues(max).length);
  const pairs = Array.from({ length }, (_, i) => [paramAt(min, i), paramAt(max, i)] as const);
  const crossed = pairs.find(([a, b]) => a > b);
  return crossed === undefined ? [] : [fault('Parameter', least, `at most ${most} (${crossed[1]})`, `${crossed[0]}`)];
};
