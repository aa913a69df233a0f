import type { Algebra } from '../../core/algebra.js';
import type { Vars } from '../../core/model.js';
import { asF32, mapParams, productParam, type Param } from '../../core/tensor.js';
import type { Body } from '../neurons/neuron.js';
import { finite, notNegative, number, positive, scalar, wholeUpTo } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { cell } from './cell.js';
import { openReceptors, relaxed, type Drive } from './conductances.js';
import { conductanceReceptors } from './receptors.js';
import { gateAfter, gateAtRest, openParts, type Gate } from './traub-miles.js';

const parameters = {
  /** Membrane capacitance, nF. */
  capacitance: [0.2, positive, [0.1, 0.5]],
  /** Largest conductance of sodium, uS. */
  gSodium: [20, notNegative, [10, 30]],
  /** Largest conductance of potassium, uS. */
  gPotassium: [6, notNegative, [3, 10]],
  /** Leak conductance, uS. */
  gLeak: [0.01, positive, [0.005, 0.05]],
  /** Reversal potential of sodium, mV. */
  reversalSodium: [50, finite, [40, 60]],
  /** Reversal potential of potassium, mV. */
  reversalPotassium: [-90, finite, [-95, -80]],
  /** Reversal potential of the leak, also the initial voltage, mV. */
  rest: [-65, finite, [-70, -60]],
  /** Zero point of the voltages in the rates of the gates, mV. */
  shift: [-63, finite, [-65, -60]],
  /** A neuron spikes where v rises past it, mV. */
  thresh: [0, number, [-20, 10]],
  /** Constant current, nA. */
  offset: [0, finite, [-0.2, 0.5]],
  /** Number of parts of each step, at most 100. */
  substeps: [1, scalar(wholeUpTo(100)), [1, 3]],
  /** Synaptic conductances by name, uS, as in `conductanceBased`. */
  receptors: [{ exc: { tau: 0.2 }, inh: { tau: 2, reversal: -80 } }, conductanceReceptors],
} satisfies Table;

/**
 * Hodgkin-Huxley cell in the form of Traub and Miles: C dv/dt = gSodium m^3 h (reversalSodium - v) + gPotassium n^4
 * (reversalPotassium - v) + gLeak (rest - v) + sum of g (reversal - v) + input + offset. The plain input is a current (nA)
 * of one step.
 *
 * Variables: v (mV), gates m, h, n (0 to 1, at first at rest), s (v rose past thresh in this step; nothing is reset), and those of the
 * receptors (uS). Each of the `substeps` moves gates and voltage from its middle by the exponential midpoint method, an error of the order
 * of (dt / substeps)^2: take parts of at most 0.05 ms. Traub & Miles 1991; PyNN's HH_cond_exp, NEST's hh_cond_exp_traub.
 */
export const hodgkinHuxley = cell('hodgkinHuxley', parameters, conductanceReceptors, (p, receptors): Body<Own> => {
  const first = (gate: Gate): Param => mapParams((rest, shift) => gateAtRest(gate, rest! - shift!), p.rest, p.shift);
  return {
    conductances: Object.keys(receptors),
    init: { v: asF32(p.rest), m: first('m'), h: first('h'), n: first('n'), s: false },
    step: (A, state, input, dt) => {
      const [open, h] = [openReceptors(A, receptors, state, dt), dt / p.substeps];
      const steady = A.add(A.add(input, p.offset), productParam(p.gLeak, p.rest));
      let now: Membrane<typeof input> = state;
      for (let part = 0; part < p.substeps; part++) {
        const middle = moved(A, p, open, steady, now, now, h / 2);
        now = moved(A, p, open, steady, now, middle, h);
      }
      const s = A.and(A.lt(state.v, p.thresh), A.ge(now.v, p.thresh));
      return { ...now, s };
    },
  };
});

type Own = 'v' | Gate | 's';

/** All parameters of `hodgkinHuxley`. */
export type HodgkinHuxleyParams = ParamsOf<typeof hodgkinHuxley.entry.parameters>;

type Membrane<T> = Vars<'v' | Gate, T>;

/** Voltage and gates after h ms in which conductances and rates are as they are in `at`. */
const moved = <T>(
  A: Algebra<T>,
  p: HodgkinHuxleyParams,
  open: (drive: Drive<T>, at: T) => Drive<T>,
  steady: T,
  from: Membrane<T>,
  at: Membrane<T>,
  h: number,
): Membrane<T> => {
  const { sodium, potassium } = openParts(A, at);
  const [ofSodium, ofPotassium] = [A.mul(sodium, p.gSodium), A.mul(potassium, p.gPotassium)];
  const total = A.add(A.add(ofSodium, ofPotassium), p.gLeak);
  const ions = A.add(A.mul(ofSodium, p.reversalSodium), A.mul(ofPotassium, p.reversalPotassium));
  const u = A.sub(at.v, p.shift);
  return {
    v: relaxed(A, from.v, open({ total, flow: A.add(ions, steady) }, at.v), p.capacitance, h),
    m: gateAfter(A, 'm', from.m, u, h),
    h: gateAfter(A, 'h', from.h, u, h),
    n: gateAfter(A, 'n', from.n, u, h),
  };
};
