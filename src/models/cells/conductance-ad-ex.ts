import { asF32, mapParam, mapParams } from '../../core/tensor.js';
import { cappedExp, decay, heldAndFired } from '../neurons/membrane.js';
import { gated } from '../neurons/refractory.js';
import type { Body } from '../neurons/neuron.js';
import { finite, notNegative, number, positive } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { cell } from './cell.js';
import { leakOf, openReceptors, relaxed } from './conductances.js';
import { conductanceReceptors } from './receptors.js';

const parameters = {
  /** Membrane capacitance, nF. */
  capacitance: [0.281, positive, [0.1, 1]],
  /** Membrane time constant, ms. */
  tau: [9.3667, positive, [2, 40]],
  /** Resting voltage, also the initial one, mV. */
  rest: [-70.6, finite, [-72, -68]],
  /** Voltage at which the upstroke begins, mV; a neuron spikes at `peak`. */
  thresh: [-50.4, number, [-60, -48]],
  /** Sharpness of the upstroke, mV. */
  deltaT: [2, positive, [0.5, 3]],
  /** Time constant of the adaptation current, ms. */
  tauW: [144, positive, [5, 150]],
  /** Coupling of the adaptation current to the voltage, nS. */
  a: [4, finite, [-1, 4]],
  /** Increase of the adaptation current at a spike, nA. */
  b: [0.0805, finite, [0, 0.1]],
  /** Reset voltage, mV. */
  reset: [-70.6, finite, [-72, -62]],
  /** Spikes at v >= peak, mV. */
  peak: [-40, number, [-45, 20]],
  /** Time after a spike in which v stays at the reset, ms. */
  refrac: [0.1, notNegative, [0, 4]],
  /** Constant current, nA. */
  offset: [0, finite, [-1, 1]],
  /** Synaptic conductances by name, uS, as in `conductanceBased`. */
  receptors: [{ exc: {}, inh: { reversal: -80 } }, conductanceReceptors],
} satisfies Table;

/**
 * Adaptive exponential integrate-and-fire cell with synaptic conductances: `adEx` in PyNN's units, with a refractory period
 * and receptors. The plain input is a current (nA) of one step.
 *
 * Variables: v (mV), refrac (ms), w adaptation current (nA), s, and those of the receptors (uS). A step takes upstroke and NMDA's block
 * from its middle (exponential midpoint method), tests v >= peak, resets, then moves w with the v after it. PyNN's
 * EIF_cond_exp_isfa_ista and EIF_cond_alpha_isfa_ista, NEST's aeif_cond_exp and aeif_cond_alpha. Brette & Gerstner 2005.
 */
export const conductanceAdEx = cell('conductanceAdEx', parameters, conductanceReceptors, (p, receptors): Body<Own> => {
  const { leak, atRest } = leakOf(p);
  const upstroke = mapParams((g, width) => g! * width!, leak, p.deltaT);
  return {
    conductances: Object.keys(receptors),
    init: { v: asF32(p.rest), refrac: 0, w: 0, s: false },
    receives: (A, { refrac }, input, dt) => gated(A, refrac, input, dt),
    step: (A, state, input, dt) => {
      const { v, w, refrac } = state;
      const open = openReceptors(A, receptors, state, dt);
      const steady = A.sub(A.add(A.add(input, p.offset), atRest), w);
      const charge = (at: typeof input, h: number) => {
        const rising = A.mul(upstroke, cappedExp(A, A.div(A.sub(at, p.thresh), p.deltaT)));
        const drive = open({ total: A.constant(leak), flow: A.add(steady, rising) }, at);
        return relaxed(A, v, drive, p.capacitance, h);
      };
      const charged = charge(A.min(charge(v, dt / 2), p.peak), dt);
      const { s, ...after } = heldAndFired(A, { v, refrac }, charged, dt, p.peak, p);
      const follows = mapParam((nS) => nS / 1000, p.a);
      const adapted = decay(A, w, A.mul(follows, A.sub(after.v, p.rest)), p.tauW, dt);
      return { ...after, w: A.where(s, A.add(adapted, p.b), adapted), s };
    },
  };
});

type Own = 'v' | 'refrac' | 'w' | 's';

/** All parameters of `conductanceAdEx`. */
export type ConductanceAdExParams = ParamsOf<typeof conductanceAdEx.entry.parameters>;
