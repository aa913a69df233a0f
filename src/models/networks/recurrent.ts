import type * as E from 'fp-ts/lib/Either.js';
import { network } from '../../core/build/network.js';
import type { Wiring } from '../../core/connection.js';
import type { Faults } from '../../core/faults/errors.js';
import type { Network } from '../../core/network.js';
import type { Rule } from '../../core/rule.js';
import type { Shape } from '../../core/shape.js';
import type { Tensor } from '../../core/tensor.js';
import { dense } from '../connections/dense.js';
import { excitatoryLayer, inputLayer, type InputParams, type ThresholdParams } from './parts.js';

/** A network of inputs X and one layer Y of competing neurons. */
export type Recurrent = Network<
  { X: 's' | 'x'; Y: 'v' | 'refrac' | 'theta' | 'thetaLost' | 's' | 'x' },
  { XY: 'w'; YY: 'w' }
>;

/** Inputs X that learn to excite Y, whose neurons inhibit each other by fixed weights, a step after they spike. */
export const recurrent = (
  p: InputParams & ThresholdParams,
  neurons: number,
  learned: readonly [Wiring<'w'>, Rule<'s' | 'x', 's' | 'x'>],
  inhibition: (shape: Shape) => Tensor,
): E.Either<Faults, Recurrent> =>
  network({ dt: p.dt }, { X: inputLayer(p.inputs), Y: excitatoryLayer(neurons, p) }, (connect) => ({
    XY: connect('X', 'Y', ...learned),
    YY: connect('Y', 'Y', dense(inhibition)),
  }));
