import { fadedToZero } from '../neurons/membrane.js';
import { finite, flag, positive, reduction, scalar } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { ruleOf, type RuleBody } from './rule-of.js';

const parameters = {
  /** Largest potentiation: by a postsynaptic spike just after a presynaptic one, mV. */
  aPlus: [0.01, scalar(finite), [0, 0.5]],
  /** Largest depression: by a presynaptic spike just after a postsynaptic one, mV. */
  aMinus: [0.0105, scalar(finite), [0, 0.5]],
  /** Time constant of the rule's own trace p of presynaptic spikes, ms. */
  tauPlus: [20, scalar(positive), [2, 30]],
  /** Time constant of its trace q of postsynaptic spikes, ms. */
  tauMinus: [20, scalar(positive), [2, 30]],
  /** Whether a spike pairs with the last one of the other side only, or with all before. */
  nearest: [false, flag],
  /** How the changes of a batch are combined into one. */
  over: ['sum', reduction],
} satisfies Table;

/** All parameters of `pairStdp`. */
export type PairStdpParams = ParamsOf<typeof parameters>;

/**
 * Additive STDP of pairs, with traces of its own: a presynaptic spike before a postsynaptic one strengthens, the other order weakens,
 * by an amount that does not depend on the weight.
 *
 *   p = p exp(-dt/tauPlus) + s_pre;  q = q exp(-dt/tauMinus)
 *   w + aPlus <p, s_post> - aMinus <s_pre, q>;  then q + s_post
 *
 * Of two spikes in one step the presynaptic one counts as the first. With `nearest` a spike sets a trace to 1. It takes no traces of
 * its layers, so it goes with delays that pair on arrival; `postPre` reads those of `traced` layers, and pairs spikes of one step
 * in both orders. Variables: p `[b, ...from]`, q `[b, ...to]`. Song, Miller & Abbott 2000.
 */
export const pairStdp = ruleOf(
  'pairStdp',
  parameters,
  (params: Partial<PairStdpParams> = {}) => params,
  ({ aPlus, aMinus, tauPlus, tauMinus, nearest, over }): RuleBody<'s', 's', 'p' | 'q'> => ({
    init: { p: 'pre', q: 'post' },
    step: (A, vars, { pre, post, dt, correlate }) => {
      const marked = (x: typeof vars.p, s: typeof vars.p) => (nearest ? A.where(A.ne(s, 0), 1, x) : A.add(x, s));
      const p = marked(fadedToZero(A, vars.p, tauPlus, dt), pre.s);
      const q = fadedToZero(A, vars.q, tauMinus, dt);
      const weakened = A.sub(vars.w, A.mul(aMinus, correlate(pre.s, q, over)));
      return { w: A.add(weakened, A.mul(aPlus, correlate(p, post.s, over))), p, q: marked(q, post.s) };
    },
  }),
);
