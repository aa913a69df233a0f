import type { Node } from '../../../core/graph/graph.js';

export { isElementwise as isMapped, stored, unmapped, type Applied } from '../../graph.js';

/** Whether a contraction takes the largest product of all batch rows, instead of their sum; `simplify` makes such ones. */
export const isLargest = (node: Node): boolean =>
  node._tag === 'Apply' && node.op === 'contract' && node.attribute[1] === largest;

/** The second attribute of a contraction that does. */
export const largest = 'largest';
