import { pairs, takePairs } from './rates.js';
import { ruleOf, type RuleBody } from './rule-of.js';

/**
 * Hebbian learning: both orders of spikes strengthen. Needs traces on both layers.
 *
 *   w + nuPre <s_pre, x_post> + nuPost <x_pre, s_post>
 *
 * Hebb 1949; docs/spec/learning.md, Hebbian.
 */
export const hebbian = ruleOf(
  'hebbian',
  pairs,
  takePairs,
  ({ nu: [nuPre, nuPost], over }): RuleBody<'s' | 'x', 's' | 'x'> => ({
    init: {},
    step: (A, { w }, { pre, post, correlate }) => {
      const early = A.mul(nuPre, correlate(pre.s, post.x, over));
      return { w: A.add(A.add(w, early), A.mul(nuPost, correlate(pre.x, post.s, over))) };
    },
  }),
);
