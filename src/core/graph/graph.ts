import { expectAlgebra, expectFunction, expectRecord } from '../expect.js';
import type { Algebra, Attribute, Op, Type } from '../algebra.js';
import { algebra } from './interpret.js';
import { size } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { leaves, mapTree, type Tree } from './tree.js';

/** One value of a drawn computation. Equal computations are one node, so identity is equality; operands come before results. */
export type Node = Type & { readonly id: number } &
  /** `within`: of one that is the same in every step, the least and the largest distance from 0 of its elements, none of which is -0. */
  (
    | { readonly _tag: 'Input'; readonly within?: readonly [near: number, far: number] }
    | { readonly _tag: 'Constant'; readonly value: Tensor }
    | { readonly _tag: 'Apply'; readonly op: Op; readonly args: readonly Node[]; readonly attribute: Attribute }
  );

/** A function of a tree of values, drawn once: its inputs and outputs. */
export interface Graph {
  readonly inputs: Tree<Node>;
  readonly outputs: Tree<Node>;
}

/** The algebra that draws, and its inputs. Every node is kept once, under the text of what it computes (hash-consing). */
const drawing = (
  isApart: (value: Tensor) => boolean,
): { readonly A: Algebra<Node>; readonly input: (type: Type) => Node } => {
  const nodes = new Map<string, Node>();
  const tensors = new Map<Tensor, number>();
  const once = (key: string, make: (id: number) => Node): Node => {
    const node = nodes.get(key) ?? make(nodes.size);
    nodes.set(key, node);
    return node;
  };
  const nameOf = (value: Tensor): string => {
    if (size(value.shape) === 1) return Object.is(value.data[0], -0) ? '-0' : `${value.data[0]}`;
    if (!tensors.has(value)) tensors.set(value, tensors.size);
    return `#${tensors.get(value)}`;
  };
  return {
    A: algebra<Node>({
      type: ({ shape, dtype }) => ({ shape, dtype }),
      constant: (value) =>
        once(
          `${value.dtype}[${value.shape.join()}] ${nameOf(value)}${isApart(value) ? ` use ${nodes.size}` : ''}`,
          (id) => ({ _tag: 'Constant', id, value, shape: value.shape, dtype: value.dtype }),
        ),
      apply: (op, args, attribute, type) =>
        once(`${op}(${args.map(({ id }) => id).join()})[${attribute.join()}]`, (id) => ({
          _tag: 'Apply',
          id,
          op,
          args,
          attribute,
          ...type,
        })),
    }),
    input: ({ shape, dtype }) => once(`input ${nodes.size}`, (id) => ({ _tag: 'Input', id, shape, dtype })),
  };
};

/**
 * Draws a function by running it once over nodes. The graph is a value: `evaluate` interprets it in any algebra, a compiler makes kernels of
 * it. Constants of which `isApart` says so are a node for each use, so that they may become different numbers; default none.
 */
export const draw = (
  types: Tree<Type>,
  f: (A: Algebra<Node>, inputs: Tree<Node>) => Tree<Node>,
  isApart: (value: Tensor) => boolean = () => false,
): Graph => {
  expectFunction('draw', f);
  const { A, input } = drawing(isApart);
  const inputs = mapTree(input, types);
  return { inputs, outputs: f(A, inputs) };
};

/** Every node that the outputs need, operands first. */
export const nodesOf = (graph: Graph): readonly Node[] => {
  expectRecord('nodesOf', graph, 'graph');
  const found = new Set<Node>();
  const waiting = leaves(graph.outputs).map(([, node]) => node);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!found.has(node) && node._tag === 'Apply') waiting.push(...node.args);
    found.add(node);
  }
  return [...found].sort((a, b) => a.id - b.id);
};

/** What a graph computes for the given inputs, in any algebra. */
export const evaluate = <T extends Type>(A: Algebra<T>, graph: Graph, inputs: Tree<T>): Tree<T> => {
  expectAlgebra('evaluate', A);
  expectRecord('evaluate', graph, 'graph');
  const given = new Map(leaves(inputs));
  const values = new Map(leaves(graph.inputs).map(([path, node]) => [node.id, given.get(path)!]));
  const valueOf = ({ id }: Node): T => values.get(id)!;
  for (const node of nodesOf(graph)) {
    if (node._tag === 'Constant') values.set(node.id, A.constant(node.value));
    if (node._tag === 'Apply') values.set(node.id, A.apply(node.op, node.args.map(valueOf), node.attribute));
  }
  return mapTree(valueOf, graph.outputs);
};
