import { notNegative } from '../parameters/constraint.js';
import type { ParamsOf } from '../parameters/table.js';
import { neuron, type Body } from './neuron.js';

/**
 * Neurons that spike by themselves, each a Poisson process: in a step with probability rate x dt, independently. Input, from
 * a frame or over connections, adds to their rates for that step (Hz): below 0 they are silent, from 1000 / dt on they spike
 * in every step. The network draws the spikes from its noise counter, so rates may change from step to step. For given rates
 * `poisson` makes an input layer's spikes in less time, as it computes spikes only. Variable: s. Also known as Brian2's
 * `PoissonGroup` and NEST's `poisson_generator`.
 */
export const poissonGroup = neuron(
  'poissonGroup',
  {
    /** Rate of each neuron without input, Hz. */
    rates: [0, notNegative, [0, 1000]],
  },
  (p): Body<'s'> => ({
    init: { s: false },
    noise: 'neuron',
    step: (A, _state, input, dt, u) => ({ s: A.lt(u, A.mul(A.add(input, p.rates), dt / 1000)) }),
  }),
);

/** All parameters of `poissonGroup`. */
export type PoissonGroupParams = ParamsOf<typeof poissonGroup.entry.parameters>;
