import type { Algebra } from '../../core/algebra.js';
import type { Param } from '../../core/tensor.js';
import { fadedToZero } from '../neurons/membrane.js';
import { notNegative, positive, rate, reduction, scalar } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { ruleOf, type RuleBody } from './rule-of.js';

const parameters = {
  /** Learning rate; negative for inhibitory weights that are negative (into `lif` and current-based cells). */
  nu: [required, rate],
  /** Target rate of postsynaptic neurons, Hz. */
  target: [3, scalar(notNegative), [1, 40]],
  /** Time constant of the rule's own traces, p of presynaptic and q of postsynaptic spikes, ms. */
  tau: [20, scalar(positive), [2, 30]],
  /** How the changes of a batch are combined into one. */
  over: ['sum', reduction],
} satisfies Table;

/** All parameters of `inhibitoryStdp`. */
export type InhibitoryStdpParams = Omit<ParamsOf<typeof parameters>, 'nu'>;

/**
 * Inhibitory plasticity: inhibition of a neuron grows while it fires above a target rate, and shrinks below it. Spikes near each other,
 * in either order, strengthen a synapse, and each presynaptic spike weakens it by as much as pairs at the target rate strengthen it.
 *
 *   p = p exp(-dt/tau) + s_pre;  q = q exp(-dt/tau) + s_post
 *   w + nu (<s_pre, q - alpha> + <p, s_post>),  alpha = 2 target tau
 *
 * It takes no traces of its layers. Spikes of both sides in one step count as a pair in either order. Weights do not change sign within
 * `bounded(inhibitoryStdp(nu), 0, max)`. Variables: p `[b, ...from]`, q `[b, ...to]`. Vogels, Sprekeler et al. 2011; NEST's
 * vogels_sprekeler_synapse.
 */
export const inhibitoryStdp = ruleOf(
  'inhibitoryStdp',
  parameters,
  (nu: Param, params: Partial<InhibitoryStdpParams> = {}) => ({ ...params, nu }),
  ({ nu, target, tau, over }): RuleBody<'s', 's', 'p' | 'q'> => {
    const alpha = (2 * target * tau) / 1000;
    const traced = <T>(A: Algebra<T>, x: T, s: T, dt: number): T => A.add(fadedToZero(A, x, tau, dt), s);
    return {
      init: { p: 'pre', q: 'post' },
      step: (A, vars, { pre, post, dt, correlate }) => {
        const [p, q] = [traced(A, vars.p, pre.s, dt), traced(A, vars.q, post.s, dt)];
        const atPre = A.mul(nu, correlate(pre.s, A.sub(q, alpha), over));
        return { w: A.add(A.add(vars.w, atPre), A.mul(nu, correlate(p, post.s, over))), p, q };
      },
    };
  },
);
