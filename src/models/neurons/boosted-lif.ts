import type { Model } from '../../core/model.js';
import { lif, type LifParams } from './lif.js';

/** `lif` in a scale of its own: rest and reset at 0 mV, threshold at 13 mV. spec/nodes.md, BoostedLIFNodes. */
export const boostedLif = (params: Partial<Omit<LifParams, 'rest' | 'reset'>> = {}): Model<'v' | 'refrac' | 's'> =>
  lif({ thresh: 13, rest: 0, reset: 0, ...params });
