import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { isElementwise, stored, type Applied } from '../../graph.js';
import { readsOf } from '../kernels/elements.js';
import type { EventUpdate, Update } from '../kernels/event-tail.js';
import { dirtyWord } from '../kernels/kernel.js';
import { areOwn, besideSpikes, dependents, isSwitch, readsBy, stillness, type Analyses, type Uses } from './still.js';
import { synapseUpdates } from './synapse-updates.js';
import { isOuter } from './values.js';

/** The variables that events alone change. */
export const eventUpdatesIn = (
  nodes: readonly Node[],
  variables: readonly { readonly before: Node; readonly after: Node }[],
  analyses: Analyses,
) => {
  const lasting = variables.map(({ after }) => stored(after));
  const uses = readsBy(nodes);
  for (const node of lasting) uses.set(node, (uses.get(node) ?? 0) + 1);
  const bySynapses = synapseUpdates(uses, analyses, variables);
  const hasProduct = asLongAsSome(nodes, (node) => isDriven(node, analyses));
  const hasSwitch = asLongAsSome(nodes, isSwitch);
  const found = variables.flatMap(({ before, after }) => {
    if (before._tag !== 'Input' || !isElementwise(after) || lasting.includes(before)) return [];
    const made =
      (hasProduct(before) ? outerUpdate(before, after, uses, analyses) : undefined) ??
      bySynapses(before, after) ??
      (hasSwitch(before) ? nowAndThen(before, after, uses, analyses) : undefined);
    return made ? [{ before, after, dirty: dirtyWord(), ...made }] : [];
  });
  // What updates read is not to be written over while they run; those by one truth can come before the others.
  const operandsOf = (updates: readonly Update[]): ReadonlySet<Node> =>
    new Set(updates.flatMap(({ reads, products }) => [...reads, ...products.flatMap(({ args }) => args)]).map(stored));
  const [all, late] = [operandsOf(found), operandsOf(found.filter(isByEvents))];
  return found.filter((update) => !(isByEvents(update) ? late : all).has(update.before));
};

/** Whether a variable is as long as some node of a kind: most have no such node, and are not looked at any further. */
const asLongAsSome = (nodes: readonly Node[], isOne: (node: Node) => boolean): ((variable: Node) => boolean) => {
  const sizes = new Set(nodes.filter(isOne).map(({ shape }) => size(shape)));
  return ({ shape }) => sizes.has(size(shape));
};

/** Whether a node is an outer product that is 0 where some neurons are silent. */
const isDriven = (node: Node, { supportOf }: Pick<Analyses, 'supportOf'>): node is Applied =>
  isOuter(node) && supportOf(node) !== 'everywhere';

const isByEvents = (update: Update): boolean => update.products.length > 0;

/** The form of a new value that is the old one but where one truth, of all its elements, is there. */
const nowAndThen = (
  before: Node,
  after: Applied,
  uses: Uses,
  { literalOf, boundOf }: Analyses,
): Found<Update> | undefined => {
  if (before.dtype !== 'f32') return undefined;
  const count = size(before.shape);
  const isAsLong = (node: Node): boolean => size(node.shape) === count;
  const direct = dependents(after, (node) => node === before);
  // Most new values are told apart here, before their operands are looked at: those are their own by themselves.
  if (!direct.every(isAsLong) || !areOwn(direct, direct, uses)) return undefined;
  const nodes = withOwnOperands(direct, isAsLong, uses);
  const reads = readsOf(nodes, { literalOf }).filter((node) => node !== before);
  if (!reads.every((node) => isAsLong(node) || size(node.shape) === 1)) return undefined;
  const never = (): boolean => false;
  const still = stillness(before, after, boundOf, besideSpikes(nodes, never, boundOf), never);
  return still && still.wakes.length > 0 ? { ...still, nodes, reads, products: [], covers: nodes } : undefined;
};

/** Some nodes, and before them those element-by-element ones, as long as them, that nothing else reads. */
const withOwnOperands = (
  nodes: readonly Applied[],
  isAsLong: (node: Node) => boolean,
  uses: Uses,
): readonly Applied[] => {
  const reads = new Map<Node, number>();
  const inside = new Set<Node>(nodes);
  const isOwn = (node: Node): node is Applied =>
    isElementwise(node) && isAsLong(node) && !inside.has(node) && reads.get(node) === uses.get(node);
  const found: (readonly Applied[])[] = [];
  for (let added = nodes; added.length > 0;) {
    found.push(added);
    for (const [arg, count] of readsBy(added)) reads.set(arg, (reads.get(arg) ?? 0) + count);
    added = [...readsBy(added).keys()].filter(isOwn);
    added.forEach((node) => inside.add(node));
  }
  return found.toReversed().flat();
};

type Found<U extends Update> = Omit<U, 'before' | 'after' | 'dirty'>;

/** The event-driven form of the new value of a matrix, if it has one. */
const outerUpdate = (
  before: Node,
  after: Applied,
  uses: Uses,
  { literalOf, supportOf, boundOf }: Analyses,
): Found<EventUpdate> | undefined => {
  const driven = (node: Node): node is Applied => isDriven(node, { supportOf });
  const nodes = dependents(after, (node) => node === before || driven(node));
  const leaves = readsOf(nodes, { literalOf }).filter((node) => node !== before);
  const products = leaves.filter(driven);
  const reads = leaves.filter((node) => !driven(node));
  const count = size(before.shape);
  const fits =
    products.length > 0 &&
    [before, ...nodes, ...products].every(({ shape }) => size(shape) === count) &&
    reads.every(({ shape }) => size(shape) === count || size(shape) === 1) &&
    areOwn([...nodes, ...products], nodes, uses);
  if (!fits) return undefined;
  const still = stillness(before, after, boundOf, besideSpikes(nodes, driven, boundOf), driven);
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
