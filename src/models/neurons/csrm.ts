import type { Model } from '../../core/model.js';
import { responding } from '../../core/responding.js';
import { weighed } from '../../core/response.js';
import { asF32 } from '../../core/tensor.js';
import { finite, notNegative, number, oneOfWords, positive, positiveFinite, scalar } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { adaptation, adapting } from './adaptation.js';
import { kernels, type Kernel } from './kernels.js';
import { boundedBelow, decay } from './membrane.js';
import { neuron, type Body } from './neuron.js';

/**
 * Cumulative spike response model: v leaks, and adds the recent spikes of its sources, by the present weights and the
 * response kernel, and its own recent spikes, by the refractory kernel, newest at time 0. No reset, no refractory period.
 *
 * Variables: v (mV), theta and thetaLost (mV, learned, as in `adaptiveLif`), inputs `[b, steps, ...shape]` the recent
 * external input (mV), spikes `[b, steps, ...shape]` its recent spikes, s; of each connection into it, `recent` `[b, steps,
 * ...from]` its source's spikes. All start at 0. Gerstner et al. 2014, section 6.4; docs/spec/nodes.md, CSRMNodes.
 */
export const csrm = neuron(
  'csrm',
  {
    /** Spikes at v >= thresh + theta, mV. */
    thresh: [-52, number, [-62, -50]],
    /** Initial voltage, mV. */
    rest: [-65, finite, [-70, -62]],
    /** Voltage to which v leaks, mV; 0 in BindsNET. */
    leakTo: [-65, finite, [-70, 0]],
    /** Membrane time constant, ms. */
    tau: [100, positive, [2, 150]],
    /** Time course of the effect of a spike that arrives, or of a current from outside. */
    response: ['exponential', oneOfWords(...(Object.keys(kernels) as Kernel[]))],
    /** Time constant of the kernels, ms. */
    tauKernel: [1, scalar(positive), [0.5, 5]],
    /** Depth of the refractory kernel -resetConst exp(-t / tauKernel), mV. */
    resetConst: [50, scalar(notNegative), [0, 60]],
    /** Time for which arriving spikes are kept, ms; at most 2^20 steps. */
    responseWindow: [20, scalar(positiveFinite), [1, 8]],
    /** Time for which own spikes are kept, ms; at most 2^20 steps. */
    refractoryWindow: [10, scalar(positiveFinite), [1, 8]],
    ...adaptation,
    /** Lower bound of v, mV. */
    lbound: [-Infinity, number, [-80, -66]],
  },
  (p): Body<'v' | 'theta' | 'thetaLost' | 'inputs' | 'spikes' | 's'> =>
    responding(alone(p), { window: p.responseWindow, kernel: (t) => kernels[p.response](t, p.tauKernel) }),
);

/** All parameters of `csrm`. */
export type CsrmParams = ParamsOf<typeof csrm.entry.parameters>;

/** The neuron by itself: its input is all that is remembered. */
const alone = (p: CsrmParams): Model<'v' | 'theta' | 'thetaLost' | 'spikes' | 's'> => ({
  term: { name: 'csrm', params: { ...p } },
  init: {
    v: asF32(p.rest),
    theta: asF32(p.theta),
    thetaLost: 0,
    spikes: { window: p.refractoryWindow, of: 0 },
    s: false,
  },
  learned: ['theta', 'thetaLost'],
  frozen: () => alone({ ...p, thetaPlus: 0, tauTheta: Infinity }),
  step: (A, state, input, dt) => {
    const { decayed, raised } = adapting(A, state, p, dt);
    const tired = weighed(A, state.spikes, dt, (t) => -p.resetConst * Math.exp(-t / p.tauKernel));
    const v = A.add(decay(A, state.v, p.leakTo, p.tau, dt), A.add(input, tired));
    const s = A.ge(v, A.add(p.thresh, decayed));
    return {
      v: boundedBelow(A, v, p.lbound),
      ...raised(A.mul(p.thetaPlus, A.sum(s, [0]))),
      spikes: A.shiftIn(state.spikes, s),
      s,
    };
  },
});
