import type { Node } from '../../../core/graph/graph.js';
import { strides } from '../../../core/shape.js';
import { digitsOf, type View } from './view.js';

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

/** Letters as steps; undefined if the image moves unevenly along one of them. */
export const stepsOf = (
  letters: readonly string[],
  { image, axes }: { readonly image: View; readonly axes: readonly string[] },
  [otherAxes, other]: readonly [readonly string[], Node],
  [outAxes, out]: readonly [readonly string[], Node],
  extent: ReadonlyMap<string, number>,
): readonly Step[] | undefined => {
  const all = letters.map((letter) => {
    const seen = axes.includes(letter);
    const moves = seen ? image.moves[axes.indexOf(letter)]! : Array.from({ length: extent.get(letter)! }, (_, k) => k);
    return digitsOf(moves)?.map((digit): Step => ({
      extent: digit.extent,
      image: seen ? digit.step : 0,
      other: stepIn(otherAxes, other, letter) * digit.every,
      out: stepIn(outAxes, out, letter) * digit.every,
    }));
  });
  return all.every((steps) => steps !== undefined) ? all.flat() : undefined;
};
