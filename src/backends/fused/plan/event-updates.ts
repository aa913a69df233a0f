import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { dependents, isElementwise, readersOf, stored, type Applied } from '../../graph.js';
import { readsOf } from '../kernels/elements.js';
import type { EventUpdate, Update } from '../kernels/event-tail.js';
import { dirtyWord, type Change } from '../kernels/kernel.js';
import { besideSpikes, mayStay, stillness, type Analyses, type UpdateOf } from './still.js';
import { synapseUpdates } from './synapse-updates.js';
import { isOuter, type Support } from './values.js';

/** The variables that events alone change. */
export const eventUpdatesIn = (nodes: readonly Node[], variables: readonly Change[], analyses: Analyses) => {
  const { boundOf } = analyses;
  const lasting = variables.map(({ after }) => stored(after));
  const kept = new Set(lasting);
  const readers = readersOf(nodes);
  const isOnlyIn: OnlyIn = (inside, node) =>
    !kept.has(node) && (readers.get(node) ?? []).every((reader) => inside.has(reader));
  const updateOf: UpdateOf = (before, after, form, isZero) => {
    const { nodes: made, reads, products, covers } = form;
    const count = size(before.shape);
    const fits =
      made.every(({ shape }) => size(shape) === count) &&
      reads.every(({ shape }) => size(shape) === count || size(shape) === 1);
    const own = covers.filter((node) => !products.includes(node));
    const inside = new Set<Node>(own);
    if (!fits || !covers.every((node) => node === after || isOnlyIn(inside, node))) return undefined;
    const still = stillness(before, after, boundOf, besideSpikes(own, isZero, boundOf));
    const changes = products.length > 0 || (still !== undefined && still.wakes.length > 0);
    return still && changes ? { before, after, dirty: dirtyWord(), ...form, ...still } : undefined;
  };
  const bySynapses = synapseUpdates(updateOf, analyses, variables);
  const found = variables.flatMap(({ before, after }) => {
    if (before._tag !== 'Input' || !isElementwise(after) || kept.has(before) || !mayStay(before, after)) return [];
    if (readers.has(after) || lasting.indexOf(after) < lasting.lastIndexOf(after)) return [];
    const update =
      byProducts(before, after, updateOf, analyses) ??
      bySynapses(before, after) ??
      nowAndThen(before, after, updateOf, analyses, isOnlyIn);
    return update ? [update] : [];
  });
  // What updates read is not to be written over while they run; those by one truth can come before the others.
  const operandsOf = (updates: readonly Update[]): ReadonlySet<Node> =>
    new Set(updates.flatMap(({ reads, products }) => [...reads, ...products.flatMap(({ args }) => args)]).map(stored));
  const [all, late] = [operandsOf(found), operandsOf(found.filter(isByEvents))];
  return found.filter((update) => !(isByEvents(update) ? late : all).has(update.before));
};

const isByEvents = (update: Update): boolean => update.products.length > 0;

/** Whether a node becomes no variable, and nothing reads it but some nodes. */
type OnlyIn = (inside: ReadonlySet<Node>, node: Node) => boolean;

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
  isOnlyIn: OnlyIn,
): Update | undefined => {
  if (before.dtype !== 'f32') return undefined;
  const direct = dependents(after, (node) => node === before);
  const nodes = withOwnOperands(direct, size(before.shape), isOnlyIn);
  const reads = readsOf(nodes, { literalOf }).filter((node) => node !== before);
  return updateOf(before, after, { nodes, reads, products: [], covers: nodes }, () => false);
};

/** Some nodes, and before them those element-by-element ones, as long as them, that nothing else reads. */
const withOwnOperands = (nodes: readonly Applied[], count: number, isOnlyIn: OnlyIn): readonly Applied[] => {
  const inside = new Set<Node>(nodes);
  const isOwn = (node: Node): node is Applied =>
    isElementwise(node) && size(node.shape) === count && !inside.has(node) && isOnlyIn(inside, node);
  const found: (readonly Applied[])[] = [];
  for (let added = nodes; added.length > 0;) {
    found.push(added);
    added = [...new Set(added.flatMap(({ args }) => args))].filter(isOwn);
    added.forEach((node) => inside.add(node));
  }
  return found.toReversed().flat();
};
