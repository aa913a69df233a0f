import { asF32 } from '../../core/tensor.js';
import { finite, positive } from '../params.js';
import type { ParamsOf } from '../parameters/table.js';
import { lif } from './lif.js';
import { boundedBelow, countedDown, decay, decayFactor, gated } from './membrane.js';
import { neuron, type Body } from './neuron.js';

/**
 * `lif` with an adaptive threshold: a neuron spikes at v >= thresh + theta; theta decays, and every spike raises it.
 *
 * Variables: v (mV), refrac (ms), theta adaptive increment (mV), s. theta is learned: one value a neuron, raised by the
 * spikes of all batch rows together, kept by a reset, held by `frozen`. Diehl & Cook 2015; spec/nodes.md.
 */
export const adaptiveLif = neuron(
  'adaptiveLif',
  {
    ...lif.entry.parameters,
    /** How much each spike raises the threshold, mV. */
    thetaPlus: [0.05, finite, [0, 2]],
    /** Time constant of the raised threshold's decay, ms. */
    tauTheta: [1e7, positive, [10, 1000]],
    /** Where theta starts, mV. */
    theta: [0, finite, [0, 3]],
  },
  (p): Body<'v' | 'refrac' | 'theta' | 's'> => ({
    init: { v: asF32(p.rest), refrac: 0, theta: asF32(p.theta), s: false },
    learned: ['theta'],
    frozen: () => adaptiveLif({ ...p, thetaPlus: 0, tauTheta: Infinity }),
    step: (A, { v, refrac, theta }, input, dt) => {
      const decayed = A.mul(theta, decayFactor(p.tauTheta, dt));
      const charged = A.add(decay(A, v, p.rest, p.tau, dt), gated(A, refrac, input, dt));
      const s = A.ge(charged, A.add(p.thresh, decayed));
      return {
        v: boundedBelow(A, A.where(s, p.reset, charged), p.lbound),
        refrac: A.where(s, p.refrac, countedDown(A, refrac, p.refrac, dt)),
        theta: A.add(decayed, A.mul(p.thetaPlus, A.sum(s, [0]))),
        s,
      };
    },
  }),
);

export type AdaptiveLifParams = ParamsOf<typeof adaptiveLif.entry.parameters>;
