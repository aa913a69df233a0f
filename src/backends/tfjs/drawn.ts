import type { Algebra, Type } from '../../core/algebra.js';
import type { Frame } from '../../core/run/frame.js';
import { draw, evaluate, type Graph } from '../../core/graph/graph.js';
import { asFrame, asMoment, asState, asTree, type AnyState, type Moment } from '../../core/step-input.js';
import { leaves, mapTree, type Tree } from '../../core/graph/tree.js';

export const mapState = <T extends Type, U>(f: (value: T) => U, state: AnyState<T>): AnyState<U> =>
  asState(mapTree(f, asTree(state)));
export const mapFrame = <T extends Type, U>(f: (value: T) => U, frame: Frame<T>): Frame<U> =>
  asFrame(mapTree(f, asTree(frame)));
export const valuesOf = <T extends Type>(state: AnyState<T>): readonly T[] =>
  leaves(asTree(state)).map(([, value]) => value);

/** A function of a moment: what is drawn of it, and what it gives. */
export interface Drawn<T> {
  readonly graph: (moment: Moment<Type>) => Graph;
  readonly next: (moment: Moment<T>) => AnyState<T>;
}

/**
 * Draws a function once for each kind of moment (shapes and types of all there is), and evaluates that. Each new graph goes
 * through `accept`, which may throw.
 */
export const drawnOnce = <T extends Type>(
  A: Algebra<T>,
  f: <U>(B: Algebra<U>, moment: Moment<U>) => AnyState<U>,
  accept: (graph: Graph) => void,
): Drawn<T> => {
  const graphs = new Map<string, Graph>();
  const drawn = (inputs: Tree<Type>): Graph => {
    const types = mapTree(({ shape, dtype }: Type): Type => ({ shape, dtype }), inputs);
    const graph = draw(types, (B, nodes) => asTree(f(B, asMoment(nodes))));
    accept(graph);
    return graph;
  };
  const graphOf = (moment: Moment<Type>): Graph => {
    const inputs = asTree(moment);
    const kind = leaves(inputs)
      .map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join()}`)
      .join(';');
    const graph = graphs.get(kind) ?? drawn(inputs);
    graphs.set(kind, graph);
    return graph;
  };
  return { graph: graphOf, next: (moment) => asState(evaluate(A, graphOf(moment), asTree(moment))) };
};
