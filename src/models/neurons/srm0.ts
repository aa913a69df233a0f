import { asF32 } from '../../core/tensor.js';
import { finite, notNegative, number, positive } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { lif } from './lif.js';
import { cappedExp, decay, fired } from './membrane.js';
import { countedDown, gated } from './refractory.js';
import { neuron, type Body } from './neuron.js';

/**
 * Simplified spike response model with escape noise: a neuron fires by chance, at the rate rho = rho0 exp((v - thresh) /
 * dThresh), so with probability 1 - exp(-rho dt) in a step.
 *
 * Variables: v (mV), refrac (ms), rho (1/ms), prob (of a spike in this step; Rmax reads it), s. From 64 dThresh above
 * the threshold on, where a neuron fires in every step, rho grows no more, as it would be infinite. The refractory time gates only
 * the input: a neuron can fire by chance while refractory. Vasilaki et al. 2009; Gerstner et al. 2014, section 9.1; docs/spec/nodes.md.
 */
export const srm0 = neuron(
  'srm0',
  {
    ...lif.entry.parameters,
    /** Spikes by chance, at the rate rho0 where v = thresh, mV. */
    thresh: [-50, number, [-60, -45]],
    /** Resting voltage, also the initial one, mV. */
    rest: [-70, finite, [-75, -62]],
    /** Reset voltage, mV. */
    reset: [-70, finite, [-75, -61]],
    /** Membrane time constant, ms. */
    tau: [10, positive, [2, 50]],
    /** Scale of the input. */
    eps0: [1, finite, [0.5, 2]],
    /** Rate of firing at the threshold, 1/ms. */
    rho0: [1, notNegative, [0, 2]],
    /** Width of the threshold, mV. */
    dThresh: [5, positive, [1, 10]],
  },
  (p): Body<'v' | 'refrac' | 'rho' | 'prob' | 's'> => ({
    init: { v: asF32(p.rest), refrac: 0, rho: 0, prob: 0, s: false },
    noise: 'neuron',
    step: (A, { v, refrac }, input, dt, u) => {
      const charged = A.add(decay(A, v, p.rest, p.tau, dt), gated(A, refrac, A.mul(p.eps0, input), dt, p.countdown));
      const rho = A.mul(p.rho0, cappedExp(A, A.div(A.sub(charged, p.thresh), p.dThresh)));
      const prob = A.sub(1, A.exp(A.mul(rho, -dt)));
      const s = A.lt(u, prob);
      return { ...fired(A, s, charged, countedDown(A, refrac, p.refrac, dt, p.countdown), p), rho, prob, s };
    },
  }),
);

/** All parameters of `srm0`. */
export type Srm0Params = ParamsOf<typeof srm0.entry.parameters>;
