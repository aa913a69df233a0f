import type { Node } from '../../../core/graph/graph.js';
import { isElementwise, levelsOf, stored, type Applied } from '../../graph.js';

/** Nodes, operands first, that are computed at once: element-by-element ones of one loop, or one of any other kind. */
export type Group = readonly Applied[];

/**
 * Nodes (operands first) in groups, in an order in which every group finds what it reads. Nodes of one shape share a loop where
 * nothing that has to be complete before stands between them.
 */
export const schedule = (nodes: readonly Node[]): readonly Group[] => {
  const computed = nodes.filter((node): node is Applied => node._tag === 'Apply' && node.op !== 'reshape');
  const stages = late(computed, levelsOf(computed, sharesLoop));
  const groups = new Map<string, Applied[]>();
  for (const node of computed) {
    const key = `${stages.get(node)} ${isElementwise(node) ? `map ${loopOf(node)}` : `node ${(node as Node).id}`}`;
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  return [...groups.values()].sort((a, b) => stages.get(a[0]!)! - stages.get(b[0]!)!);
};

/** Element-by-element nodes as late as those that read them allow: what shares a loop with its reader never goes to memory. */
const late = (nodes: readonly Applied[], first: ReadonlyMap<Node, number>): ReadonlyMap<Node, number> => {
  const stages = new Map(first);
  const latest = new Map<Node, number>();
  for (const node of nodes.toReversed()) {
    if (isElementwise(node)) stages.set(node, latest.get(node) ?? stages.get(node)!);
    const stage = stages.get(node)!;
    for (const arg of node.args) {
      const before = sharesLoop(arg, node) ? stage : stage - 1;
      latest.set(stored(arg), Math.min(latest.get(stored(arg)) ?? before, before));
    }
  }
  return stages;
};

const sharesLoop = (arg: Node, node: Node): boolean =>
  isElementwise(arg) && isElementwise(node) && loopOf(arg) === loopOf(node);

/** What a loop runs over: leading axes of one element make no difference. */
const loopOf = ({ shape }: Node): string => shape.slice(shape.findIndex((extent) => extent !== 1)).join();
