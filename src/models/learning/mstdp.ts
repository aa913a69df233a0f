import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import type { Seen } from '../../core/rule.js';
import type { Param } from '../../core/tensor.js';
import { fadedToZero } from '../neurons/membrane.js';
import { finite, positive, scalar } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { byReward, earned } from './earned.js';
import { ruleOf, type RuleBody } from './rule-of.js';

type Own = 'p' | 'q' | 'e';

const parameters = {
  ...byReward,
  /** Time constant of the rule's own trace p of presynaptic spikes, ms. */
  tauPlus: [20, scalar(positive), [2, 30]],
  /** Time constant of its trace q of postsynaptic spikes, ms. */
  tauMinus: [20, scalar(positive), [2, 30]],
  /** Increase of the trace p at a presynaptic spike. */
  aPlus: [1, scalar(finite), [-1, 2]],
  /** Increase of the trace q at a postsynaptic spike. */
  aMinus: [-1, scalar(finite), [-2, 1]],
} satisfies Table;

/** All parameters of `mstdp` but `nu`. */
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
    step: (A, vars, seen) => ({
      w: earned(A, vars.w, seen.reward, vars.e, p),
      ...eligibility(A, vars, seen, p),
    }),
  }),
);

/** The rule's own traces and its eligibility after a step. */
export const eligibility = <T>(
  A: Algebra<T>,
  { p, q }: Vars<'p' | 'q', T>,
  { pre, post, dt, correlate }: Seen<'s', 's', T>,
  params: MstdpParams,
): Vars<Own, T> => {
  const before = A.add(fadedToZero(A, p, params.tauPlus, dt), A.mul(params.aPlus, pre.s));
  const after = A.add(fadedToZero(A, q, params.tauMinus, dt), A.mul(params.aMinus, post.s));
  return { p: before, q: after, e: A.add(correlate(before, post.s, 'each'), correlate(pre.s, after, 'each')) };
};
