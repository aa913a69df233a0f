import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import type { Rule, Seen } from '../../core/rule.js';
import { demandNumber, fraction } from '../params.js';
import { part, scalar } from '../parameters/constraint.js';
import { entered } from '../parameters/entry.js';
import { required, type Table } from '../parameters/table.js';

const parameters = {
  /** The fraction of each weight that is lost in a step. */
  rate: [required, scalar(fraction), [0, 0.25]],
  of: [required, part('rule')],
} satisfies Table;

/**
 * A rule after which every weight loses the fraction `rate` in each step (whatever dt is). Outside it, bounds:
 * `bounded(decaying(rule, 1e-3), 0, 1)`. spec/learning.md, weight_decay.
 */
export const decaying = entered(
  <Pre extends string, Post extends string, V extends string>(
    rule: Rule<Pre, Post, V>,
    rate: number,
  ): Rule<Pre, Post, V> => ({
    ...rule,
    term: { name: 'decaying', params: { rate, of: rule.term } },
    faults: (weights, bounds) => [
      ...(rule.faults?.(weights, bounds) ?? []),
      ...demandNumber('rate', rate, parameters.rate[1]),
    ],
    step: <T>(A: Algebra<T>, vars: Vars<'w' | V, T>, seen: Seen<Pre, Post, T>) => {
      const next = rule.step(A, vars, seen);
      return { ...next, w: A.mul(next.w, 1 - rate) };
    },
  }),
  'rule',
  'decaying',
  parameters,
  (construct, { rate, of }) => construct(of, rate),
);
