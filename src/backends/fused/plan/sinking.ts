import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { sameShape } from '../../../core/shape.js';
import { isDraw, isElementwise, type Applied } from '../../graph.js';
import { isSameLoop } from './schedule.js';

/** How many operations take longer than a branch around them. */
const many = 16;

/**
 * Code sinking: the nodes, operands first, that are computed only where a `where` chooses its first value, by that `where`. Random
 * numbers are among them, each of which takes long and depends on its counter only, or (where numbers are drawn) they are many; no other
 * node reads them, and they read nothing else of the loop. Few elements of a mask are taken to be true, as of spikes.
 */
export const sinking = (nodes: readonly Node[], lasting: ReadonlySet<Node>): ReadonlyMap<Node, readonly Applied[]> => {
  if (!nodes.some(isDraw)) return new Map();
  const readers = new Map<Node, Node[]>();
  for (const node of nodes)
    if (node._tag === 'Apply') for (const arg of node.args) remembered(readers, arg, () => []).push(node);
  const coneOf = (where: Applied): readonly Applied[] => {
    const [mask, first, second] = where.args as [Node, Node, Node];
    const cone = new Set<Node>();
    const isFirst = (node: Node): boolean => node === first && node !== mask && node !== second;
    const isSunk = (node: Node): node is Applied =>
      (isElementwise(node) || isDraw(node)) &&
      sameShape(node.shape, where.shape) &&
      !lasting.has(node) &&
      (readers.get(node) ?? []).every((reader) => cone.has(reader) || (reader === where && isFirst(node)));
    const visit = (node: Node): void => {
      if (cone.has(node) || !isSunk(node)) return;
      cone.add(node);
      node.args.forEach(visit);
    };
    visit(first);
    const found = nodes.filter((node): node is Applied => cone.has(node));
    const isApart = (arg: Node): boolean => cone.has(arg) || !isElementwise(arg) || !isSameLoop(arg, where);
    return (found.length >= many || found.some(isDraw)) && found.every((node) => node.args.every(isApart)) ? found : [];
  };
  const sunk = new Map<Node, readonly Applied[]>();
  const gone = new Set<Node>();
  // Readers come before what they read: of masks within masks the outer one counts.
  for (const node of nodes.toReversed()) {
    const cone = isElementwise(node) && node.op === 'where' && !gone.has(node) ? coneOf(node) : [];
    if (cone.length > 0) sunk.set(node, cone);
    cone.forEach((inner) => gone.add(inner));
  }
  return sunk;
};
