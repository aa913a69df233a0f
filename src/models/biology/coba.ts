import { foldIn } from '../../core/random.js';
import { conductanceBased } from '../cells/conductance-based.js';
import { clipped, normal } from '../connections/weights.js';
import { magnitude } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { balanced, balancedParameters, type Balanced } from './balanced.js';
import { networkOf } from '../networks/network-of.js';

/** The network that `coba` makes: its layers and connections, with their variables. */
export type Coba = Balanced;

/**
 * Self-sustained irregular activity in a balanced network of conductance-based cells, E and I. Voltages and conductances
 * start at random, as in sustained activity: about 20 spikes a second. Vogels & Abbott 2005, benchmark 1 of Brette et al.
 * 2007.
 */
export const coba = networkOf(
  'coba',
  {
    ...balancedParameters,
    /** Increase of the excitatory conductance at a spike, uS. It decays with 5 ms. */
    exc: [0.006, magnitude, [0, 0.2]],
    /** Increase of the inhibitory conductance at a spike, uS. It decays with 10 ms. */
    inh: [0.067, magnitude, [0, 0.2]],
  },
  (p) =>
    balanced(
      p,
      (count, key) =>
        conductanceBased({
          ...membrane,
          start: normal(foldIn(key, 0), -65, 5)([count]),
          receptors: {
            exc: { tau: 5, start: clipped(normal(foldIn(key, 1), 0.03, 0.012), 0)([count]) },
            inh: { tau: 10, reversal: -80, start: clipped(normal(foldIn(key, 2), 0.2, 0.12), 0)([count]) },
          },
        }),
      p,
    ),
);

const membrane = { capacitance: 0.2, tau: 20, rest: -60, thresh: -50, reset: -60, refrac: 5 };

/** All parameters of `coba`. */
export type CobaParams = ParamsOf<typeof coba.entry.parameters>;
