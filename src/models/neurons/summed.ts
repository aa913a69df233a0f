import { extended, type Model } from '../../core/model.js';
import { wrapper } from './neuron.js';

/** A model that also keeps `summed`, the running sum (mV) of the input of each neuron. docs/spec/nodes.md, sum_input. */
export const summed = wrapper(
  'summed',
  {},
  <K extends string, R extends string = never>(model: Model<K | 's', R>): Model<K | 's' | 'summed', R> =>
    extended<K, 'summed', R>(model, {
      term: { name: 'summed', params: { of: model.term } },
      init: { summed: 0 },
      follow: (A, own, _s, received) => ({ summed: A.add(own.summed, received) }),
    }),
);
