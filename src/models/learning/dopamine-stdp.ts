import type { Param } from '../../core/tensor.js';
import { fadedToZero } from '../neurons/membrane.js';
import { finite, positive, scalar } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { earned } from './earned.js';
import { eligibility, mstdp } from './mstdp.js';
import { ruleOf, type RuleBody } from './rule-of.js';

const parameters = {
  ...mstdp.entry.parameters,
  /** Increase of the trace p at a presynaptic spike. */
  aPlus: [0.1, scalar(finite), [-1, 2]],
  /** Increase of the trace q at a postsynaptic spike. */
  aMinus: [-0.15, scalar(finite), [-2, 1]],
  /** Time constant of the eligibility trace c, ms. */
  tauEligibility: [1000, scalar(positive), [2, 30]],
  /** Time constant of dopamine d, ms. */
  tauDopamine: [200, scalar(positive), [2, 30]],
  /** Dopamine without any reward. */
  tonic: [0, scalar(finite), [-0.1, 0.1]],
} satisfies Table;

/** All parameters of `dopamineStdp`. */
export type DopamineStdpParams = Omit<ParamsOf<typeof parameters>, 'nu'>;

/**
 * STDP modulated by dopamine: pairs of spikes raise or lower an eligibility trace c of their synapse, which lasts about a
 * second; the frame's reward raises dopamine d, one number for each sample; weights change by the integral of (d + tonic) c.
 *
 *   w + nu R[integral over the step of (d + tonic) c];  then
 *   c = c exp(-dt/tauEligibility) + <p, s_post> + <s_pre, q>;  d = d exp(-dt/tauDopamine) + reward
 *
 * p and q are those of `mstdp`. Spikes and reward of a step change weights from the next step on; integral and decays are
 * exact. `mstdpet` differs: its reward acts in its own step alone, and its trace is c, a step later, divided by
 * tauEligibility. Variables: p `[b, ...from]`, q `[b, ...to]`, c `[b, ...w]`, d `[b]`. Izhikevich 2007; NEST's
 * stdp_dopamine_synapse (tonic is -b).
 */
export const dopamineStdp = ruleOf(
  'dopamineStdp',
  parameters,
  (nu: Param, params: Partial<DopamineStdpParams> = {}) => ({ ...params, nu }),
  (p): RuleBody<'s', 's', 'p' | 'q' | 'c' | 'd'> => ({
    init: { p: 'pre', q: 'post', c: 'synapse', d: 'row' },
    rewarded: true,
    step: (A, vars, seen) => {
      const { dt, reward } = seen;
      const [both, alone] = [lasting(dt, 1 / p.tauEligibility + 1 / p.tauDopamine), lasting(dt, 1 / p.tauEligibility)];
      const dopamine = A.add(A.mul(vars.d, both), p.tonic * alone);
      const { e, ...traces } = eligibility(A, vars, seen, p);
      return {
        w: earned(A, vars.w, dopamine, vars.c, p),
        ...traces,
        c: A.add(fadedToZero(A, vars.c, p.tauEligibility, dt), e),
        d: A.add(fadedToZero(A, vars.d, p.tauDopamine, dt), reward),
      };
    },
  }),
);

/** The integral over a step of what decays at a rate from 1, ms. */
const lasting = (dt: number, rate: number): number => (rate === 0 ? dt : -Math.expm1(-dt * rate) / rate);
