import { fault } from '../../core/errors.js';
import type { Model } from '../../core/model.js';
import { responding, weighed } from '../../core/response.js';
import { asF32, type Param } from '../../core/tensor.js';
import { demand, demandNumber, finite, lasting, notNegative, number, positive } from '../params.js';
import { isKernel, kernels, type Kernel } from './kernels.js';
import { boundedBelow, decay, decayFactor } from './membrane.js';

export interface CsrmParams {
  /** Spikes at v >= thresh + theta, mV. */
  readonly thresh: Param;
  /** Where v starts, mV. */
  readonly rest: Param;
  /** Where v leaks to, mV; BindsNET leaks to 0. */
  readonly leakTo: Param;
  /** Membrane time constant, ms. */
  readonly tau: Param;
  /** How a spike that arrives, or a current from outside, works on over time. */
  readonly response: Kernel;
  /** Time constant of the kernels, ms. */
  readonly tauKernel: number;
  /** Depth of the refractory kernel -resetConst exp(-t / tauKernel), mV. */
  readonly resetConst: number;
  /** For how long spikes that arrive, and own spikes, are remembered, ms. */
  readonly responseWindow: number;
  readonly refractoryWindow: number;
  /** How much each spike raises the threshold, mV. */
  readonly thetaPlus: Param;
  /** Time constant of the raised threshold's decay, ms. */
  readonly tauTheta: Param;
  /** Where theta starts, mV. */
  readonly theta: Param;
  /** v is kept at or above, mV. */
  readonly lbound: Param;
}

export const csrmDefaults: CsrmParams = {
  thresh: -52,
  rest: -65,
  leakTo: -65,
  tau: 100,
  response: 'exponential',
  tauKernel: 1,
  resetConst: 50,
  responseWindow: 20,
  refractoryWindow: 10,
  thetaPlus: 0.05,
  tauTheta: 1e7,
  theta: 0,
  lbound: -Infinity,
};

/**
 * Cumulative spike response model: v leaks, and takes in the spikes that its connections remember, by today's weights and the
 * response kernel, and the neuron's own remembered spikes by the refractory kernel, newest at time 0. No reset, no refractory
 * period.
 *
 * Variables: v (mV), theta (mV, learned), inputs `[b, steps, ...shape]` what came from outside (mV), spikes `[b, steps, ...shape]`
 * its own, s; of each connection into it, `recent` `[b, steps, ...from]` its source's spikes. All start at 0. Gerstner et al. 2014, section 6.4; spec/nodes.md, CSRMNodes.
 */
export const csrm = (params: Partial<CsrmParams> = {}): Model<'v' | 'theta' | 'inputs' | 'spikes' | 's'> => {
  const p = { ...csrmDefaults, ...params };
  const { response, tauKernel, resetConst, responseWindow, refractoryWindow, ...own } = p;
  const refractory = (t: number): number => -resetConst * Math.exp(-t / tauKernel);
  const alone: Model<'v' | 'theta' | 'spikes' | 's'> = {
    term: { name: 'csrm', params: { ...p } },
    init: { v: asF32(p.rest), theta: asF32(p.theta), spikes: { window: refractoryWindow, of: 0 }, s: false },
    learned: ['theta'],
    faults: (shape) => [
      ...demand(own, {
        thresh: number,
        rest: finite,
        leakTo: finite,
        tau: positive,
        thetaPlus: finite,
        tauTheta: positive,
        theta: finite,
        lbound: number,
      })(shape),
      ...demandNumber('tauKernel', tauKernel, positive),
      ...demandNumber('resetConst', resetConst, notNegative),
      ...demandNumber('responseWindow', responseWindow, lasting),
      ...demandNumber('refractoryWindow', refractoryWindow, lasting),
      ...(isKernel(response)
        ? []
        : [fault('Parameter', 'response', `one of ${Object.keys(kernels).join(', ')}`, `'${response}'`)]),
    ],
    step: (A, state, input, dt) => {
      const theta = A.mul(state.theta, decayFactor(p.tauTheta, dt));
      const tired = weighed(A, state.spikes, dt, refractory);
      const v = A.add(decay(A, state.v, p.leakTo, p.tau, dt), A.add(input, tired));
      const s = A.ge(v, A.add(p.thresh, theta));
      return {
        v: boundedBelow(A, v, p.lbound),
        theta: A.add(theta, A.mul(p.thetaPlus, A.sum(s, [0]))),
        spikes: A.push(state.spikes, s),
        s,
      };
    },
  };
  const kernel = (t: number): number => (isKernel(response) ? kernels[response](t, tauKernel) : 0);
  return {
    ...responding(alone, { window: responseWindow, kernel }),
    frozen: () => csrm({ ...p, thetaPlus: 0, tauTheta: Infinity }),
  };
};
