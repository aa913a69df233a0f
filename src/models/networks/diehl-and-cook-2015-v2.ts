import { allButSelf } from '../connections/weights-by-place.js';
import { magnitude } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { fromInputs, inputParameters, neurons, thresholdParameters } from './parts.js';
import { readyMade } from './ready-made.js';
import { recurrent, type Recurrent } from './recurrent.js';

/** The network that `diehlAndCook2015v2` makes: its layers and connections, with their variables. */
export type DiehlAndCook2015v2 = Recurrent;

/**
 * `diehlAndCook2015` without its inhibitory layer: the neurons of Y inhibit each other directly, a step earlier than there.
 * Faults name their parameter. Source: docs/spec/models.md.
 */
export const diehlAndCook2015v2 = readyMade(
  'diehlAndCook2015v2',
  {
    ...inputParameters,
    ...thresholdParameters,
    /** Number of excitatory neurons. */
    neurons: [100, neurons],
    /** Weight by which each neuron silences all others, mV (given as a magnitude). */
    inh: [17.5, magnitude, [0, 120]],
  },
  ({ neurons }) => ({ neurons }),
  (p) => recurrent(p, p.neurons, fromInputs(p), allButSelf(0 - p.inh)),
);

/** All parameters of `diehlAndCook2015v2`. */
export type DiehlAndCook2015v2Params = ParamsOf<typeof diehlAndCook2015v2.entry.parameters>;
