import type { LocalFault } from '../../core/errors.js';
import type { Shape } from '../../core/shape.js';
import type { Param } from '../../core/tensor.js';
import { finite, paramFaults } from '../params.js';

/** Learning rates of the presynaptic and the postsynaptic part, for all weights or one for each (a tensor like `w`). */
export type Nu = readonly [pre: Param, post: Param];

/** Learning rates have to be finite numbers, or tensors of them in the shape of the weights. */
export const rateFaults =
  ([pre, post]: Nu) =>
  (weights: Shape): readonly LocalFault[] => [
    ...paramFaults('nu pre', pre, finite, weights),
    ...paramFaults('nu post', post, finite, weights),
  ];
