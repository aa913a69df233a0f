import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import type { Rule, Seen } from '../../core/rule.js';
import { demandNumber, fraction } from '../params.js';

/**
 * A rule after which every weight loses the fraction `rate` in each step (whatever dt is). Outside it, bounds:
 * `bounded(decaying(rule, 1e-3), 0, 1)`. spec/learning.md, weight_decay.
 */
export const decaying = <Pre extends string, Post extends string, V extends string>(
  rule: Rule<Pre, Post, V>,
  rate: number,
): Rule<Pre, Post, V> => ({
  ...rule,
  term: { name: 'decaying', params: { rate, of: rule.term } },
  faults: (weights, bounds) => [...(rule.faults?.(weights, bounds) ?? []), ...demandNumber('rate', rate, fraction)],
  step: <T>(A: Algebra<T>, vars: Vars<'w' | V, T>, seen: Seen<Pre, Post, T>) => {
    const next = rule.step(A, vars, seen);
    return { ...next, w: A.mul(next.w, 1 - rate) };
  },
});
