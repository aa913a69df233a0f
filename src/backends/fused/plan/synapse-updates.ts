import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { eachOf, packedIn } from '../../../core/places.js';
import { size } from '../../../core/shape.js';
import type { Tensor } from '../../../core/tensor.js';
import { dependents, stored, type Applied } from '../../graph.js';
import { arrivalsOf, type Arrivals } from '../kernels/ring.js';
import { readsOf } from '../kernels/elements.js';
import { endOf, isGather, isSameEnd, type End, type Gather, type SpikingEnd } from '../kernels/ends.js';
import { areFew, placesBy, synapsesOf, type SynapseIndex } from '../kernels/synapse-index.js';
import { tableOf, type Constant, type Table } from '../kernels/kernel.js';
import type { Joined, SynapseUpdate } from '../kernels/synapse-update.js';
import { besideSpikes, type Analyses, type UpdateOf } from './still.js';
import { bounding, isSparse } from './values.js';

/**
 * Finds the event-driven form of the new value of a variable with one number for each synapse (or one in each batch row): what is
 * gathered at the ends of synapses tells which of them spike. The index of the synapses of each neuron is made once.
 */
export const synapseUpdates = (
  updateOf: UpdateOf,
  { literalOf, supportOf, boundOf }: Analyses,
  variables: readonly { readonly before: Node; readonly after: Node }[],
) => {
  const rings = new Map<Node, Arrivals | undefined>();
  /** The lists of spikes in a ring: updates share them. */
  const arrivalsIn = (ring: Node): Arrivals | undefined =>
    remembered(rings, ring, () => {
      const variable = variables.find(({ after }) => stored(after) === ring);
      return variable && arrivalsOf(variable.before, variable.after);
    });
  const indices = new Map<Node, Map<number, SynapseIndex>>();
  const tables = new Map<Node, Table>();
  const indexOf = (places: Constant, n: number): SynapseIndex =>
    remembered(
      remembered(indices, places, () => new Map<number, SynapseIndex>()),
      n,
      () => synapsesOf(places.value, n),
    );
  const tableAt = (places: Constant, n: number): Table =>
    remembered(tables, places, () => tableOf(eachOf(places.value, n)));
  /** The nodes that lead from values at the ends of synapses, and no others, to a joining of batch rows. */
  const withinOf = (node: Node): readonly Applied[] | undefined => {
    if (!isJoining(node)) return undefined;
    const within = dependents(node.args[0]!, isGathered);
    return readsOf([...within, node], { literalOf }).every(isGathered) ? within : undefined;
  };
  const isDriver = (node: Node): node is Gather => isGather(node) && isSparse(supportOf(node));
  return (before: Node, after: Applied): SynapseUpdate | undefined => {
    const isSource = (node: Node): boolean => node === before || isGathered(node) || withinOf(node) !== undefined;
    const nodes = dependents(after, isSource);
    const leaves = readsOf(nodes, { literalOf }).filter((node) => node !== before);
    const joined = leaves.flatMap((node): readonly Joined[] => {
      const within = withinOf(node);
      return within ? [{ node: node as Applied, within }] : [];
    });
    const within = [...new Set(joined.flatMap((joining) => joining.within))];
    const ends = leaves.filter(isGathered);
    const innerEnds = readsOf([...within, ...joined.map(({ node }) => node)], { literalOf });
    const products = [...new Set([...ends, ...innerEnds].map(stored))].filter(isGather);
    const drivers = products.filter(isDriver);
    if (drivers.length === 0 || size(before.shape) === 0) return undefined;

    const reads = leaves.filter((node) => !isGathered(node) && !joined.some((joining) => joining.node === node));
    const [rows, synapses] = products[0]!.shape as [number, number];
    const count = joined.length > 0 ? synapses : rows * synapses;
    const own: readonly Applied[] = [...within, ...joined.map(({ node }) => node), ...nodes];
    const fits =
      products.every(({ shape }) => shape[0] === rows && shape[1] === synapses) &&
      products.every((node) => isNever(endOf(node).places.value, -1)) &&
      [before, ...ends, ...joined.map(({ node }) => node)].every(({ shape }) => size(shape) === count) &&
      within.every(({ shape }) => size(shape) === rows * synapses) &&
      (joined.length === 0 || ends.length === 0);
    if (!fits) return undefined;

    const isZero = (node: Node): boolean => drivers.includes(stored(node) as Gather);
    const boundBeside = bounding(besideSpikes(own, isZero, boundOf));
    // Rows without spikes are left out of sums.
    const addNothing = joined.every(({ node }) => node.op === 'maxOver' || boundBeside(node.args[0]!) === 0);
    const update = updateOf(before, after, { nodes, reads, products, covers: own }, isZero);
    if (update === undefined || !addNothing) return undefined;
    const spiking = drivers.map((node) => ({ node, end: endOf(node) }));
    const walks = spiking
      .filter(({ end }, k) => spiking.findIndex((other) => isSameEnd(other.end, end)) === k)
      .map(({ end }): SpikingEnd => {
        const own = spiking.filter((other) => isSameEnd(other.end, end));
        const [spikes, gathers] = [own.map((other) => other.end.of), own.map(({ node }) => node)];
        const arrivals = joined.length === 0 && own.length === 1 ? arrivalsIn(stored(end.of)) : undefined;
        const index = indexOf(end.places, end.n);
        return { end, spikes, gathers, arrivals, index, listed: placesIn(products.map(endOf), end, index) };
      })
      // Synapses of a walk are looked up at the ends of those before: of fewer neurons more is in the nearest cache.
      .toSorted((a, b) => a.end.n - b.end.n);
    const lists = walks.flatMap(({ arrivals }) => arrivals ?? []);
    const ofEnds = products.map(endOf).map(({ places, n }) => [places, tableAt(places, n)] as const);
    return { ...update, joined, tables: new Map(ofEnds), walks, lists };
  };
};

/**
 * The places in rings at the other ends of synapses, in the order of an index: those of synapses that are far apart would be too, and a ring
 * is so long that little of it is in the nearest cache.
 */
const placesIn = (ends: readonly End[], end: End, index: SynapseIndex): ReadonlyMap<Constant, Table> => {
  const others = areFew(index, end.n) ? [] : ends.filter(({ at, places }) => at !== undefined && places !== end.places);
  return new Map(
    others.flatMap(({ places, n }) => {
      const listed = placesBy(index, eachOf(places.value, n));
      return listed ? [[places, listed] as const] : [];
    }),
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
