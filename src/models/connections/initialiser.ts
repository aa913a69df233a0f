import type { Shape } from '../../core/shape.js';
import { asF32, type Tensor } from '../../core/tensor.js';
import type { Term } from '../../core/term.js';

/** Draws weights of a shape. `term` says how in plain data; a program's own function has none. */
export interface Initialiser {
  (shape: Shape): Tensor;
  readonly term?: Term;
}

/** Weights as they are, or how to draw them once their shape is known. */
export type Weights = Tensor | Initialiser;

/** The weights of a connection in f32, and what a description says of them: how they were drawn, or every one of them. */
export const weightsOf = (weights: Weights, shape: Shape): { readonly w: Tensor; readonly term: Term | Tensor } => {
  if (typeof weights !== 'function') return { w: asF32(weights), term: asF32(weights) };
  const w = asF32(weights(shape));
  return { w, term: weights.term ?? w };
};

/** An initialiser with its term. */
export const initialiser = (name: string, params: Term['params'], draw: (shape: Shape) => Tensor): Initialiser =>
  Object.assign(draw, { term: { name, params } });
