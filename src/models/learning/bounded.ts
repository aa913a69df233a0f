import { expectRule } from '../../core/check/expect.js';
import type { Algebra } from '../../core/algebra.js';
import { fault, type LocalFault } from '../../core/errors.js';
import type { Vars } from '../../core/model.js';
import type { Rule, Seen } from '../../core/rule.js';
import type { Shape } from '../../core/shape.js';
import { paramValues, type Param } from '../../core/tensor.js';
import { number, paramFaults } from '../params.js';
import { part, perWeight } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required } from '../parameters/table.js';

/**
 * A rule whose weights start, and after every step of learning are, within [min, max] (mV; numbers, or tensors like `w`).
 * Rules that slow down near their bounds read these. docs/spec/learning.md.
 */
export const bounded = entered(
  <Pre extends string, Post extends string, V extends string>(
    rule: Rule<Pre, Post, V>,
    min: Param,
    max: Param,
  ): Rule<Pre, Post, V> => (
    expectRule('bounded', rule),
    {
      ...rule,
      term: { name: 'bounded', params: { min, max, of: rule.term } },
      bounds: [min, max],
      faults: (weights) => [...(rule.faults?.(weights, [min, max]) ?? []), ...boundFaults(min, max, weights)],
      step: <T>(A: Algebra<T>, vars: Vars<'w' | V, T>, seen: Seen<Pre, Post, T>) => {
        const next = rule.step(A, vars, { ...seen, bounds: [min, max] });
        return { ...next, w: A.clamp(next.w, min, max) };
      },
    }
  ),
  'rule',
  'bounded',
  {
    /** Least weight, mV. */
    min: [-Infinity, perWeight(number), [-4, 1]],
    /** Largest weight, mV. */
    max: [Infinity, perWeight(number), [1, 12]],
    of: [required, part('rule')],
  },
  (construct, { min, max, of }) => construct(of, min, max),
);

/** Bounds have to be numbers (infinite ones too) or tensors of them in the shape of the weights, and in order. */
const boundFaults = (min: Param, max: Param, weights: Shape): readonly LocalFault[] => {
  const faults = [...paramFaults('min', min, number, weights), ...paramFaults('max', max, number, weights)];
  return faults.length > 0 ? faults : crossedFaults(min, max, ['min', 'max']);
};

/** Bounds have to be in order; those that are no numbers are not told here. */
export const crossedFaults = (
  min: Param,
  max: Param,
  [least, most]: readonly [string, string],
): readonly LocalFault[] => {
  const [lows, highs] = [Array.from(paramValues(min)), Array.from(paramValues(max))];
  const crossed = Array.from(
    { length: Math.max(lows.length, highs.length) },
    (_, i) => [lows[i % lows.length]!, highs[i % highs.length]!] as const,
  ).find(([a, b]) => a > b);
  return crossed === undefined ? [] : [fault('Parameter', least, `at most ${most} (${crossed[1]})`, `${crossed[0]}`)];
};
