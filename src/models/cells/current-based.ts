import { asF32, mapParam, mapParams } from '../../core/tensor.js';
import { finite, ifGiven, notNegative, number, positive } from '../parameters/constraint.js';
import type { ParamsOf, Table } from '../parameters/table.js';
import { decay, heldAndFired } from '../neurons/membrane.js';
import { gated } from '../neurons/refractory.js';
import type { Body } from '../neurons/neuron.js';
import { aboveReset } from '../neurons/threshold.js';
import { cell } from './cell.js';
import { propagator } from './propagator.js';
import { currentReceptors } from './receptors.js';

/** The membrane of a leaky integrate-and-fire cell, in PyNN's units. */
export const leakyMembrane = {
  /** Membrane capacitance, nF. */
  capacitance: [1, positive, [0.1, 2]],
  /** Membrane time constant, ms. */
  tau: [20, positive, [2, 40]],
  /** Resting voltage, mV. */
  rest: [-65, finite, [-70, -62]],
  /** Initial voltage, mV; by default `rest`. */
  start: [undefined, ifGiven(finite), [-70, -55]],
  /** Spikes at v >= thresh, mV. */
  thresh: [-50, number, [-60, -45]],
  /** Reset voltage, mV. */
  reset: [-65, finite, [-75, -61]],
  /** Time after a spike in which v stays at the reset, ms; currents and conductances go on. */
  refrac: [0.1, notNegative, [0, 4]],
  /** Constant current, nA. */
  offset: [0, finite, [-1, 1]],
} satisfies Table;

const parameters = {
  ...leakyMembrane,
  /** Synaptic currents by name, nA, each with its `kinetics`, `tau` and `rise`; weights of a 'delta' are in millivolts. */
  receptors: [{ exc: {}, inh: {} }, currentReceptors],
} satisfies Table;

/**
 * Leaky integrate-and-fire cell with synaptic currents: C dv/dt = C (rest - v) / tau + sum of the currents + input + offset.
 * The plain input is a current (nA) of one step. A spike at a receptor changes its current by the weight (negative for
 * inhibition). The equations are linear, and every step is exact at any dt, apart from float32.
 *
 * Variables: v (mV), refrac (ms), s, and for each receptor its current (nA) under its name; for 'alpha' and 'double exponential' also
 * its rise, `excRise`. A step integrates, then tests v >= thresh and resets; while refractory v stays where it is. Rotter & Diesmann
 * 1999. With one current PyNN's IF_curr_exp and IF_curr_alpha, NEST's iaf_psc_exp and iaf_psc_alpha.
 */
export const currentBased = cell(
  'currentBased',
  parameters,
  currentReceptors,
  (p, receptors): Body<'v' | 'refrac' | 's'> => ({
    init: { v: asF32(p.start ?? p.rest), refrac: 0, s: false },
    faults: aboveReset(p),
    receives: (A, { refrac }, input, dt) => gated(A, refrac, input, dt),
    step: (A, state, input, dt) => {
      const perCurrent = mapParam((c) => 1 / c, p.capacitance);
      const constant = mapParams((c, tau) => propagator(0, dt, Infinity, tau!) / c!, p.capacitance, p.tau);
      const leaked = A.add(decay(A, state.v, p.rest, p.tau, dt), A.mul(A.add(input, p.offset), constant));
      const charged = Object.values(receptors).reduce(
        (sum, { kinetics: { integral } }) =>
          integral === undefined ? sum : A.add(sum, integral(A, state, dt, p.tau, perCurrent)),
        leaked,
      );
      return heldAndFired(A, state, charged, dt, p.thresh, p);
    },
  }),
);

/** All parameters of `currentBased`. */
export type CurrentBasedParams = ParamsOf<typeof currentBased.entry.parameters>;
