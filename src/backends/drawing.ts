import type { Algebra, Type } from '../core/algebra.js';
import { draw, type Graph, type Node } from '../core/graph/graph.js';
import { leaves, mapTree, type Tree } from '../core/graph/tree.js';
import type { AnyNetwork } from '../core/network.js';
import { remembered } from '../core/record.js';
import { asStepInput, asTree } from '../core/graph/step-input.js';
import { normaliseWeights, stepNetwork } from '../core/step.js';

/** The paths and types of all inputs, as text: a function draws one graph for all inputs of one signature. */
export const signatureOf = (inputs: Tree<Type>): string =>
  leaves(inputs)
    .map(([path, { dtype, shape }]) => `${path} ${dtype} ${shape.join('x')}`)
    .join();

/** The types of values, without the values. */
export const typesOf = (inputs: Tree<Type>): Tree<Type> =>
  mapTree(({ shape, dtype }): Type => ({ shape, dtype }), inputs);

/** A function of trees of values, as a graph is drawn of it. */
export type Drawable = (A: Algebra<Node>, inputs: Tree<Node>) => Tree<Node>;

/** What a network computes, of a state and a frame: a step, and its weights normalised; drawn over an algebra, or what is made of it. */
export const drawablesOf = (
  net: AnyNetwork,
  over: (A: Algebra<Node>) => Algebra<Node> = (A) => A,
): Readonly<Record<'step' | 'normalise', Drawable>> => ({
  step: (A, inputs) => {
    const { state, frame } = asStepInput(inputs);
    return asTree(stepNetwork(over(A), net, state, frame));
  },
  normalise: (A, inputs) => asTree(normaliseWeights(A, net, asStepInput(inputs).state)),
});

/** What `make` makes of the graph of a function, drawn once for each signature of its inputs. */
export const oncePerSignature = <A>(f: Drawable, make: (graph: Graph) => A): ((inputs: Tree<Type>) => A) => {
  const made = new Map<string, A>();
  return (inputs) => remembered(made, signatureOf(inputs), () => make(draw(typesOf(inputs), f)));
};
