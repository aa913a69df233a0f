import type { Algebra, Type } from '../../core/algebra.js';
import type { Frame } from '../../core/run/frame.js';
import { evaluate, type Graph } from '../../core/graph/graph.js';
import { asFrame, asStepInput, asState, asTree, type AnyState, type StepInput } from '../../core/step-input.js';
import { leaves, mapTree } from '../../core/graph/tree.js';
import { oncePerSignature } from '../drawing.js';

export const mapState = <T extends Type, U>(f: (value: T) => U, state: AnyState<T>): AnyState<U> =>
  asState(mapTree(f, asTree(state)));
export const mapFrame = <T extends Type, U>(f: (value: T) => U, frame: Frame<T>): Frame<U> =>
  asFrame(mapTree(f, asTree(frame)));
export const valuesOf = <T extends Type>(state: AnyState<T>): readonly T[] =>
  leaves(asTree(state)).map(([, value]) => value);

/** A function of a step input: what is drawn of it, and what it gives. */
export interface Drawn<T> {
  readonly graph: (input: StepInput<Type>) => Graph;
  readonly next: (input: StepInput<T>) => AnyState<T>;
}

/**
 * Draws a function once for each kind of step input (shapes and types of all there is), and evaluates that. Each new graph goes
 * through `accept`, which may throw.
 */
export const drawnOnce = <T extends Type>(
  A: Algebra<T>,
  f: <U>(B: Algebra<U>, input: StepInput<U>) => AnyState<U>,
  accept: (graph: Graph) => void,
): Drawn<T> => {
  const drawn = oncePerSignature(
    (B, inputs) => asTree(f(B, asStepInput(inputs))),
    (graph) => {
      accept(graph);
      return graph;
    },
  );
  const graphOf = (input: StepInput<Type>): Graph => drawn(asTree(input));
  return { graph: graphOf, next: (input) => asState(evaluate(A, graphOf(input), asTree(input))) };
};
