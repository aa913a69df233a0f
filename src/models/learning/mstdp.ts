import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { alongRows, overRows } from '../../core/rows.js';
import type { Seen } from '../../core/rule.js';
import type { Param } from '../../core/tensor.js';
import { faded } from '../neurons/membrane.js';
import { finite, positive } from '../params.js';
import { rate, reduction, scalar } from '../parameters/constraint.js';
import { required, type ParamsOf, type Table } from '../parameters/table.js';
import { ruleOf, type RuleBody } from './rule-of.js';

type Own = 'p' | 'q' | 'e';

const parameters = {
  /** Learning rate. */
  nu: [required, rate],
  /** Time constants of the rule's own spike traces, ms. */
  tauPlus: [20, scalar(positive), [2, 30]],
  tauMinus: [20, scalar(positive), [2, 30]],
  /** What a presynaptic spike adds to the trace p, and a postsynaptic one to the trace q. */
  aPlus: [1, scalar(finite), [-1, 2]],
  aMinus: [-1, scalar(finite), [-2, 1]],
  /** How the updates of a batch become one. */
  over: ['sum', reduction],
} satisfies Table;

export type MstdpParams = Omit<ParamsOf<typeof parameters>, 'nu'>;

/**
 * Reward-modulated STDP: weights move by the reward times the eligibility of the step before. Frames carry the reward, one
 * number or one for each sample.
 *
 *   w + nu R[reward e];  p = p exp(-dt/tauPlus) + aPlus s_pre;  q = q exp(-dt/tauMinus) + aMinus s_post
 *   e = <p, s_post> + <s_pre, q>
 *
 * Variables: p `[b, ...from]`, q `[b, ...to]`, e eligibility `[b, ...w]`. Florian 2007; docs/spec/learning.md, MSTDP.
 */
export const mstdp = ruleOf(
  'mstdp',
  parameters,
  (nu: Param, params: Partial<MstdpParams> = {}) => ({ ...params, nu }),
  (p): RuleBody<'s', 's', Own> => ({
    init: { p: 'pre', q: 'post', e: 'synapse' },
    rewarded: true,
    step: (A, vars, seen) => {
      const earned = A.mul(alongRows(A, seen.reward, A.type(vars.e).shape.length), vars.e);
      return { w: A.add(vars.w, A.mul(p.nu, overRows(A, earned, p.over))), ...eligibility(A, vars, seen, p) };
    },
  }),
);

/** The rule's own traces and its eligibility after a step. */
export const eligibility = <T>(
  A: Algebra<T>,
  { p, q }: Vars<'p' | 'q', T>,
  { pre, post, dt, correlate }: Seen<'s', 's', T>,
  params: MstdpParams,
): Vars<Own, T> => {
  const before = A.add(faded(A, p, params.tauPlus, dt), A.mul(params.aPlus, pre.s));
  const after = A.add(faded(A, q, params.tauMinus, dt), A.mul(params.aMinus, post.s));
  return { p: before, q: after, e: A.add(correlate(before, post.s, 'each'), correlate(pre.s, after, 'each')) };
};
