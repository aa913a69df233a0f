import { asF32, mapParam, productParam } from '../../core/tensor.js';
import { finite, number, positive } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { cappedExp, decay } from './membrane.js';
import { neuron, type Body } from './neuron.js';

/**
 * Adaptive exponential integrate-and-fire: C dv/dt = gL (rest - v) + gL deltaT exp((v - thresh) / deltaT) - w + I, with the
 * adaptation current tauW dw/dt = a (v - rest) - w. A spike puts v to reset and adds b to w. The input I is a current in pA.
 *
 * Variables: v (mV), w adaptation current (pA), s. A step moves v exactly but for the upstroke, which it takes from the middle
 * of the step (exponential midpoint method), tests v >= peak, resets, then moves w with the v after it: v and w stay finite
 * whatever dt and the current are. A spike comes at the end of its step, so on average half a dt late.
 * Brette & Gerstner 2005, whose parameters are the defaults.
 */
export const adEx = neuron(
  'adEx',
  {
    /** Membrane capacitance C, pF. */
    capacitance: [281, positive, [2, 20]],
    /** Leak conductance gL, nS. */
    gLeak: [30, positive, [0.5, 2]],
    /** Leak reversal potential EL, also the initial voltage, mV. */
    rest: [-70.6, finite, [-72, -68]],
    /** Voltage at which the upstroke begins (VT), mV; a neuron spikes at `peak`. */
    thresh: [-50.4, number, [-66, -60]],
    /** Sharpness of the upstroke, mV. */
    deltaT: [2, positive, [0.5, 3]],
    /** Time constant of the adaptation current, ms. */
    tauW: [144, positive, [5, 150]],
    /** Coupling of the adaptation current to the voltage, nS. */
    a: [4, finite, [-1, 4]],
    /** Increase of the adaptation current at a spike, pA. */
    b: [80.5, finite, [0, 10]],
    /** Reset voltage, mV. */
    reset: [-70.6, finite, [-72, -62]],
    /** Spikes at v >= peak, mV. */
    peak: [20, number, [-55, 20]],
  },
  (p): Body<'v' | 'w' | 's'> => {
    const resistance = mapParam((g) => 1 / g, p.gLeak);
    const tau = productParam(p.capacitance, resistance);
    return {
      init: { v: asF32(p.rest), w: 0, s: false },
      step: (A, { v, w }, input, dt) => {
        const charge = (at: typeof v, h: number) => {
          const upstroke = A.mul(p.deltaT, cappedExp(A, A.div(A.sub(at, p.thresh), p.deltaT)));
          return decay(A, v, A.add(A.add(p.rest, A.div(A.sub(input, w), p.gLeak)), upstroke), tau, h);
        };
        const charged = charge(A.min(charge(v, dt / 2), p.peak), dt);
        const s = A.ge(charged, p.peak);
        const after = A.where(s, p.reset, charged);
        const adapted = decay(A, w, A.mul(p.a, A.sub(after, p.rest)), p.tauW, dt);
        return { v: after, w: A.where(s, A.add(adapted, p.b), adapted), s };
      },
    };
  },
);

/** All parameters of `adEx`. */
export type AdExParams = ParamsOf<typeof adEx.entry.parameters>;
