import type { Node } from '../../../core/graph/graph.js';
import { sameShape, size } from '../../../core/shape.js';
import { isElementwise, stored, type Applied } from '../../graph.js';
import type { Group } from './schedule.js';

/**
 * The same groups, but what a reduction alone reads is computed where it is reduced, element by element, and never goes to
 * memory: it stands before it in its group. `kept` are the values that others read, or that have to be there at the end.
 */
export const fuseReductions = (groups: readonly Group[], kept: ReadonlySet<Node>): readonly Group[] => {
  const readers = new Map<Node, Node[]>();
  const loops = groups.filter(([node]) => isElementwise(node!)).flat();
  // Only loops take a value as it comes; others that read it, or read it reshaped, want it in memory.
  for (const node of groups.flat())
    for (const arg of node.args) {
      const by = isElementwise(node) && arg === stored(arg) ? node : arg;
      readers.set(stored(arg), [...(readers.get(stored(arg)) ?? []), by]);
    }
  const isFusible = (node: Node, shape: readonly number[]): boolean =>
    isElementwise(node) &&
    sameShape(node.shape, shape) &&
    node.args.every((arg) => size(arg.shape) === size(shape) || isNumber(arg)) &&
    !kept.has(node);
  const coneOf = (x: Node): readonly Applied[] => {
    if (!isFusible(x, x.shape) || readers.get(x)!.length > 1) return [];
    const cone = new Set<Node>([x]);
    // Readers come before what they read.
    for (const node of loops.toReversed())
      if (readers.get(node)?.every((reader) => cone.has(reader)) === true && isFusible(node, x.shape)) cone.add(node);
    return loops.filter((node) => cone.has(node));
  };
  const fused = groups.map((group) => {
    const [node] = group;
    return node!.op === 'sum' || node!.op === 'maxOver' ? [...coneOf(node!.args[0]!), node!] : group;
  });
  const gone = new Set(fused.flatMap((group) => (isElementwise(group.at(-1)!) ? [] : group.slice(0, -1))));
  return fused
    .map((group) => (isElementwise(group.at(-1)!) ? group.filter((node) => !gone.has(node)) : group))
    .filter((group) => group.length > 0);
};

const isNumber = (node: Node): boolean => node._tag === 'Constant' && size(node.shape) === 1;
