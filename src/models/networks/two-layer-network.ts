import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build.js';
import type { Faults } from '../../core/errors.js';
import { layer, type Network } from '../../core/network.js';
import { lif } from '../neurons/lif.js';
import { traced } from '../neurons/traced.js';
import { demandNumber, whole } from '../params.js';
import { fromInputs, inputDefaults, inputFaults, inputLayer, checked, type InputParams } from './parts.js';

export interface TwoLayerNetworkParams extends InputParams {
  /** How many leaky neurons. */
  readonly neurons: number;
}

export const twoLayerNetworkDefaults: Omit<TwoLayerNetworkParams, 'inputs'> = { ...inputDefaults, neurons: 100 };

export type TwoLayerNetwork = Network<{ X: 's' | 'x'; Y: 'v' | 'refrac' | 's' | 'x' }, { XY: 'w' }>;

/**
 * Inputs X that learn by STDP to excite leaky neurons Y, which do not compete. What is wrong with a parameter comes back
 * under its name. Source: spec/models.md.
 */
export const twoLayerNetwork = (
  params: Pick<TwoLayerNetworkParams, 'inputs'> & Partial<TwoLayerNetworkParams>,
): E.Either<Faults, TwoLayerNetwork> => {
  const p = { ...twoLayerNetworkDefaults, ...params };
  const { dt, inputs, neurons } = p;
  const faults = [...inputFaults(p, neurons), ...demandNumber('neurons', neurons, whole)];
  return checked('twoLayerNetwork', faults, () =>
    network(
      { dt },
      {
        X: inputLayer(inputs),
        Y: layer([neurons], traced(lif({ rest: -65, reset: -65, thresh: -52, refrac: 5, tau: 100 }))),
      },
      (connect) => ({ XY: connect('X', 'Y', ...fromInputs(p)) }),
    ),
  );
};
