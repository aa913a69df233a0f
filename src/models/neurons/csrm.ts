import type { Algebra } from '../../core/algebra.js';
import { fault } from '../../core/errors.js';
import type { Model } from '../../core/model.js';
import { size } from '../../core/shape.js';
import { tensor, type Param } from '../../core/tensor.js';
import { demand, demandNumber, finite, lasting, notNegative, number, positive } from '../params.js';
import { kernels, type Kernel } from './kernels.js';
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
  /** How the input of a step works on over time. */
  readonly response: Kernel;
  /** Time constant of the kernels, ms. */
  readonly tauKernel: number;
  /** Depth of the refractory kernel -resetConst exp(-t / tauKernel), mV. */
  readonly resetConst: number;
  /** For how long input, and own spikes, are remembered, ms. */
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
  /** The input that is remembered at first, mV. */
  readonly before: Param;
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
  before: 0,
};

/**
 * Cumulative spike response model: v leaks, and takes in the remembered inputs weighted by the response kernel and the
 * neuron's own remembered spikes weighted by the refractory kernel, newest at time 0. No reset, no refractory period.
 *
 * Variables: v (mV), theta (mV, learned), inputs `[b, steps, ...shape]` (mV), spikes `[b, steps, ...shape]`, s.
 * Gerstner et al. 2014, section 6.4; spec/nodes.md, CSRMNodes.
 */
export const csrm = (params: Partial<CsrmParams> = {}): Model<'v' | 'theta' | 'inputs' | 'spikes' | 's'> => {
  const p = { ...csrmDefaults, ...params };
  const { response, tauKernel, resetConst, responseWindow, refractoryWindow, ...own } = p;
  const refractory = (t: number): number => -resetConst * Math.exp(-t / tauKernel);
  return {
    term: { name: 'csrm', params: { ...p } },
    init: {
      v: p.rest,
      theta: p.theta,
      inputs: { window: responseWindow, of: p.before },
      spikes: { window: refractoryWindow, of: 0 },
      s: false,
    },
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
        before: finite,
      })(shape),
      ...demandNumber('tauKernel', tauKernel, positive),
      ...demandNumber('resetConst', resetConst, notNegative),
      ...demandNumber('responseWindow', responseWindow, lasting),
      ...demandNumber('refractoryWindow', refractoryWindow, lasting),
      ...(response in kernels
        ? []
        : [fault('Parameter', 'response', `one of ${Object.keys(kernels).join(', ')}`, `'${response}'`)]),
    ],
    frozen: () => csrm({ ...p, thetaPlus: 0, tauTheta: Infinity }),
    step: (A, state, input, dt) => {
      const theta = A.mul(state.theta, decayFactor(p.tauTheta, dt));
      const inputs = A.push(state.inputs, input);
      const excited = weighed(A, inputs, dt, (t) => kernels[response](t, tauKernel));
      const tired = weighed(A, state.spikes, dt, refractory);
      const v = A.add(decay(A, state.v, p.leakTo, p.tau, dt), A.add(excited, tired));
      const s = A.ge(v, A.add(p.thresh, theta));
      return {
        v: boundedBelow(A, v, p.lbound),
        theta: A.add(theta, A.mul(p.thetaPlus, A.sum(s, [0]))),
        inputs,
        spikes: A.push(state.spikes, s),
        s,
      };
    },
  };
};

/** The sum of a window `[b, t, ...]` weighed by a kernel; its newest step, the last, is at time 0. */
const weighed = <T>(A: Algebra<T>, window: T, dt: number, kernel: (t: number) => number): T => {
  const [rows, steps, ...shape] = A.type(window).shape as [number, number, ...number[]];
  const weights = tensor(
    [steps],
    Array.from({ length: steps }, (_, place) => kernel((steps - 1 - place) * dt)),
  );
  return A.reshape(A.contract('btn,t->bn', A.reshape(window, [rows, steps, size(shape)]), weights), [rows, ...shape]);
};
