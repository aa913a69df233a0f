import type { Node } from '../../core/graph.js';
import { strides } from '../../core/shape.js';

/** An axis of a contraction, or a part of one: its extent, and the steps along it in the three tensors (0 where it is absent). */
export interface Step {
  readonly extent: number;
  readonly image: number;
  readonly other: number;
  readonly out: number;
}

/** An axis that is not there. */
export const noStep: Step = { extent: 1, image: 0, other: 0, out: 0 };

/** The step along a letter in a tensor whose axes have these letters. */
export const stepIn = (axes: readonly string[], { shape }: Node, letter: string): number =>
  axes.includes(letter) ? strides(shape)[axes.indexOf(letter)]! : 0;
