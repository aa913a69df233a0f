import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { tensor } from '../../../core/tensor.js';
import { isElementwise, stored, type Applied } from '../../graph.js';
import type { EventUpdate, Update } from '../kernels/event-tail.js';
import { constantOf } from '../kernels/kernel.js';
import { areOwn, dependents, leavesOf, stillness, type Analyses, type Uses } from './still.js';
import { synapseUpdates } from './synapse-updates.js';
import { isOuter } from './values.js';

/** The variables that events alone change. */
export const eventUpdatesIn = (
  nodes: readonly Node[],
  variables: readonly { readonly before: Node; readonly after: Node }[],
  analyses: Analyses,
) => {
  const lasting = variables.map(({ after }) => stored(after));
  const uses = new Map<Node, number>();
  for (const node of [...nodes.flatMap((node) => (node._tag === 'Apply' ? node.args : [])), ...lasting])
    uses.set(node, (uses.get(node) ?? 0) + 1);
  const bySynapses = synapseUpdates(uses, analyses);
  const found = variables.flatMap(({ before, after }) => {
    if (before._tag !== 'Input' || !isElementwise(after) || lasting.includes(before)) return [];
    const fresh = constantOf(tensor([1], [-1], 'i32'));
    const made =
      outerUpdate(before, after, uses, analyses) ??
      bySynapses(before, after) ??
      nowAndThen(before, after, uses, analyses);
    return made ? [{ before, after, fresh, ...made }] : [];
  });
  // What updates read is not to be written over while they run; those by one truth can come before the others.
  const operandsOf = (updates: readonly Update[]): ReadonlySet<Node> =>
    new Set(updates.flatMap(({ reads, products }) => [...reads, ...products.flatMap(({ args }) => args)]).map(stored));
  const [all, late] = [operandsOf(found), operandsOf(found.filter(isByEvents))];
  return found.filter((update) => !(isByEvents(update) ? late : all).has(update.before));
};

const isByEvents = (update: Update): boolean => update.products.length > 0;

/** The form of a new value that is the old one but where one truth, of all its elements, is there. */
const nowAndThen = (
  before: Node,
  after: Applied,
  uses: Uses,
  { literalOf, boundOf }: Analyses,
): Found<Update> | undefined => {
  const count = size(before.shape);
  const direct = dependents(after, (node) => node === before);
  const nodes = withOwnOperands(direct, (node) => size(node.shape) === count, uses);
  const reads = leavesOf(nodes, { literalOf }).filter((node) => node !== before);
  const fits =
    before.dtype === 'f32' &&
    nodes.every(({ shape }) => size(shape) === count) &&
    reads.every(({ shape }) => size(shape) === count || size(shape) === 1) &&
    areOwn(nodes, nodes, uses);
  const isInside = (node: Node): boolean => nodes.includes(node as Applied) || node._tag === 'Constant';
  const inside = (node: Node): number | undefined => (isInside(node) ? undefined : boundOf(node));
  const still = fits ? stillness(before, after, boundOf, inside, () => false) : undefined;
  return still && still.wakes.length > 0 ? { ...still, nodes, reads, products: [], covers: nodes } : undefined;
};

/** Some nodes, and before them those element-by-element ones, as long as them, that nothing else reads. */
const withOwnOperands = (
  nodes: readonly Applied[],
  isAsLong: (node: Node) => boolean,
  uses: Uses,
): readonly Applied[] => {
  const used = new Map<Node, number>();
  for (const { args } of nodes) for (const arg of args) used.set(arg, (used.get(arg) ?? 0) + 1);
  const inside = new Set<Node>(nodes);
  const isOwn = (node: Node): node is Applied =>
    isElementwise(node) && isAsLong(node) && !inside.has(node) && used.get(node) === uses.get(node);
  const more = [...used.keys()].filter(isOwn);
  return more.length === 0 ? nodes : withOwnOperands([...more, ...nodes], isAsLong, uses);
};

type Found<U extends Update> = Omit<U, 'before' | 'after' | 'fresh'>;

/** The event-driven form of the new value of a matrix, if it has one. */
const outerUpdate = (
  before: Node,
  after: Applied,
  uses: Uses,
  { literalOf, supportOf, boundOf }: Analyses,
): Found<EventUpdate> | undefined => {
  const driven = (node: Node): node is Applied => isOuter(node) && supportOf(node) !== 'everywhere';
  const nodes = dependents(after, (node) => node === before || driven(node));
  const leaves = leavesOf(nodes, { literalOf }).filter((node) => node !== before);
  const products = leaves.filter(driven);
  const reads = leaves.filter((node) => !driven(node));
  const count = size(before.shape);
  const fits =
    products.length > 0 &&
    [before, ...nodes, ...products].every(({ shape }) => size(shape) === count) &&
    reads.every(({ shape }) => size(shape) === count || size(shape) === 1) &&
    areOwn([...nodes, ...products], nodes, uses);
  if (!fits) return undefined;
  const isInside = (node: Node): boolean => nodes.includes(node as Applied) || node._tag === 'Constant';
  const inside = (node: Node): number | undefined => (driven(node) ? 0 : isInside(node) ? undefined : boundOf(node));
  const still = stillness(before, after, boundOf, inside, driven);
  return (
    still && {
      ...still,
      nodes,
      reads,
      products,
      covers: [...nodes, ...products],
      preEvents: products.filter((node) => supportOf(node) === 'rows'),
      postEvents: products.filter((node) => supportOf(node) === 'columns'),
    }
  );
};
