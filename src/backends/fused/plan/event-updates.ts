import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { dependents, isElementwise, stored, type Applied } from '../../graph.js';
import { readsOf } from '../kernels/elements.js';
import type { EventUpdate, Update } from '../kernels/event-tail.js';
import { dirtyWord } from '../kernels/kernel.js';
import { besideSpikes, mayStay, stillness, type Analyses, type UpdateOf } from './still.js';
import { synapseUpdates } from './synapse-updates.js';
import { isOuter, type Support } from './values.js';

/** The variables that events alone change. */
export const eventUpdatesIn = (
  nodes: readonly Node[],
  variables: readonly { readonly before: Node; readonly after: Node }[],
  analyses: Analyses,
) => {
  const { boundOf } = analyses;
  const lasting = variables.map(({ after }) => stored(after));
  const uses = readsBy(nodes);
  for (const node of lasting) uses.set(node, (uses.get(node) ?? 0) + 1);
  const updateOf: UpdateOf = (before, after, form, isZero) => {
    const { nodes: made, reads, products, covers } = form;
    const count = size(before.shape);
    const fits =
      made.every(({ shape }) => size(shape) === count) &&
      reads.every(({ shape }) => size(shape) === count || size(shape) === 1);
    const own = covers.filter((node) => !products.includes(node));
    if (!fits || !areOwn(covers, own, uses)) return undefined;
    const still = stillness(before, after, boundOf, besideSpikes(own, isZero, boundOf));
    const changes = products.length > 0 || (still !== undefined && still.wakes.length > 0);
    return still && changes ? { before, after, dirty: dirtyWord(), ...form, ...still } : undefined;
  };
  const bySynapses = synapseUpdates(updateOf, analyses, variables);
  const found = variables.flatMap(({ before, after }) => {
    if (before._tag !== 'Input' || !isElementwise(after) || lasting.includes(before) || !mayStay(before, after))
      return [];
    const update =
      byProducts(before, after, updateOf, analyses) ??
      bySynapses(before, after) ??
      nowAndThen(before, after, updateOf, analyses, uses);
    return update ? [update] : [];
  });
  // What updates read is not to be written over while they run; those by one truth can come before the others.
  const operandsOf = (updates: readonly Update[]): ReadonlySet<Node> =>
    new Set(updates.flatMap(({ reads, products }) => [...reads, ...products.flatMap(({ args }) => args)]).map(stored));
  const [all, late] = [operandsOf(found), operandsOf(found.filter(isByEvents))];
  return found.filter((update) => !(isByEvents(update) ? late : all).has(update.before));
};

const isByEvents = (update: Update): boolean => update.products.length > 0;

/** How often each node is read, or becomes a variable. */
type Uses = ReadonlyMap<Node, number>;

/** How often each node is read by some nodes. */
const readsBy = (nodes: readonly Node[]): Map<Node, number> => {
  const reads = new Map<Node, number>();
  for (const node of nodes)
    if (node._tag === 'Apply') for (const arg of node.args) reads.set(arg, (reads.get(arg) ?? 0) + 1);
  return reads;
};

/** Whether no node but some (of which the last becomes a variable) reads any of some values. */
const areOwn = (values: readonly Node[], nodes: readonly Applied[], uses: Uses): boolean => {
  const reads = readsBy(nodes);
  return values.every((node) => (node === nodes.at(-1) ? 1 : (reads.get(node) ?? 0)) === uses.get(node));
};

/** The update of a matrix that outer products change where spikes are. */
const byProducts = (
  before: Node,
  after: Applied,
  updateOf: UpdateOf,
  { literalOf, supportOf }: Analyses,
): EventUpdate | undefined => {
  const isDriven = (node: Node): node is Applied => isOuter(node) && supportOf(node) !== 'everywhere';
  const nodes = dependents(after, (node) => node === before || isDriven(node));
  const leaves = readsOf(nodes, { literalOf }).filter((node) => node !== before);
  const products = leaves.filter(isDriven);
  const areAsLong = products.every(({ shape }) => size(shape) === size(before.shape));
  if (products.length === 0 || !areAsLong) return undefined;
  const reads = leaves.filter((node) => !isDriven(node));
  const update = updateOf(before, after, { nodes, reads, products, covers: [...nodes, ...products] }, isDriven);
  const by = (support: Support) => products.filter((node) => supportOf(node) === support);
  return update && { ...update, preEvents: by('rows'), postEvents: by('columns') };
};

/** The update of a variable that stays as it is but where one truth, of all its elements, is there. */
const nowAndThen = (
  before: Node,
  after: Applied,
  updateOf: UpdateOf,
  { literalOf }: Analyses,
  uses: Uses,
): Update | undefined => {
  if (before.dtype !== 'f32') return undefined;
  const direct = dependents(after, (node) => node === before);
  const nodes = withOwnOperands(direct, size(before.shape), uses);
  const reads = readsOf(nodes, { literalOf }).filter((node) => node !== before);
  return updateOf(before, after, { nodes, reads, products: [], covers: nodes }, () => false);
};

/** Some nodes, and before them those element-by-element ones, as long as them, that nothing else reads. */
const withOwnOperands = (nodes: readonly Applied[], count: number, uses: Uses): readonly Applied[] => {
  const reads = new Map<Node, number>();
  const inside = new Set<Node>(nodes);
  const isOwn = (node: Node): node is Applied =>
    isElementwise(node) && size(node.shape) === count && !inside.has(node) && reads.get(node) === uses.get(node);
  const found: (readonly Applied[])[] = [];
  for (let added = nodes; added.length > 0;) {
    found.push(added);
    for (const [arg, count] of readsBy(added)) reads.set(arg, (reads.get(arg) ?? 0) + count);
    added = [...readsBy(added).keys()].filter(isOwn);
    added.forEach((node) => inside.add(node));
  }
  return found.toReversed().flat();
};
