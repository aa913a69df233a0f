import type { LocalFault } from '../../../core/faults/errors.js';
import { size, type Shape } from '../../../core/shape.js';
import type { Plain } from '../../../core/term.js';
import type { Fields } from './fields.js';
import type { firstWeights } from './first-weights.js';

/** What a connection joins: the shapes of its layers. */
export interface Ends {
  readonly from: Shape;
  readonly to: Shape;
}

/** What a class of connection is in our words: its parameters, and the term that they make of the weights. */
export interface ConnectionClass {
  readonly params: readonly string[];
  /** Without faults only. `given` says whether the weights are the user's. */
  readonly term: (own: Fields, weights: Plain, ends: Ends) => Plain;
  /** What is wrong with the parameters, `w` among them, where making the term would not find it. */
  readonly faults?: (own: Fields & { readonly w?: Plain }, ends: Ends) => readonly LocalFault[];
  /** Of each unit that is normalised, in theirs a norm for each cell. */
  readonly cells?: (own: Fields) => number;
  /** Whether theirs normalises by sums of signed weights. */
  readonly signed?: boolean;
  /** The shape of the weights, and how they are drawn, where none are given. */
  readonly shape: (own: Fields, ends: Ends) => Shape;
  readonly drawn?: Parameters<typeof firstWeights>[2];
  /** Whether one number will do for all weights. */
  readonly shared?: boolean;
}

/** The shape of a weight for each pair of neurons. */
export const matrix = (_: Fields, { from, to }: Ends): Shape => [size(from), size(to)];
