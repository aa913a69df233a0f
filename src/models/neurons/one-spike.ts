import { unless } from '../../core/faults/refuse.js';
import { innermost } from '../../core/term.js';
import { around, type Model } from '../../core/model.js';
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
  <K extends string, R extends string = never>(model: Model<K | 's', R>): Model<K | 's', R> =>
    around(model, { name: 'oneSpike', params: { of: model.term } }, ({ noise, step, term }) => ({
      noise: 'row',
      faults: () => {
        const want = 'around a model that draws no numbers for each neuron';
        return unless(noise !== 'neuron', 'Model', 'oneSpike', want, `'${innermost(term)}'`);
      },
      step: (A, state, input, dt, u) => {
        const next = step(A, state, input, dt, u);
        return { ...next, s: A.chooseOne(next.s, u) };
      },
    })),
);
