import type { Over } from '../../core/connection.js';
import type { Rule } from '../../core/rule.js';
import { rateFaults, type Nu } from './rates.js';

/**
 * `postPre` with soft bounds: depression shrinks towards the lower bound, potentiation towards the upper one. Bounds are those
 * of `bounded(...)` around it, and have to be finite. Needs traces on both layers.
 *
 *   w - nuPre <s_pre, x_post> (w - min) + nuPost <x_pre, s_post> (max - w)
 *
 * van Rossum et al. 2000; spec/learning.md, WeightDependentPostPre.
 */
export const weightDependentPostPre = (
  [nuPre, nuPost]: Nu,
  over: Exclude<Over, 'each'> = 'sum',
): Rule<'s' | 'x', 's' | 'x'> => ({
  term: { name: 'weightDependentPostPre', params: { nu: [nuPre, nuPost], over } },
  init: {},
  softBounded: true,
  faults: rateFaults([nuPre, nuPost]),
  step: (A, { w }, { pre, post, bounds: [min, max], correlate }) => {
    const depression = A.mul(A.mul(nuPre, correlate(pre.s, post.x, over)), A.sub(w, min));
    const potentiation = A.mul(A.mul(nuPost, correlate(pre.x, post.s, over)), A.sub(max, w));
    return { w: A.add(A.sub(w, depression), potentiation) };
  },
});
