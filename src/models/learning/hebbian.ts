import type { Over } from '../../core/connection.js';
import type { Rule } from '../../core/rule.js';
import { rateFaults, type Nu } from './rates.js';

/**
 * Hebbian learning: both orders of spikes strengthen. Needs traces on both layers.
 *
 *   w + nuPre <s_pre, x_post> + nuPost <x_pre, s_post>
 *
 * Hebb 1949; spec/learning.md, Hebbian.
 */
export const hebbian = ([nuPre, nuPost]: Nu, over: Exclude<Over, 'each'> = 'sum'): Rule<'s' | 'x', 's' | 'x'> => ({
  term: { name: 'hebbian', params: { nu: [nuPre, nuPost], over } },
  init: {},
  faults: rateFaults([nuPre, nuPost]),
  step: (A, { w }, { pre, post, correlate }) => {
    const early = A.mul(nuPre, correlate(pre.s, post.x, over));
    return { w: A.add(A.add(w, early), A.mul(nuPost, correlate(pre.x, post.s, over))) };
  },
});
