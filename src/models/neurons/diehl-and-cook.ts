import { adaptiveLif } from './adaptive-lif.js';
import { preset } from './neuron.js';
import { oneSpike } from './one-spike.js';

/** The excitatory neuron of Diehl & Cook 2015: adaptive thresholds, and one spike a step in each batch row. */
export const diehlAndCook = preset('diehlAndCook', adaptiveLif.entry.parameters, (p) => oneSpike(adaptiveLif(p)));
