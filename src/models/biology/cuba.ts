import { currentBased } from '../cells/current-based.js';
import { uniform } from '../connections/weights.js';
import { magnitude } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { balanced, balancedParameters, type Balanced } from './balanced.js';
import { networkOf } from '../networks/network-of.js';

/** The network that `cuba` makes: its layers and connections, with their variables. */
export type Cuba = Balanced;

/**
 * Self-sustained irregular activity in a balanced network of current-based cells, E and I. Activity sustains itself if the
 * cells start between reset and threshold: about 5.7 spikes a second, with a CV of intervals of about 0.54. Vogels & Abbott
 * 2005, in the form of benchmark 2 of Brette et al. 2007, in which currents are in mV (the capacitance equals the time
 * constant).
 */
export const cuba = networkOf(
  'cuba',
  {
    ...balancedParameters,
    /** Increase of the excitatory current at a spike, mV. It decays with 5 ms. */
    exc: [1.62, magnitude, [1, 40]],
    /** Size of the inhibitory current of a spike, mV (a magnitude). It decays with 10 ms. */
    inh: [9, magnitude, [0, 40]],
  },
  (p) =>
    balanced(
      p,
      (count, key) =>
        currentBased({
          ...membrane,
          start: uniform(key, membrane.reset, membrane.thresh)([count]),
          receptors: { exc: { tau: 5 }, inh: { tau: 10 } },
        }),
      { exc: p.exc, inh: -p.inh },
    ),
);

const membrane = { capacitance: 20, tau: 20, rest: -49, thresh: -50, reset: -60, refrac: 5 };

/** All parameters of `cuba`. */
export type CubaParams = ParamsOf<typeof cuba.entry.parameters>;
