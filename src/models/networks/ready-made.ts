import type * as E from 'fp-ts/lib/Either.js';
import { roomFaults } from '../../core/room.js';
import type { Faults, LocalFault } from '../../core/faults/errors.js';
import type { AnyNetwork } from '../../core/network.js';
import { isShape, size } from '../../core/shape.js';
import { crossedFaults } from '../learning/bounded.js';
import type { Table, ParamsOf } from '../parameters/table.js';
import { networkOf } from './network-of.js';
import type { InputParams, inputParameters } from './parts.js';

/** What the layer is that learns. */
export interface Learning {
  /** How many neurons it has; there may be a threshold for each. */
  readonly neurons: number;
  /** Whether there are weights from each of them to each; default true. */
  readonly lateral?: boolean;
  readonly faults?: readonly LocalFault[];
}

/** A ready-made network whose inputs learn to excite a layer. */
export const readyMade = <T extends typeof inputParameters & Table, N extends AnyNetwork>(
  name: string,
  parameters: T,
  learning: (params: ParamsOf<T>) => Learning,
  build: (params: ParamsOf<T>) => E.Either<Faults, N>,
) =>
  networkOf(name, parameters, build, (params) => {
    // Each has the parameters that all have.
    const { inputs, wmin, wmax } = params as InputParams;
    const { neurons, lateral = true, faults = [] } = learning(params);
    const targets = Number.isInteger(neurons) ? neurons : 0;
    const sources = isShape(inputs) ? size(inputs) : 0;
    return {
      shapes: { neuron: [targets], weight: [sources, targets] },
      faults: [
        ...roomFaults('inputs x neurons', [sources, targets]),
        ...(lateral ? roomFaults('neurons x neurons', [targets, targets]) : []),
        ...crossedFaults(wmin, wmax, ['wmin', 'wmax']),
        ...faults,
      ],
    };
  });
