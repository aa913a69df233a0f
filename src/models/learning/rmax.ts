import { vanishingToZero } from '../neurons/membrane.js';
import type { Param } from '../../core/tensor.js';
import { notNegative, positive, scalar } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { byReward, earned } from './earned.js';
import { ruleOf, type RuleBody } from './rule-of.js';

const parameters = {
  ...byReward,
  /** From policy gradient (0) to naive Hebb (large), ms. */
  tauC: [5, scalar(notNegative), [0, 20]],
  /** Time constant of the eligibility trace, ms. */
  tauEligibility: [25, scalar(positive), [2, 30]],
} satisfies Table;

/** All parameters of `rmax` but `nu`. */
export type RmaxParams = Omit<ParamsOf<typeof parameters>, 'nu'>;

/**
 * Reward maximisation for stochastic neurons: the eligibility is the spike of a neuron minus its expectation (`prob`, of
 * `srm0`), at synapses with recent input. Source traces should be additive.
 *
 *   z = z (1 - dt/tauEligibility) + <x_pre, s_post - prob / (1 + tauC/dt prob)>;  w + nu R[reward z]
 *
 * Variable: z `[b, ...w]`. Vasilaki et al. 2009; docs/spec/learning.md, Rmax.
 */
export const rmax = ruleOf(
  'rmax',
  parameters,
  (nu: Param, params: Partial<RmaxParams> = {}) => ({ ...params, nu }),
  (p): RuleBody<'x', 's' | 'prob', 'z'> => ({
    init: { z: 'synapse' },
    rewarded: true,
    step: (A, vars, { pre, post, reward, dt, correlate }) => {
      const foretold = A.div(post.prob, A.add(1, A.mul(p.tauC / dt, post.prob)));
      const surprise = correlate(pre.x, A.sub(post.s, foretold), 'each');
      const z = A.add(vanishingToZero(A, A.mul(vars.z, 1 - dt / p.tauEligibility)), surprise);
      return { w: earned(A, vars.w, reward, z, p), z };
    },
  }),
);
