import type { Model } from '../../core/model.js';
import { asF32, type Param } from '../../core/tensor.js';
import { demand, finite, positive } from '../params.js';
import { lifDefaults, lifDemands, type LifParams } from './lif.js';
import { boundedBelow, countedDown, decay, decayFactor, gated } from './membrane.js';

export interface AdaptiveLifParams extends LifParams {
  /** How much each spike raises the threshold, mV. */
  readonly thetaPlus: Param;
  /** Time constant of the raised threshold's decay, ms. */
  readonly tauTheta: Param;
  /** Where theta starts, mV. */
  readonly theta: Param;
}

export const adaptiveLifDefaults: AdaptiveLifParams = { ...lifDefaults, thetaPlus: 0.05, tauTheta: 1e7, theta: 0 };

/**
 * `lif` with an adaptive threshold: a neuron spikes at v >= thresh + theta; theta decays, and every spike raises it.
 *
 * Variables: v (mV), refrac (ms), theta adaptive increment (mV), s. theta is learned: one value a neuron, raised by the
 * spikes of all batch rows together, kept by a reset, held by `frozen`. Diehl & Cook 2015; spec/nodes.md.
 */
export const adaptiveLif = (params: Partial<AdaptiveLifParams> = {}): Model<'v' | 'refrac' | 'theta' | 's'> => {
  const p = { ...adaptiveLifDefaults, ...params };
  return {
    term: { name: 'adaptiveLif', params: { ...p } },
    init: { v: asF32(p.rest), refrac: 0, theta: asF32(p.theta), s: false },
    learned: ['theta'],
    faults: demand(p, { ...lifDemands, thetaPlus: finite, tauTheta: positive, theta: finite }),
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
  };
};
