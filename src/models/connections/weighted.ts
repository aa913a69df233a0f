import type { Shape } from '../../core/shape.js';
import { asF32, filled, type Tensor } from '../../core/tensor.js';
import type { ConnectionBody } from './connection-of.js';
import type { Initialiser } from './initialiser.js';
import { weightFaults } from './weight-faults.js';

/** Weights as they are, or how to draw them once their shape is known. */
export type Weights = Tensor | Initialiser;

/** A connection's weights, its only variable, in f32. They are described by how they were drawn, if that can be described. */
export const weighted = (
  weights: Weights,
  shape: Shape,
): Required<Pick<ConnectionBody<'w'>, 'described' | 'init' | 'learned' | 'faults'>> => {
  const w = asF32(typeof weights === 'function' ? weights(shape) : weights);
  const drawn = typeof weights === 'function' ? weights.term : undefined;
  return { described: { w: drawn ?? w }, init: { w }, learned: ['w'], faults: weightFaults(w, shape) };
};

/** What rules and norms see of a connection without weights. */
export const unweighted: Pick<ConnectionBody<never>, 'learned' | 'correlate' | 'total'> = {
  learned: [],
  correlate: (A, pre) => A.constant(filled([A.type(pre).shape[0]!], 0)),
  total: (A) => A.constant(0),
};
