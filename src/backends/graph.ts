import type { ElementOp } from '../core/algebra.js';
import { binary, ternary, unary } from '../core/elementwise.js';
import type { Node } from '../core/graph/graph.js';
import { remembered } from '../core/record.js';

/** A node that is computed from others. */
export type Applied = Extract<Node, { readonly _tag: 'Apply' }>;

/** The node whose elements a node has: reshaping moves nothing. */
export const stored = (node: Node): Node =>
  node._tag === 'Apply' && node.op === 'reshape' ? stored(node.args[0]!) : node;

/** Whether a node is computed element by element. */
export const isElementwise = (node: Node): node is Applied & { readonly op: ElementOp } =>
  node._tag === 'Apply' && node.op in mapped;

const mapped = { ...unary, ...binary, ...ternary };

/** Whether a node is of random numbers. */
export const isDraw = (node: Node): node is Applied & { readonly op: 'uniform' } =>
  node._tag === 'Apply' && node.op === 'uniform';

/** What is known of nodes, worked out once for each from what is known of others. */
export const analysis = <A>(work: (node: Node, of: (node: Node) => A) => A): ((node: Node) => A) => {
  const known = new Map<Node, A>();
  const of = (node: Node): A => remembered(known, node, () => work(node, of));
  return of;
};

/** The element-by-element nodes that lead to one from some others, operands first. */
export const dependents = (after: Node, isSource: (node: Node) => boolean): readonly Applied[] => {
  const found: Applied[] = [];
  const leads = analysis<boolean>((node, of) => {
    if (isSource(node)) return true;
    // All operands are visited, whatever the first of them leads to.
    const isFound = isElementwise(node) && node.args.map(of).includes(true);
    if (isFound) found.push(node as Applied);
    return isFound;
  });
  leads(after);
  return found;
};

/** The nodes, of some, that read each node: as often as they do. */
export const readersOf = (nodes: readonly Node[]): ReadonlyMap<Node, readonly Applied[]> => {
  const readers = new Map<Node, Applied[]>();
  for (const node of nodes)
    if (node._tag === 'Apply') for (const arg of node.args) remembered(readers, arg, () => []).push(node);
  return readers;
};

/**
 * The level of each node, operands first: the first step of a schedule in which it can be computed, which is after its operands,
 * or with those of them whose loop it shares.
 */
export const levelsOf = (
  nodes: readonly Applied[],
  sharesLoop: (operand: Node, node: Node) => boolean,
): ReadonlyMap<Node, number> => {
  const levels = new Map<Node, number>();
  for (const node of nodes)
    levels.set(
      node,
      node.args.reduce((latest, operand) => {
        const level = levels.get(stored(operand));
        return level === undefined ? latest : Math.max(latest, sharesLoop(operand, node) ? level : level + 1);
      }, 0),
    );
  return levels;
};
