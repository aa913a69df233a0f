import type { Algebra } from '../../core/algebra.js';
import { fault, type LocalFault } from '../../core/errors.js';
import type { Vars } from '../../core/model.js';
import type { Rule, Seen } from '../../core/rule.js';
import { paramValues, type Param } from '../../core/tensor.js';
import { number, paramFaults } from '../params.js';

/**
 * A rule whose weights start, and after every step of learning are, within [min, max] (mV; numbers, or tensors like `w`).
 * Rules that slow down near their bounds read these. spec/learning.md.
 */
export const bounded = <Pre extends string, Post extends string, V extends string>(
  rule: Rule<Pre, Post, V>,
  min: Param,
  max: Param,
): Rule<Pre, Post, V> => ({
  ...rule,
  term: { name: 'bounded', params: { min, max, of: rule.term } },
  bounds: [min, max],
  faults: (weights) => [
    ...(rule.faults?.(weights, [min, max]) ?? []),
    ...paramFaults('min', min, number, weights),
    ...paramFaults('max', max, number, weights),
    ...orderFaults(min, max),
  ],
  step: <T>(A: Algebra<T>, vars: Vars<'w' | V, T>, seen: Seen<Pre, Post, T>) => {
    const next = rule.step(A, vars, { ...seen, bounds: [min, max] });
    return { ...next, w: A.clamp(next.w, min, max) };
  },
});

const orderFaults = (min: Param, max: Param): readonly LocalFault[] => {
  const [least, most] = [Array.from(paramValues(min)), Array.from(paramValues(max))];
  const crossed = Array.from(
    { length: Math.max(least.length, most.length) },
    (_, i) => [least[i % least.length]!, most[i % most.length]!] as const,
  ).find(([a, b]) => a > b);
  return crossed === undefined ? [] : [fault('Parameter', 'min', `at most max (${crossed[1]})`, `${crossed[0]}`)];
};
