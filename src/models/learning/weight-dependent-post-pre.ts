import type { LocalFault } from '../../core/faults/errors.js';
import { unless } from '../../core/faults/refuse.js';
import type { Bounds } from '../../core/rule.js';
import { everyNumber } from '../../core/tensor.js';
import { pairs, takePairs } from './rates.js';
import { ruleOf, type RuleBody } from './rule-of.js';

/**
 * `postPre` with soft bounds: depression shrinks towards the lower bound, potentiation towards the upper one. Bounds are those
 * of `bounded(...)` around it, and have to be finite. Needs traces on both layers.
 *
 *   w - nuPre <s_pre, x_post> (w - min) + nuPost <x_pre, s_post> (max - w)
 *
 * van Rossum et al. 2000; docs/spec/learning.md, WeightDependentPostPre.
 */
export const weightDependentPostPre = ruleOf(
  'weightDependentPostPre',
  pairs,
  takePairs,
  ({ nu: [nuPre, nuPost], over }): RuleBody<'s' | 'x', 's' | 'x'> => ({
    init: {},
    faults: (_weights, bounds) => softBoundFaults(bounds),
    step: (A, { w }, { pre, post, bounds: [min, max], correlate }) => {
      const depression = A.mul(A.mul(nuPre, correlate(pre.s, post.x, over)), A.sub(w, min));
      const potentiation = A.mul(A.mul(nuPost, correlate(pre.x, post.s, over)), A.sub(max, w));
      return { w: A.add(A.sub(w, depression), potentiation) };
    },
  }),
);

/** Weights can only slow down near bounds that are there. */
const softBoundFaults = (bounds: Bounds = [-Infinity, Infinity]): readonly LocalFault[] => {
  const areFinite = bounds.every((bound) => everyNumber(bound, Number.isFinite));
  return unless(areFinite, 'Parameter', 'bounds of the rule', 'finite', 'none, or infinite ones');
};
