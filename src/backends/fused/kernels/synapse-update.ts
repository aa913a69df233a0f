import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, int, type Operand, type Value } from '../ir/ir.js';
import type { Arrivals } from './ring.js';
import { bitsAt, forEachRow } from './batch-rows.js';
import { compute } from './elements.js';
import { isAllDue, tailOf, updateKernel, type Update } from './event-tail.js';
import type { Constant, Kernel, Table, Writer } from './kernel.js';
import {
  endOf,
  inRing,
  isGather,
  spikesAt,
  truthsIn,
  turnsAt,
  type Gather,
  type Row,
  type SpikingEnd,
} from './ends.js';
import { areFew, forEachGathered, forEachSynapse, indexTables, type SynapseAt } from './synapse-index.js';
import { loadEach, placed, placeIn, type Placed } from './synapse-places.js';

/** One value of those of all batch rows, and the nodes that lead to it from what is gathered at the ends of synapses. */
export interface Joined {
  readonly node: Applied;
  readonly within: readonly Applied[];
}

/**
 * New values, one for each synapse, of which only those change whose source or target spikes: the spike walks along the synapses of
 * its neuron. Its products are the values that it reads at the ends of synapses.
 */
export interface SynapseUpdate extends Update {
  readonly products: readonly Gather[];
  readonly joined: readonly Joined[];
  /** The neuron of each synapse at its ends. */
  readonly tables: ReadonlyMap<Constant, Table>;
  readonly walks: readonly SpikingEnd[];
  /** Of the spikes in rings. */
  readonly lists: readonly Arrivals[];
}

/** An update along the synapses of spiking neurons. */
export const synapseUpdate = (update: SynapseUpdate): Kernel => {
  const indices = update.walks.flatMap(({ index }) => indexTables(index));
  const ends = update.products.map(endOf).flatMap(({ of, at }) => (at ? [of, at] : [of]));
  const lists = update.lists.flatMap(({ after, lists, dirty }) => [after, after.args[1]!, lists, dirty]);
  const listed = update.walks.flatMap((walk) => [...walk.listed.values()]);
  const others = [...ends, ...lists, ...update.tables.values(), ...indices, ...listed];
  return updateKernel(update, 'along synapses', others, (write) => emit(write, update));
};

const emit = (write: Writer, update: SynapseUpdate): void => {
  const { op, plus, times } = write;
  const { before, nodes, products, joined, tables, walks, wakes } = update;
  const [rows, count] = products[0]!.shape as [number, number];
  /** A variable has one value for each synapse, or one in each batch row. */
  const own = size(before.shape) / count;
  const ends = new Map(products.map((node) => [node, endOf(node)]));
  const areJoined = joined.length > 0;
  const spiking = walks.map((walk) => ({ ...walk, ...spikesAt(write, walk, rows, areJoined && rows > 1) }));
  const allDue = isAllDue(write, update);
  const { applyEach, end } = tailOf(write, update);

  const rowAt = (b: Operand): Row => ({ b, turns: turnsAt(write, [...ends.values()], b) });
  const load = (node: Gather, { b, turns }: Row, synapses: readonly Placed[]): Value => {
    const of = ends.get(node)!;
    const lying = synapses.map(([, at]) => plus(times(b, of.n * 4), inRing(write, of, turns, at.get(of.places)!)));
    return loadEach(write, node.dtype, lying, write.at(of.of));
  };
  /** What nodes read at the ends of one synapse, or of four, in a batch row, of which some is known. */
  const endsOf = (readers: readonly Applied[], row: Row, at: readonly Placed[], near?: ReadonlyMap<Node, Value>) => {
    const values = new Map(near);
    const valueOf = (node: Gather): Value => remembered(values, node, () => load(node, row, at));
    const args = readers.flatMap((node) => node.args.map((arg) => [arg, stored(arg)] as const));
    return args.flatMap(([arg, node]) => (isGather(node) ? [[arg, valueOf(node)] as const] : []));
  };
  /** The sum, or the largest, of batch rows. Those in which nothing spikes add nothing to a sum. */
  const total = ({ node, within }: Joined, synapse: Placed): Value => {
    const [x] = node.args as [Node];
    const [name, first] = node.op === 'sum' ? (['f32.add', 0] as const) : (['f32.max', -Infinity] as const);
    const sum = write.variable('f32', float(first));
    const add = (b: Operand): void => {
      const at = plus(times(b, count * 4), synapse[0]);
      const valueOf = compute(write, within, 1, () => at, endsOf([...within, node], rowAt(b), [synapse]));
      write.assign(sum, op(name, sum, write.converted(valueOf(x), x.dtype, 'f32')));
    };
    const bitsIn = (word: Operand): Value =>
      write.anyOf(spiking.map(({ end: { places: of }, rows: own }) => bitsAt(write, own, synapse[1].get(of)!)(word)));
    if (node.op === 'maxOver' || rows === 1) write.each(rows, add);
    else forEachRow(write, { batch: rows }, bitsIn, (row) => add(op('shr', row, 2)));
    return sum;
  };
  /** Computes one synapse, of which some is known, or four; but none of which a neuron at one of so many ends before spikes. */
  const touch = (row: Row, synapses: readonly Placed[], known: ReadonlyMap<Node, Value>, before = 0): void => {
    const isDone = spiking
      .slice(0, before)
      .flatMap(({ end, isAt }) => synapses.map(([, at]) => isAt(row, at.get(end.places)!)));
    const change = (): void => {
      const lanes = synapses.length === 4 ? 4 : 1;
      const near = new Map([...known].map(([node, value]) => [node, write.splat(value, lanes)] as const));
      const totals = joined.map((of) => [of.node, total(of, synapses[0]!)] as const);
      const places = synapses.map(([synapse]) => plus(times(row.b, count * 4), synapse));
      applyEach(new Map([...near, ...endsOf(nodes, row, synapses, near), ...totals]), places);
    };
    write.if(write.anyOf(isDone), () => {}, change);
  };
  /** Computes the synapses of the neurons that spike at one end, but for those of which a neuron spikes at an end before. */
  const along = (row: Row, walk: number): void => {
    const { end: of, index, listed, forEach } = spiking[walk]!;
    const truths = new Map<Node, Value>([
      ...truthsIn(walk, walks, areJoined),
      ...wakes.map((node) => [node, int(0)] as const),
    ]);
    if (write.lanes === 4 && areFew(index, of.n)) {
      const one = (synapse: Operand): void => touch(row, [placed(write, tables, synapse)], truths, walk);
      return forEachGathered(write, index, (body) => forEach(row, body), one);
    }
    const isBeside = (node: Gather): boolean => ends.get(node)!.places === of.places && !truths.has(node);
    const beside = areJoined ? [] : products.filter(isBeside);
    // The first walk asks nothing of its synapses.
    const lanes = walk === 0 && !areJoined ? write.lanes : 1;
    forEach(row, (place) => {
      const own = new Map([[of.places, place]]);
      const near = new Map([...truths, ...beside.map((node) => [node, load(node, row, [[0, own]])] as const)]);
      const placedAt = ([synapse, , at]: SynapseAt): Placed => {
        const others = [...listed].map(([places, table]) => [places, placeIn(write, table, at)] as const);
        return placed(write, tables, synapse, new Map([...own, ...others]));
      };
      const some = (...synapses: readonly SynapseAt[]): void => touch(row, synapses.map(placedAt), near, walk);
      forEachSynapse(write, place, index, 'words', some, lanes);
    });
  };
  const all = (row: Row): void =>
    write.for(0, count * 4, 4, (synapse) => touch(row, [placed(write, tables, synapse)], new Map()));
  write.each(own, (b) => {
    const row = rowAt(b);
    write.if(
      allDue,
      () => all(row),
      () => spiking.forEach((_, walk) => along(row, walk)),
    );
  });
  end();
};
