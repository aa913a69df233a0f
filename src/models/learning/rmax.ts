import type { Over } from '../../core/connection.js';
import { alongRows, overRows } from '../../core/rows.js';
import type { Rule } from '../../core/rule.js';
import type { Param } from '../../core/tensor.js';
import { demandNumber, finite, notNegative, paramFaults, positive } from '../params.js';

export interface RmaxParams {
  /** Between policy gradient (0) and naive Hebb (large), ms. */
  readonly tauC: number;
  /** Time constant of the eligibility trace, ms. */
  readonly tauEligibility: number;
  readonly over: Exclude<Over, 'each'>;
}

export const rmaxDefaults: RmaxParams = { tauC: 5, tauEligibility: 25, over: 'sum' };

/**
 * Reward maximisation for stochastic neurons: the eligibility is how much more a neuron fired than its spike probability
 * (`prob`, of `srm0`) foretold, at synapses whose input was recent. Source traces should be additive.
 *
 *   z = z (1 - dt/tauEligibility) + <x_pre, s_post - prob / (1 + tauC/dt prob)>;  w + nu R[reward z]
 *
 * Variable: z `[b, ...w]`. Vasilaki et al. 2009; spec/learning.md, Rmax.
 */
export const rmax = (nu: Param, params: Partial<RmaxParams> = {}): Rule<'x', 's' | 'prob', 'z'> => {
  const p = { ...rmaxDefaults, ...params };
  return {
    term: { name: 'rmax', params: { nu, ...p } },
    init: { z: 'synapse' },
    rewarded: true,
    faults: (weights) => [
      ...paramFaults('nu', nu, finite, weights),
      ...demandNumber('tauC', p.tauC, notNegative),
      ...demandNumber('tauEligibility', p.tauEligibility, positive),
    ],
    step: (A, vars, { pre, post, reward, dt, correlate }) => {
      const foretold = A.div(post.prob, A.add(1, A.mul(p.tauC / dt, post.prob)));
      const surprise = correlate(pre.x, A.sub(post.s, foretold), 'each');
      const z = A.add(A.mul(vars.z, 1 - dt / p.tauEligibility), surprise);
      const earned = A.mul(alongRows(A, reward, A.type(z).shape.length), z);
      return { w: A.add(vars.w, A.mul(nu, overRows(A, earned, p.over))), z };
    },
  };
};
