import type { Model } from '../../core/model.js';
import { asF32 } from '../../core/tensor.js';
import { demand } from '../params.js';
import { lifDefaults, lifDemands, type LifParams } from './lif.js';
import { boundedBelow, countedDown, gated } from './membrane.js';

/** As of `lif`, without a leak. */
export type IntegrateAndFireParams = Omit<LifParams, 'rest' | 'tau'>;

const { thresh, reset, refrac, lbound } = lifDefaults;
export const integrateAndFireDefaults: IntegrateAndFireParams = { thresh, reset, refrac, lbound };

/**
 * Integrate-and-fire without a leak: v keeps what it gets until a spike resets it (where it also starts).
 * Variables: v (mV), refrac (ms), s. Lapicque 1907; order of operations as in `lif`; spec/nodes.md, IFNodes.
 */
export const integrateAndFire = (params: Partial<IntegrateAndFireParams> = {}): Model<'v' | 'refrac' | 's'> => {
  const p = { ...integrateAndFireDefaults, ...params };
  const { rest: _, tau: __, ...demands } = lifDemands;
  return {
    term: { name: 'integrateAndFire', params: { ...p } },
    init: { v: asF32(p.reset), refrac: 0, s: false },
    faults: demand(p, demands),
    step: (A, { v, refrac }, input, dt) => {
      const charged = A.add(v, gated(A, refrac, input, dt));
      const s = A.ge(charged, p.thresh);
      return {
        v: boundedBelow(A, A.where(s, p.reset, charged), p.lbound),
        refrac: A.where(s, p.refrac, countedDown(A, refrac, p.refrac, dt)),
        s,
      };
    },
  };
};
