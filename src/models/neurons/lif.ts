import type { Model } from '../../core/model.js';
import { asF32, type Param } from '../../core/tensor.js';
import { demand, finite, notNegative, number, positive, type Demand } from '../params.js';
import { boundedBelow, countedDown, decay, gated } from './membrane.js';

export interface LifParams {
  /** Spikes at v >= thresh, mV. */
  readonly thresh: Param;
  /** Where v starts and leaks to, mV. */
  readonly rest: Param;
  /** Where a spike puts v, mV. */
  readonly reset: Param;
  /** Time after a spike in which input has no effect, ms. */
  readonly refrac: Param;
  /** Membrane time constant, ms. */
  readonly tau: Param;
  /** v is kept at or above, mV; applied after the reset. */
  readonly lbound: Param;
}

export const lifDefaults: LifParams = { thresh: -52, rest: -65, reset: -65, refrac: 5, tau: 100, lbound: -Infinity };

export const lifDemands: Readonly<Record<keyof LifParams, Demand>> = {
  thresh: number,
  rest: finite,
  reset: finite,
  refrac: notNegative,
  tau: positive,
  lbound: number,
};

/**
 * Leaky integrate-and-fire: tau dv/dt = rest - v, plus the input as a jump (mV); v >= thresh spikes.
 *
 * Variables: v membrane voltage (mV), refrac time left silent (ms), s spike. A step leaks, adds the input unless
 * refractory, tests the threshold, resets, then applies the lower bound. Under a saturating input it fires every
 * refrac / dt + 1 steps exactly, whatever dt. Gerstner et al. 2014, section 1.3; order of operations as in spec/nodes.md.
 */
export const lif = (params: Partial<LifParams> = {}): Model<'v' | 'refrac' | 's'> => {
  const p = { ...lifDefaults, ...params };
  return {
    term: { name: 'lif', params: { ...p } },
    init: { v: asF32(p.rest), refrac: 0, s: false },
    faults: demand(p, lifDemands),
    receives: (A, { refrac }, input, dt) => gated(A, refrac, input, dt),
    step: (A, { v, refrac }, input, dt) => {
      const charged = A.add(decay(A, v, p.rest, p.tau, dt), gated(A, refrac, input, dt));
      const s = A.ge(charged, p.thresh);
      return {
        v: boundedBelow(A, A.where(s, p.reset, charged), p.lbound),
        refrac: A.where(s, p.refrac, countedDown(A, refrac, p.refrac, dt)),
        s,
      };
    },
  };
};
