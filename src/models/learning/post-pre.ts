import type { Over } from '../../core/connection.js';
import type { Rule } from '../../core/rule.js';
import type { Param } from '../../core/tensor.js';
import { rateFaults, type Nu } from './rates.js';

/**
 * Pair-based STDP: where a presynaptic spike finds a postsynaptic trace, w falls by nu pre; where a postsynaptic spike finds
 * a presynaptic trace, it rises by nu post. Needs traces on both layers; `over` joins the batch. The step is not scaled by dt.
 *
 *   w - nuPre <s_pre, x_post> + nuPost <x_pre, s_post>
 *
 * Song et al. 2000; Diehl & Cook 2015; spec/learning.md, PostPre.
 */
export const postPre = ([nuPre, nuPost]: Nu, over: Exclude<Over, 'each'> = 'sum'): Rule<'s' | 'x', 's' | 'x'> => ({
  term: { name: 'postPre', params: { nu: [nuPre, nuPost], over } },
  init: {},
  faults: rateFaults([nuPre, nuPost]),
  step: (A, { w }, { pre, post, correlate }) => {
    const depressed = isZero(nuPre) ? w : A.sub(w, A.mul(nuPre, correlate(pre.s, post.x, over)));
    return { w: isZero(nuPost) ? depressed : A.add(depressed, A.mul(nuPost, correlate(pre.x, post.s, over))) };
  },
});

const isZero = (rate: Param): boolean => rate === 0;
