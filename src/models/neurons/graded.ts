import { unless } from '../../core/faults/refuse.js';
import { around, type Model } from '../../core/model.js';
import { wrapper } from './neuron.js';

/**
 * A model whose output is its voltage: `s` is v (mV) as it is after the step, numbers in place of spikes. Connections from it deliver v
 * times their weights in every step. Around a model with a threshold that is never reached it is an integrator without spikes.
 */
export const graded = wrapper(
  'graded',
  {},
  <K extends string, R extends string = never>(model: Model<K | 'v' | 's', R>): Model<K | 'v' | 's', R> =>
    around(model, { name: 'graded', params: { of: model.term } }, ({ init, step, term }) => {
      const fits = 'v' in init;
      return {
        init: { ...init, s: 0 },
        faults: () => unless(fits, 'Model', 'graded', 'around a model with a voltage v', `'${term.name}'`),
        step: (A, state, input, dt, u) => {
          const next = step(A, state, input, dt, u);
          return fits ? { ...next, s: next.v } : next;
        },
      };
    }),
);
