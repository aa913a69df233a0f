import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { sameShape, size } from '../../../core/shape.js';
import { isDraw, isElementwise, levelsOf, readersOf, stored, type Applied } from '../../graph.js';
import type { Kernel } from '../kernels/kernel.js';

/** Nodes, operands first, that are computed at once: those of one loop, element by element, or one of any other kind. */
export type Group = readonly Applied[];

/**
 * Nodes (operands first) in groups, in an order in which every group finds what it reads. Nodes of one shape share a loop where
 * nothing that has to be complete before stands between them; random numbers that are `sunk` are drawn in the loop that reads them.
 */
export const schedule = (nodes: readonly Node[], sunk: ReadonlySet<Node> = new Set()): readonly Group[] => {
  const computed = nodes.filter((node): node is Applied => node._tag === 'Apply' && node.op !== 'reshape');
  const isInLoop = (node: Node): boolean => isElementwise(node) || sunk.has(node);
  const sharesLoop = (arg: Node, node: Node): boolean => isInLoop(arg) && isInLoop(node) && isSameLoop(arg, node);
  const stages = late(computed, levelsOf(computed, sharesLoop), sharesLoop);
  const groups = new Map<string, Applied[]>();
  for (const node of computed) {
    const key = `${stages.get(node)} ${isInLoop(node) ? `map ${loopOf(node)}` : `node ${node.id}`}`;
    remembered(groups, key, () => []).push(node);
  }
  return [...groups.values()].sort((a, b) => stages.get(a[0]!)! - stages.get(b[0]!)!);
};

/** Element-by-element nodes as late as those that read them allow: what shares a loop with its reader never goes to memory. */
const late = (
  nodes: readonly Applied[],
  first: ReadonlyMap<Node, number>,
  sharesLoop: (arg: Node, node: Node) => boolean,
): ReadonlyMap<Node, number> => {
  const stages = new Map(first);
  const latest = new Map<Node, number>();
  for (const node of nodes.toReversed()) {
    if (sharesLoop(node, node)) stages.set(node, latest.get(node) ?? stages.get(node)!);
    const stage = stages.get(node)!;
    for (const arg of node.args) {
      const before = sharesLoop(arg, node) ? stage : stage - 1;
      latest.set(stored(arg), Math.min(latest.get(stored(arg)) ?? before, before));
    }
  }
  return stages;
};

/** Whether nodes are computed by the same loop, if by any. */
const isSameLoop = (a: Node, b: Node): boolean => loopOf(a) === loopOf(b);

/** What a loop runs over: leading axes of one element make no difference. */
const loopOf = ({ shape }: Node): string => shape.slice(shape.findIndex((extent) => extent !== 1)).join();

/** How many operations take longer than a branch around them. */
const many = 16;

/**
 * Code sinking: the nodes, operands first, that are computed only where a `where` chooses its first value, by that `where`. Random
 * numbers are among them, each of which takes long and depends on its counter only, or (where numbers are drawn) they are many; no other
 * node reads them, and they read nothing else of the loop. Few elements of a mask are taken to be true, as of spikes.
 */
export const sinking = (nodes: readonly Node[], lasting: ReadonlySet<Node>): ReadonlyMap<Node, readonly Applied[]> => {
  if (!nodes.some(isDraw)) return new Map();
  const readers = readersOf(nodes);
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

/**
 * The same groups, but what a reduction alone reads is computed where it is reduced, element by element, and never goes to
 * memory: it stands before it in its group. `kept` are the values that others read, or that have to be there at the end.
 */
export const fuseReductions = (
  nodes: readonly Node[],
  groups: readonly Group[],
  kept: ReadonlySet<Node>,
): readonly Group[] => {
  const readers = readersOf(nodes);
  const loops = groups.filter(([node]) => isElementwise(node!)).flat();
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
  const cones = new Map(
    groups.flatMap(([node]) => (node!.op === 'sum' || node!.op === 'maxOver' ? [[node!, coneOf(node!.args[0]!)]] : [])),
  );
  const gone = new Set([...cones.values()].flat());
  return groups
    .map((group) => [...(cones.get(group[0]!) ?? []), ...group.filter((node) => !gone.has(node))])
    .filter((group) => group.length > 0);
};

const isNumber = (node: Node): boolean => node._tag === 'Constant' && size(node.shape) === 1;

/**
 * Kernels in order, but for those whose values no kernel reads: kernels that read an image through its windows, or spikes at their
 * synapses, leave the gather that would have written these out without readers. It is then not even made. `lasting` are the values that
 * have to be there at the end.
 */
export const readKernels = (
  all: readonly { readonly writes: Group; readonly kernel: () => Kernel }[],
  lasting: ReadonlySet<Node>,
): readonly Kernel[] => {
  const read = new Set<Node>(lasting);
  // What reads a kernel's values comes after it.
  const found = all.toReversed().flatMap(({ writes, kernel }) => {
    if (!writes.some((node) => read.has(node))) return [];
    const made = kernel();
    if (!made.writes.some((node) => read.has(node))) return [];
    made.reads.forEach((node) => read.add(node));
    return [made];
  });
  return found.toReversed();
};
