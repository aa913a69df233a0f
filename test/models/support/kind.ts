import * as fc from 'fast-check';
import type { Shape, Tensor } from '../../../src/index.js';
import type { AnyWiring } from '../../../src/authoring.js';
import { wholeIn } from '../../support/arbitraries.js';
import type { Synapse } from './synapses.js';

/** A connection between two shapes, and what it is by definition. */
export interface Kind {
  readonly from: Shape;
  readonly to: Shape;
  readonly wiring: AnyWiring;
  /** The weights as they are given, in the shape that they have to have. */
  readonly w: Tensor;
  readonly synapses: readonly Synapse[];
  /** Weights of one unit are normalised together. */
  readonly unit: (weight: number) => number;
  /** What a weight has to be, at first and after learning. */
  readonly keep: (value: number, weight: number) => number;
  /** Bias of each target neuron. */
  readonly bias: readonly number[];
}

/** Numbers in a range, in thousandths: nothing that float32 loses. */
export const amounts = (min: number, max: number): fc.Arbitrary<number> =>
  wholeIn(min * 1000, max * 1000).map((x) => x / 1000);
