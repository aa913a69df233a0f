import { number } from '../parameters/constraint.js';
import { lif } from './lif.js';
import { preset } from './neuron.js';

const { refrac, tau, lbound, resetBy } = lif.entry.parameters;

/** `lif` in a scale of its own: rest and reset at 0 mV, threshold at 13 mV. docs/spec/nodes.md, BoostedLIFNodes. */
export const boostedLif = preset(
  'boostedLif',
  {
    /** Spikes at v >= thresh, mV. */
    thresh: [13, number, [5, 20]],
    refrac,
    tau,
    lbound,
    resetBy,
  },
  (p) => lif({ rest: 0, reset: 0, ...p }),
);
