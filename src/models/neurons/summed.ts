import { extended, type Model } from '../../core/model.js';
import { wrapper } from './neuron.js';

/** A model that also keeps `summed`, the running sum (mV) of the input that got into each neuron. docs/spec/nodes.md, sum_input. */
export const summed = wrapper('summed', {}, <K extends string>(model: Model<K | 's'>): Model<K | 's' | 'summed'> =>
  extended<K, 'summed'>(model, {
    term: { name: 'summed', params: { of: model.term } },
    init: { summed: 0 },
    follow: (A, own, _s, received) => ({ summed: A.add(own.summed, received) }),
  }),
);
