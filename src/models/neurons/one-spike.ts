import { fault } from '../../core/errors.js';
import type { Model } from '../../core/model.js';
import { wrapper } from './neuron.js';

/**
 * A model of which at most one neuron a batch row transmits its spike: one of those that reached the threshold, chosen
 * uniformly. The others, too, have been reset, made refractory and raised their thresholds; only the chosen one shows
 * `s` (so traces go outside: `traced(oneSpike(...))`). Around a model that draws numbers for each neuron (`srm0`, `poissonGroup`)
 * it is a fault. Diehl & Cook 2015; docs/spec/nodes.md, one_spike.
 */
export const oneSpike = wrapper(
  'oneSpike',
  {},
  <K extends string, R extends string = never>(model: Model<K | 's', R>): Model<K | 's', R> => {
    const { frozen } = model;
    return {
      ...model,
      term: { name: 'oneSpike', params: { of: model.term } },
      noise: 'row',
      faults: (shape) => [
        ...(model.faults?.(shape) ?? []),
        ...(model.noise === 'neuron'
          ? [fault('Model', 'oneSpike', 'around a model that draws no numbers for each neuron', `'${model.term.name}'`)]
          : []),
      ],
      step: (A, state, input, dt, u) => {
        const next = model.step(A, state, input, dt, u);
        return { ...next, s: A.chooseOne(next.s, u) };
      },
      ...(frozen && { frozen: () => oneSpike(frozen()) }),
    };
  },
);
