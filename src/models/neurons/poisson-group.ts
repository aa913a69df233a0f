import type { Model } from '../../core/model.js';
import type { Param } from '../../core/tensor.js';
import { demand, notNegative } from '../params.js';

export interface PoissonGroupParams {
  /** Hz, at least 0. */
  readonly rates: Param;
}

export const poissonGroupDefaults: PoissonGroupParams = { rates: 0 };

/**
 * Neurons that spike by themselves, each a Poisson process: in a step with probability rate x dt, independently. What reaches
 * them, from a frame or over connections, adds to their rates for that step (Hz): below 0 they are silent, from 1000 / dt on
 * they spike in every step. The network draws the spikes, from its noise: on a GPU nothing is brought over for them, and rates
 * may change from step to step. For given rates `poisson` makes an input layer's spikes in less time, as silence costs it nothing.
 * Variable: s. Also known as Brian2's `PoissonGroup` and NEST's `poisson_generator`.
 */
export const poissonGroup = (params: Partial<PoissonGroupParams> = {}): Model<'s'> => {
  const p = { ...poissonGroupDefaults, ...params };
  return {
    term: { name: 'poissonGroup', params: { ...p } },
    init: { s: false },
    noise: 'neuron',
    faults: demand(p, { rates: notNegative }),
    step: (A, _state, input, dt, u) => ({ s: A.lt(u, A.mul(A.add(input, p.rates), dt / 1000)) }),
  };
};
