import type { Model } from '../../core/model.js';
import { asF32, type Param } from '../../core/tensor.js';
import { demand, positive } from '../params.js';
import { lifDefaults, lifDemands, type LifParams } from './lif.js';
import { boundedBelow, countedDown, decay, decayFactor, gated } from './membrane.js';

export interface CurrentLifParams extends LifParams {
  /** Time constant of the synaptic current, ms. */
  readonly tauCurrent: Param;
}

export const currentLifDefaults: CurrentLifParams = { ...lifDefaults, tauCurrent: 2 };

/**
 * Leaky integrate-and-fire with a synaptic current: input adds to i, which decays and charges v in every step.
 *
 * Variables: v (mV), i current (mV a step), refrac (ms), s. The refractory time gates only the effect on v, and counts down
 * before that: the neuron is silent for refrac / dt steps, one fewer than `lif`. spec/nodes.md, CurrentLIFNodes.
 */
export const currentLif = (params: Partial<CurrentLifParams> = {}): Model<'v' | 'i' | 'refrac' | 's'> => {
  const p = { ...currentLifDefaults, ...params };
  return {
    term: { name: 'currentLif', params: { ...p } },
    init: { v: asF32(p.rest), i: 0, refrac: 0, s: false },
    faults: demand(p, { ...lifDemands, tauCurrent: positive }),
    step: (A, state, input, dt) => {
      const i = A.add(A.mul(state.i, decayFactor(p.tauCurrent, dt)), input);
      const refrac = countedDown(A, state.refrac, p.refrac, dt);
      const charged = A.add(decay(A, state.v, p.rest, p.tau, dt), gated(A, refrac, i, dt));
      const s = A.ge(charged, p.thresh);
      return {
        v: boundedBelow(A, A.where(s, p.reset, charged), p.lbound),
        i,
        refrac: A.where(s, p.refrac, refrac),
        s,
      };
    },
  };
};
