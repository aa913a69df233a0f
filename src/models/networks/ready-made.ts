import * as E from 'fp-ts/lib/Either.js';
import { roomFaults } from '../../core/check/room.js';
import { at, unlessFaulty, type Faults, type LocalFault } from '../../core/errors.js';
import type { AnyNetwork } from '../../core/network.js';
import { isShape, size } from '../../core/shape.js';
import { crossedFaults } from '../learning/bounded.js';
import { constructorOf, type Said } from '../parameters/entry.js';
import type { GivenOf, ParamsOf, Table } from '../parameters/table.js';
import type { InputParams, inputParameters } from './parts.js';

/** What cannot be said of each parameter by itself. */
export interface Whole {
  /** How many neurons the layer has that learns; there may be a threshold for each. */
  readonly neurons: number;
  /** Whether there are weights from each of them to each; default true. */
  readonly lateral?: boolean;
  readonly faults?: readonly LocalFault[];
}

/**
 * A ready-made network from its parameters, each written once (`[default, constraint]`). All that is wrong with what is
 * given comes back under the network's name.
 */
export const readyMade = <T extends typeof inputParameters & Table, N extends E.Either<Faults, AnyNetwork>>(
  name: string,
  parameters: T,
  whole: (params: ParamsOf<T>) => Whole,
  build: (params: ParamsOf<T>) => N,
): Said<(params: GivenOf<T>) => N, 'network', T> => {
  return constructorOf(
    'network',
    name,
    parameters,
    (params: GivenOf<T>) => params,
    ({ given: p, faults }): N => {
      // Each has the parameters that all have.
      const { inputs, wmin, wmax } = p as InputParams;
      const { neurons, lateral = true, faults: others = [] } = whole(p);
      const targets = Number.isInteger(neurons) ? neurons : 0;
      const found = [
        ...faults({ neuron: [targets], weight: [isShape(inputs) ? size(inputs) : 0, targets] }),
        ...(isShape(inputs) && Number.isInteger(neurons)
          ? roomFaults('inputs x neurons', [size(inputs), neurons])
          : []),
        ...(lateral && Number.isInteger(neurons) ? roomFaults('neurons x neurons', [neurons, neurons]) : []),
        ...crossedFaults(wmin, wmax, ['wmin', 'wmax']),
        ...others,
      ];
      return E.flatten(unlessFaulty(found.map(at(name)), () => build(p) as E.Either<Faults, unknown>)) as N;
    },
  );
};
