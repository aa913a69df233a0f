import { rates, reduction } from '../parameters/constraint.js';
import { required } from '../parameters/table.js';
import type { Reduction } from '../../core/rows.js';
import type { Nu } from './rates.js';
import { givenOf, ruleOf, type RuleBody } from './rule-of.js';

/**
 * Hebbian learning: both orders of spikes strengthen. Needs traces on both layers.
 *
 *   w + nuPre <s_pre, x_post> + nuPost <x_pre, s_post>
 *
 * Hebb 1949; docs/spec/learning.md, Hebbian.
 */
export const hebbian = ruleOf(
  'hebbian',
  {
    /** Learning rates of the two terms. */
    nu: [required, rates],
    /** How the updates of a batch become one. */
    over: ['sum', reduction],
  },
  (nu: Nu, over?: Reduction) => givenOf({ nu, over }),
  ({ nu: [nuPre, nuPost], over }): RuleBody<'s' | 'x', 's' | 'x'> => ({
    init: {},
    step: (A, { w }, { pre, post, correlate }) => {
      const early = A.mul(nuPre, correlate(pre.s, post.x, over));
      return { w: A.add(A.add(w, early), A.mul(nuPost, correlate(pre.x, post.s, over))) };
    },
  }),
);
