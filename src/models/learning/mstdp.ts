import type { Algebra } from '../../core/algebra.js';
import type { Over } from '../../core/connection.js';
import type { LocalFault } from '../../core/errors.js';
import type { Vars } from '../../core/model.js';
import { alongRows, overRows } from '../../core/rows.js';
import type { Rule, Seen } from '../../core/rule.js';
import type { Param } from '../../core/tensor.js';
import { decayFactor } from '../neurons/membrane.js';
import { demandNumber, finite, paramFaults, positive } from '../params.js';

export interface MstdpParams {
  /** Time constants of the rule's own spike traces, ms. */
  readonly tauPlus: number;
  readonly tauMinus: number;
  /** What a presynaptic spike adds to the trace p, and a postsynaptic one to the trace q. */
  readonly aPlus: number;
  readonly aMinus: number;
  readonly over: Exclude<Over, 'each'>;
}

export const mstdpDefaults: MstdpParams = { tauPlus: 20, tauMinus: 20, aPlus: 1, aMinus: -1, over: 'sum' };

type Own = 'p' | 'q' | 'e';

/**
 * Reward-modulated STDP: weights move by the reward times the eligibility of the step before. Frames carry the reward, one
 * number or one for each sample.
 *
 *   w + nu R[reward e];  p = p exp(-dt/tauPlus) + aPlus s_pre;  q = q exp(-dt/tauMinus) + aMinus s_post
 *   e = <p, s_post> + <s_pre, q>
 *
 * Variables: p `[b, ...from]`, q `[b, ...to]`, e eligibility `[b, ...w]`. Florian 2007; spec/learning.md, MSTDP.
 */
export const mstdp = (nu: Param, params: Partial<MstdpParams> = {}): Rule<'s', 's', Own> => {
  const p = { ...mstdpDefaults, ...params };
  return {
    term: { name: 'mstdp', params: { nu, ...p } },
    init: { p: 'pre', q: 'post', e: 'synapse' },
    rewarded: true,
    faults: (weights) => [...paramFaults('nu', nu, finite, weights), ...traceFaults(p)],
    step: (A, vars, seen) => {
      const earned = A.mul(alongRows(A, seen.reward, A.type(vars.e).shape.length), vars.e);
      return { w: A.add(vars.w, A.mul(nu, overRows(A, earned, p.over))), ...eligibility(A, vars, seen, p) };
    },
  };
};

/** The rule's own traces and its eligibility after a step. */
export const eligibility = <T>(
  A: Algebra<T>,
  { p, q }: Vars<'p' | 'q', T>,
  { pre, post, dt, correlate }: Seen<'s', 's', T>,
  params: MstdpParams,
): Vars<Own, T> => {
  const before = A.add(A.mul(p, decayFactor(params.tauPlus, dt)), A.mul(params.aPlus, pre.s));
  const after = A.add(A.mul(q, decayFactor(params.tauMinus, dt)), A.mul(params.aMinus, post.s));
  return { p: before, q: after, e: A.add(correlate(before, post.s, 'each'), correlate(pre.s, after, 'each')) };
};

export const traceFaults = ({ tauPlus, tauMinus, aPlus, aMinus }: MstdpParams): readonly LocalFault[] => [
  ...demandNumber('tauPlus', tauPlus, positive),
  ...demandNumber('tauMinus', tauMinus, positive),
  ...demandNumber('aPlus', aPlus, finite),
  ...demandNumber('aMinus', aMinus, finite),
];
