import type { Algebra, Type } from '../../core/algebra.js';
import type { Frame } from '../../core/frame.js';
import { draw, evaluate, type Graph, type Node } from '../../core/graph.js';
import type { Names, NetworkState } from '../../core/network.js';
import { leaves, mapTree, type Tree } from '../../core/tree.js';

export type State<T> = NetworkState<Names, Names, T>;

/** What a step starts from. */
export interface Moment<T> {
  readonly state: State<T>;
  readonly frame: Frame<T>;
}

// States and frames are records of records of values; only the names in their types hide it.
export const treeOf = <T>(named: State<T> | Frame<T> | Moment<T>): Tree<T> => named as unknown as Tree<T>;
const stateOf = <T>(tree: Tree<T>): State<T> => tree as unknown as State<T>;

export const mapState = <T extends Type, U>(f: (value: T) => U, state: State<T>): State<U> =>
  stateOf(mapTree(f, treeOf(state)));
export const mapFrame = <T extends Type, U>(f: (value: T) => U, frame: Frame<T>): Frame<U> =>
  mapTree(f, treeOf(frame)) as unknown as Frame<U>;
export const valuesOf = <T extends Type>(state: State<T>): readonly T[] =>
  leaves(treeOf(state)).map(([, value]) => value);

/** A function of a moment: what is drawn of it, and what it gives. */
export interface Drawn<T> {
  readonly graph: (moment: Moment<Type>) => Graph;
  readonly next: (moment: Moment<T>) => State<T>;
}

/**
 * Draws a function once for each kind of moment (shapes and types of all there is), and evaluates that. Each new graph goes
 * through `accept`, which may throw.
 */
export const drawnOnce = <T extends Type>(
  A: Algebra<T>,
  f: <U>(B: Algebra<U>, moment: Moment<U>) => State<U>,
  accept: (graph: Graph) => void,
): Drawn<T> => {
  const graphs = new Map<string, Graph>();
  const drawn = (inputs: Tree<Type>): Graph => {
    const types = mapTree(({ shape, dtype }: Type): Type => ({ shape, dtype }), inputs);
    const graph = draw(types, (B, nodes) => treeOf(f(B, nodes as unknown as Moment<Node>)));
    accept(graph);
    return graph;
  };
  const graphOf = (moment: Moment<Type>): Graph => {
    const inputs = treeOf(moment);
    const kind = leaves(inputs)
      .map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join()}`)
      .join(';');
    const graph = graphs.get(kind) ?? drawn(inputs);
    graphs.set(kind, graph);
    return graph;
  };
  return { graph: graphOf, next: (moment) => stateOf(evaluate(A, graphOf(moment), treeOf(moment))) };
};
