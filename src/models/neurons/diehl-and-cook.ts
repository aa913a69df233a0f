import type { Model } from '../../core/model.js';
import { adaptiveLif, type AdaptiveLifParams } from './adaptive-lif.js';
import { oneSpike } from './one-spike.js';

/** The excitatory neuron of Diehl & Cook 2015: adaptive thresholds, and one spike a step in each batch row. */
export const diehlAndCook = (params: Partial<AdaptiveLifParams> = {}): Model<'v' | 'refrac' | 'theta' | 's'> =>
  oneSpike(adaptiveLif(params));
