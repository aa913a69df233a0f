import { preset } from '../neurons/neuron.js';
import { finite, positive } from '../parameters/constraint.js';
import type { Table } from '../parameters/table.js';
import { conductanceBased } from './conductance-based.js';
import { currentBased, leakyMembrane } from './current-based.js';

/** A cell with receptors exc and inh, of these time constants. */
const times = (exc: number, inh: number) =>
  ({
    ...leakyMembrane,
    /** Time constant of the excitatory receptor, ms. */
    tauExc: [exc, positive, [0.5, 10]],
    /** Time constant of the inhibitory receptor, ms. */
    tauInh: [inh, positive, [0.5, 10]],
  }) satisfies Table;

const reversals = {
  /** Reversal potential of excitation, mV. */
  reversalExc: [0, finite, [-10, 10]],
  /** Reversal potential of inhibition, mV. */
  reversalInh: [-70, finite, [-80, -66]],
} satisfies Table;

/** `currentBased` with exponential currents exc and inh (nA; inhibition has negative weights). PyNN's IF_curr_exp. */
export const currentExp = preset('currentExp', times(5, 5), ({ tauExc, tauInh, ...membrane }) =>
  currentBased({ ...membrane, receptors: { exc: { tau: tauExc }, inh: { tau: tauInh } } }),
);

/** `currentBased` with alpha-shaped currents exc and inh (nA; inhibition has negative weights). PyNN's IF_curr_alpha. */
export const currentAlpha = preset('currentAlpha', times(0.5, 0.5), ({ tauExc, tauInh, ...membrane }) => {
  const kinetics = 'alpha';
  return currentBased({ ...membrane, receptors: { exc: { kinetics, tau: tauExc }, inh: { kinetics, tau: tauInh } } });
});

/** `currentBased` in which a spike at exc or inh moves the voltage at once (mV). PyNN's IF_curr_delta. */
export const currentDelta = preset('currentDelta', leakyMembrane, (membrane) => {
  const kinetics = 'delta';
  return currentBased({ ...membrane, receptors: { exc: { kinetics }, inh: { kinetics } } });
});

/** `conductanceBased` with exponential conductances exc and inh (uS). PyNN's IF_cond_exp. */
export const conductanceExp = preset(
  'conductanceExp',
  { ...times(5, 5), ...reversals },
  ({ tauExc, tauInh, reversalExc, reversalInh, ...membrane }) =>
    conductanceBased({
      ...membrane,
      receptors: { exc: { tau: tauExc, reversal: reversalExc }, inh: { tau: tauInh, reversal: reversalInh } },
    }),
);

/** `conductanceBased` with alpha-shaped conductances exc and inh (uS). PyNN's IF_cond_alpha. */
export const conductanceAlpha = preset(
  'conductanceAlpha',
  { ...times(0.3, 0.5), ...reversals },
  ({ tauExc, tauInh, reversalExc, reversalInh, ...membrane }) =>
    conductanceBased({
      ...membrane,
      receptors: {
        exc: { kinetics: 'alpha', tau: tauExc, reversal: reversalExc },
        inh: { kinetics: 'alpha', tau: tauInh, reversal: reversalInh },
      },
    }),
);
