import type { Node } from '../../../core/graph/graph.js';
import { axesOf } from '../../../core/ops.js';
import { size } from '../../../core/shape.js';
import { isMapped, stored, type Applied } from './nodes.js';
import { boundOf, ordinary } from './reach.js';
import { holdsStill } from './still.js';

/**
 * New values of a variable that differ from the old ones only in the rows of spiking presynaptic neurons and the columns of
 * spiking postsynaptic ones: `w' = f(w, outer(pre.s, b), outer(a, post.s))` with `f(w, 0, 0) = w` (once f has been applied to
 * all of w). It computes those rows and columns, and leaves the rest where it lies.
 */
export interface EventUpdate {
  readonly _tag: 'EventUpdate';
  readonly before: Node;
  readonly after: Applied;
  /** The nodes of f, operands first. */
  readonly nodes: readonly Applied[];
  /** Whether new values have to be looked at: as long as one is extraordinary, all of them are computed. */
  readonly guarded: boolean;
  /** The outer product whose rows are driven by spikes, and the one whose columns are. */
  readonly preEvents: Product | undefined;
  readonly postEvents: Product | undefined;
  /** Constants of the variable's shape that f reads. */
  readonly constants: readonly Node[];
  /** All that is computed here and nowhere else. */
  readonly covers: readonly Node[];
}

/** The variables that events alone change. */
export const eventUpdatesIn = (
  nodes: readonly Node[],
  variables: readonly { readonly before: Node; readonly after: Node }[],
): readonly EventUpdate[] => {
  const lasting = variables.map(({ after }) => stored(after));
  const read = nodes.flatMap((node) => (node._tag === 'Apply' ? node.args : []));
  const uses = new Map<Node, number>();
  for (const node of [...read, ...lasting]) uses.set(node, (uses.get(node) ?? 0) + 1);
  const found = variables.flatMap(({ before, after }) => {
    const update = lasting.includes(before) ? undefined : updateOf(before, after, uses);
    return update === undefined ? [] : [update];
  });
  // Products are made row by row, so not of what an update writes over.
  const products = found.flatMap(({ preEvents, postEvents }) => [preEvents, postEvents]);
  const factors = new Set(products.flatMap((product) => product?.args.map(stored) ?? []));
  return found.filter(({ before }) => !factors.has(before));
};

/** The event-driven form of a variable's new value, if it has one. `uses` counts how often a node is read, or becomes a variable. */
const updateOf = (before: Node, after: Node, uses: ReadonlyMap<Node, number>): EventUpdate | undefined => {
  if (before._tag !== 'Input' || !isMapped(after)) return undefined;
  const still = (most: number): boolean => holdsStill(after, before, most, isOuter);
  const guarded = !still(boundOf(after));
  if (guarded && !still(ordinary)) return undefined;
  const found = new Set<Node>();
  const visit = (node: Node): void => {
    if (found.has(node)) return;
    if (isMapped(node)) node.args.forEach(visit);
    found.add(node);
  };
  visit(after);
  const nodes = [...found].filter(isMapped);
  const leaves = [...found].filter((node) => !isMapped(node));
  const products = [...found].flatMap((node) => (isOuter(node) ? [node] : []));
  const constants = leaves.filter((node) => node._tag === 'Constant' && size(node.shape) > 1);
  const preEvents = products.filter(({ args: [pre] }) => pre!.dtype === 'bool');
  const postEvents = products.filter(({ args: [pre, post] }) => pre!.dtype !== 'bool' && post!.dtype === 'bool');
  const count = size(before.shape);
  const fits =
    [before, ...nodes, ...products, ...constants].every(({ shape }) => size(shape) === count) &&
    preEvents.length <= 1 &&
    postEvents.length <= 1 &&
    preEvents.length + postEvents.length === products.length &&
    products.length > 0 &&
    leaves.every((node) => node === before || node._tag === 'Constant' || isOuter(node)) &&
    // Nobody else may want what is not computed in full.
    [...nodes, ...products].every((node) => (node === after ? 1 : readers(nodes, node)) === uses.get(node));
  return fits
    ? {
        _tag: 'EventUpdate',
        before,
        after,
        nodes,
        guarded,
        preEvents: preEvents[0],
        postEvents: postEvents[0],
        constants,
        covers: [...nodes, ...products],
      }
    : undefined;
};

const readers = (nodes: readonly Applied[], node: Node): number =>
  nodes.reduce((sum, { args }) => sum + args.filter((arg) => arg === node).length, 0);

export type Product = Applied & { readonly op: 'contract' };

/** `[b, m]` and `[b, n]` to `[m, n]`, summed over the batch, or the largest of it. */
const isOuter = (node: Node): node is Product => {
  if (node._tag !== 'Apply' || node.op !== 'contract') return false;
  const [x, y, out] = axesOf(node.attribute[0] as string);
  return x.length === 2 && y.length === 2 && out.length === 2 && x[0] === y[0] && x[1] === out[0] && y[1] === out[1];
};
