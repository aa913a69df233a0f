import type { Model } from '../../core/model.js';
import { asF32, type Param } from '../../core/tensor.js';
import { demand, finite, notNegative, positive } from '../params.js';
import { lifDefaults, lifDemands, type LifParams } from './lif.js';
import { boundedBelow, countedDown, decay, gated } from './membrane.js';

export interface Srm0Params extends LifParams {
  /** Scale of the input. */
  readonly eps0: Param;
  /** Rate of firing at the threshold, 1/ms. */
  readonly rho0: Param;
  /** Width of the threshold, mV. */
  readonly dThresh: Param;
}

export const srm0Defaults: Srm0Params = {
  ...lifDefaults,
  thresh: -50,
  rest: -70,
  reset: -70,
  tau: 10,
  eps0: 1,
  rho0: 1,
  dThresh: 5,
};

/**
 * Simplified spike response model with escape noise: a neuron fires by chance, at the rate rho = rho0 exp((v - thresh) /
 * dThresh), so with probability 1 - exp(-rho dt) in a step.
 *
 * Variables: v (mV), refrac (ms), rho (1/ms), prob (of a spike in this step; Rmax reads it), s. The refractory time gates only
 * the input: a neuron can fire by chance while refractory. Vasilaki et al. 2009; Gerstner et al. 2014, section 9.1; spec/nodes.md.
 */
export const srm0 = (params: Partial<Srm0Params> = {}): Model<'v' | 'refrac' | 'rho' | 'prob' | 's'> => {
  const p = { ...srm0Defaults, ...params };
  return {
    term: { name: 'srm0', params: { ...p } },
    init: { v: asF32(p.rest), refrac: 0, rho: 0, prob: 0, s: false },
    faults: demand(p, { ...lifDemands, eps0: finite, rho0: notNegative, dThresh: positive }),
    noise: 'neuron',
    step: (A, { v, refrac }, input, dt, u) => {
      const charged = A.add(decay(A, v, p.rest, p.tau, dt), gated(A, refrac, A.mul(p.eps0, input), dt));
      const rho = A.mul(p.rho0, A.exp(A.div(A.sub(charged, p.thresh), p.dThresh)));
      const prob = A.sub(1, A.exp(A.mul(rho, -dt)));
      const s = A.lt(u, prob);
      return {
        v: boundedBelow(A, A.where(s, p.reset, charged), p.lbound),
        refrac: A.where(s, p.refrac, countedDown(A, refrac, p.refrac, dt)),
        rho,
        prob,
        s,
      };
    },
  };
};
