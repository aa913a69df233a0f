import type { Node } from '../../../core/graph/graph.js';
import { eachOf } from '../../../core/places.js';
import { remembered } from '../../../core/record.js';
import { stored } from '../../graph.js';
import { endOf, isSameEnd, type End, type Gather, type SpikingEnd } from '../kernels/ends.js';
import type { Change, Constant, Table } from '../kernels/kernel.js';
import { arrivalsOf, type Arrivals } from '../kernels/ring.js';
import { areFew, placesBy, synapsesOf, type SynapseIndex } from '../kernels/synapse-index.js';

/** How spikes walk along synapses, by the ends at which they are; the synapses of each neuron there are found once. */
export const walking = (variables: readonly Change[]) => {
  const rings = new Map<Node, Arrivals | undefined>();
  /** The lists of spikes in a ring: updates share them. */
  const arrivalsIn = (ring: Node): Arrivals | undefined =>
    remembered(rings, ring, () => {
      const variable = variables.find(({ after }) => stored(after) === ring);
      return variable && arrivalsOf(variable.before, variable.after);
    });
  const indices = new Map<Node, Map<number, SynapseIndex>>();
  const indexOf = ({ places, n }: End): SynapseIndex =>
    remembered(
      remembered(indices, places, () => new Map<number, SynapseIndex>()),
      n,
      () => synapsesOf(places.value, n),
    );
  return (drivers: readonly Gather[], products: readonly Gather[], areJoined: boolean): readonly SpikingEnd[] => {
    const spiking = drivers.map((node) => ({ node, end: endOf(node) }));
    return (
      spiking
        .filter(({ end }, k) => spiking.findIndex((other) => isSameEnd(other.end, end)) === k)
        .map(({ end }): SpikingEnd => {
          const own = spiking.filter((other) => isSameEnd(other.end, end));
          const [spikes, gathers] = [own.map((other) => other.end.of), own.map(({ node }) => node)];
          const arrivals = !areJoined && own.length === 1 ? arrivalsIn(stored(end.of)) : undefined;
          const index = indexOf(end);
          return { end, spikes, gathers, arrivals, index, listed: placesIn(products.map(endOf), end, index) };
        })
        // Synapses of a walk are looked up at the ends of those before: of fewer neurons more is in the nearest cache.
        .toSorted((a, b) => a.end.n - b.end.n)
    );
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
