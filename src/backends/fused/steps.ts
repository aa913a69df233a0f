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

/** What each combination of some axes adds up to, the last axis fastest, given what each index of an axis brings. */
export const sumsOf = (axes: readonly ArrayLike<number>[]): Int32Array =>
  axes.reduce((before: Int32Array, axis) => {
    const sums = new Int32Array(before.length * axis.length);
    for (let k = 0, to = 0; k < before.length; k++)
      for (let index = 0; index < axis.length; index++) sums[to++] = before[k]! + axis[index]!;
    return sums;
  }, new Int32Array(1));
