import { network } from '../../core/build/network.js';
import { layer, type Network } from '../../core/network.js';
import { lif } from '../neurons/lif.js';
import { traced } from '../neurons/traced.js';
import type { ParamsOf } from '../parameters/table.js';
import { fromInputs, inputLayer, inputParameters, neurons } from './parts.js';
import { readyMade } from './ready-made.js';

/** The network that `twoLayerNetwork` makes: its layers and connections, with their variables. */
export type TwoLayerNetwork = Network<{ X: 's' | 'x'; Y: 'v' | 'refrac' | 's' | 'x' }, { XY: 'w' }>;

/**
 * Inputs X that learn by STDP to excite leaky neurons Y, which do not compete. Faults name their parameter. Source:
 * docs/spec/models.md.
 */
export const twoLayerNetwork = readyMade(
  'twoLayerNetwork',
  {
    ...inputParameters,
    /** Number of leaky neurons. */
    neurons: [100, neurons],
  },
  ({ neurons }) => ({ neurons, lateral: false }),
  (p) =>
    network(
      { dt: p.dt },
      {
        X: inputLayer(p.inputs),
        Y: layer([p.neurons], traced(lif({ rest: -65, reset: -65, thresh: -52, refrac: 5, tau: 100 }))),
      },
      (connect) => ({ XY: connect('X', 'Y', ...fromInputs(p)) }),
    ),
);

/** All parameters of `twoLayerNetwork`. */
export type TwoLayerNetworkParams = ParamsOf<typeof twoLayerNetwork.entry.parameters>;
