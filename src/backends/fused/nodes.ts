import type { ElementOp, Op } from '../../core/algebra.js';
import type { Node } from '../../core/graph/graph.js';

/** A node that is computed from others. */
export type Applied = Extract<Node, { readonly _tag: 'Apply' }>;

/** Operations that are not computed element by element. */
export const unmapped: ReadonlySet<Op> = new Set<Exclude<Op, ElementOp>>([
  'sum',
  'most',
  'reshape',
  'contract',
  'gather',
  'scatter',
  'push',
  'pick',
  'uniform',
]);

/** Where a value lies: reshaping moves nothing. */
export const stored = (node: Node): Node =>
  node._tag === 'Apply' && node.op === 'reshape' ? stored(node.args[0]!) : node;

/** Whether a node is computed element by element. */
export const isMapped = (node: Node): node is Applied => node._tag === 'Apply' && !unmapped.has(node.op);

/** Whether a contraction takes the largest product of all batch rows, instead of their sum; `simplified` makes such ones. */
export const isLargest = (node: Node): boolean =>
  node._tag === 'Apply' && node.op === 'contract' && node.attribute[1] === largest;

/** The second attribute of a contraction that does. */
export const largest = 'largest';
