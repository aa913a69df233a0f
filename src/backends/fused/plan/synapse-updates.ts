import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { eachOf, packedIn } from '../../../core/places.js';
import { size } from '../../../core/shape.js';
import type { Tensor } from '../../../core/tensor.js';
import { dependents, stored, type Applied } from '../../graph.js';
import { readsOf } from '../kernels/elements.js';
import { endOf, isGather, type Gather } from '../kernels/ends.js';
import { tableOf, type Change, type Constant, type Table } from '../kernels/kernel.js';
import type { Joined, SynapseUpdate } from '../kernels/synapse-update.js';
import { besideSpikes, type Analyses, type UpdateOf } from './still.js';
import { walking } from './synapse-walks.js';
import { bounding, isSparse } from './values.js';

/**
 * Finds the event-driven form of the new value of a variable with one number for each synapse (or one in each batch row): what is
 * gathered at the ends of synapses tells which of them spike. The index of the synapses of each neuron is made once.
 */
export const synapseUpdates = (updateOf: UpdateOf, analyses: Analyses, variables: readonly Change[]) => {
  const { supportOf, boundOf } = analyses;
  const walksOf = walking(variables);
  const tables = new Map<Node, Table>();
  const tableAt = (places: Constant, n: number): Table =>
    remembered(tables, places, () => tableOf(eachOf(places.value, n)));
  const isDriver = (node: Node): node is Gather => isGather(node) && isSparse(supportOf(node));
  return (before: Node, after: Applied): SynapseUpdate | undefined => {
    const parts = partsOf(before, after, analyses);
    const { nodes, reads, products, covers, joined } = parts;
    const drivers = products.filter(isDriver);
    if (drivers.length === 0 || size(before.shape) === 0 || !areAsMany(parts)) return undefined;
    const isZero = (node: Node): boolean => drivers.includes(stored(node) as Gather);
    const boundBeside = bounding(besideSpikes(covers, isZero, boundOf));
    // Rows without spikes are left out of sums.
    const addNothing = joined.every(({ node }) => node.op === 'maxOver' || boundBeside(node.args[0]!) === 0);
    const update = updateOf(before, after, { nodes, reads, products, covers }, isZero);
    if (update === undefined || !addNothing) return undefined;
    const walks = walksOf(drivers, products, joined.length > 0);
    const lists = walks.flatMap(({ arrivals }) => arrivals ?? []);
    const ofEnds = products.map(endOf).map(({ places, n }) => [places, tableAt(places, n)] as const);
    return { ...update, joined, tables: new Map(ofEnds), walks, lists };
  };
};

/** The nodes of a new value by what they do: its formula, what is joined of batch rows, and what is gathered at the ends of synapses. */
const partsOf = (before: Node, after: Applied, { literalOf }: Pick<Analyses, 'literalOf'>) => {
  /** The nodes that lead from values at the ends of synapses, and no others, to a joining of batch rows. */
  const withinOf = (node: Node): readonly Applied[] | undefined => {
    if (!isJoining(node)) return undefined;
    const within = dependents(node.args[0]!, isGathered);
    return readsOf([...within, node], { literalOf }).every(isGathered) ? within : undefined;
  };
  const isSource = (node: Node): boolean => node === before || isGathered(node) || withinOf(node) !== undefined;
  const nodes = dependents(after, isSource);
  const leaves = readsOf(nodes, { literalOf }).filter((node) => node !== before);
  const joined = leaves.flatMap((node): readonly Joined[] => {
    const within = withinOf(node);
    return within ? [{ node: node as Applied, within }] : [];
  });
  const joinings = joined.map(({ node }) => node);
  const within = [...new Set(joined.flatMap((joining) => joining.within))];
  const ends = leaves.filter(isGathered);
  const innerEnds = readsOf([...within, ...joinings], { literalOf });
  return {
    nodes,
    reads: leaves.filter((node) => !isGathered(node) && !joinings.includes(node as Applied)),
    products: [...new Set([...ends, ...innerEnds].map(stored))].filter(isGather),
    covers: [...within, ...joinings, ...nodes] as readonly Applied[],
    joined,
    /** Values that have one number for each synapse, where batch rows are joined, else one in each row. */
    single: [before, ...ends, ...joinings],
    ends,
    within,
  };
};

/** Whether all of these are of the same synapses, and batch rows are joined in all of them, or in none. */
const areAsMany = ({ products, joined, single, ends, within }: ReturnType<typeof partsOf>): boolean => {
  const [rows, synapses] = products[0]!.shape as [number, number];
  const count = joined.length > 0 ? synapses : rows * synapses;
  return (
    products.every(({ shape }) => shape[0] === rows && shape[1] === synapses) &&
    products.every((node) => isNever(endOf(node).places.value, -1)) &&
    single.every(({ shape }) => size(shape) === count) &&
    within.every(({ shape }) => size(shape) === rows * synapses) &&
    (joined.length === 0 || ends.length === 0)
  );
};

/** Whether no place is such a number. */
const isNever = (places: Tensor, value: number): boolean =>
  packedIn(places) !== undefined || !places.data.includes(value);

/** What has been gathered at the ends of synapses. */
const isGathered = (node: Node): boolean => isGather(stored(node));

/** One value of those of all batch rows: their sum, or the largest. */
const isJoining = (node: Node): node is Applied =>
  node._tag === 'Apply' &&
  (node.op === 'sum' || node.op === 'maxOver') &&
  node.attribute.join() === '0' &&
  node.dtype === 'f32';
