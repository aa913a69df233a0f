import type { Model } from '../../core/model.js';
import { wrapper } from './neuron.js';

/**
 * A model of which at most one neuron a batch row transmits its spike: one of those that reached the threshold, chosen
 * uniformly. The others, too, have been reset, made refractory and raised their thresholds; only the chosen one shows
 * `s` (so traces go outside: `traced(oneSpike(...))`). Diehl & Cook 2015; spec/nodes.md, one_spike.
 */
export const oneSpike = wrapper('oneSpike', {}, <K extends string>(model: Model<K | 's'>): Model<K | 's'> => {
  const { frozen } = model;
  return {
    ...model,
    term: { name: 'oneSpike', params: { of: model.term } },
    noise: 'row',
    step: (A, state, input, dt, u) => {
      const next = model.step(A, state, input, dt, u);
      return { ...next, s: A.pick(next.s, u) };
    },
    ...(frozen && { frozen: () => oneSpike(frozen()) }),
  };
});
