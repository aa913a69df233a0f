import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { showShape, size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { float, int, type Operand, type Value } from '../ir/ir.js';
import { compute } from './elements.js';
import { kindOf } from './emit.js';
import { isAllDue, tailOf, type Update } from './event-tail.js';
import type { Constant, Kernel, Table, Writer } from './kernel.js';
import { numberIn } from './places.js';
import { isGather, rowsOfSpikes, type Gather, type SynapseIndex } from './synapses.js';

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
  /** For each end of synapses at which spikes are looked for: the neuron of each synapse there, the spikes, and the synapses of each neuron. */
  readonly walks: readonly {
    readonly places: Constant;
    readonly spikes: readonly Node[];
    readonly index: SynapseIndex;
  }[];
}

/** An update along the synapses of spiking neurons, in place of the old value. */
export const synapseUpdate = (update: SynapseUpdate): Kernel => {
  const { before, after, reads, products, walks, fresh } = update;
  const indices = walks.flatMap(({ index: { starts, order } }) => (order ? [starts, order] : [starts]));
  const ends = products.map(({ args: [of] }) => of);
  return {
    name: `update along synapses ${showShape(before.shape)}`,
    reads: [...new Set([before, ...[...reads, ...ends].map(stored), ...update.tables.values(), ...indices, fresh])],
    writes: [after],
    overwrites: (value) => value === before,
    guards: true,
    emit: (write) => emit(write, update),
  };
};

/** Neurons at the ends of a synapse, in bytes. */
type Neurons = ReadonlyMap<Constant, Operand>;

const emit = (write: Writer, update: SynapseUpdate): void => {
  const { op, plus, times } = write;
  const { before, nodes, products, joined, tables, walks } = update;
  const [rows, synapses] = products[0]!.shape as [number, number];
  /** A variable has one value for each synapse, or one in each batch row. */
  const own = size(before.shape) / synapses;
  const spiking = walks.map(({ spikes, ...walk }) => {
    const n = spikes[0]!.shape[1]!;
    return { ...walk, n, ...rowsOfSpikes(write, spikes, rows === own ? [1, rows * n] : [rows, n]) };
  });
  const isFresh = isAllDue(write, update);
  const { apply, end } = tailOf(write, update);

  const neuronOf = (synapse: Operand, places: Constant): Operand =>
    times(numberIn(write, tables.get(places)!, [synapse, 'words']), 4);
  const load = ({ dtype, args: [of] }: Gather, b: Operand, neuron: Operand): Value =>
    write.load(kindOf(dtype), plus(times(b, of.shape[1]! * 4), neuron), write.at(of));
  /** What nodes read at the ends of a synapse in a batch row, of which some is known. */
  const endsOf = (readers: readonly Applied[], b: Operand, neurons: Neurons, near?: ReadonlyMap<Node, Value>) => {
    const values = new Map(near);
    const valueOf = (node: Gather): Value => remembered(values, node, () => load(node, b, neurons.get(node.args[1])!));
    const args = readers.flatMap((node) => node.args.map((arg) => [arg, stored(arg)] as const));
    return args.flatMap(([arg, node]) => (isGather(node) ? [[arg, valueOf(node)] as const] : []));
  };
  /** The sum, or the largest, of batch rows. Those in which nothing spikes add nothing to a sum. */
  const total = ({ node, within }: Joined, synapse: Operand, neurons: Neurons): Value => {
    const [x] = node.args as [Node];
    const [name, first] = node.op === 'sum' ? (['f32.add', 0] as const) : (['f32.max', -Infinity] as const);
    const sum = write.variable('f32', float(first));
    const add = (b: Operand): void => {
      const place = plus(times(b, synapses * 4), synapse);
      const valueOf = compute(write, within, 1, () => place, endsOf([...within, node], b, neurons));
      write.assign(sum, op(name, sum, write.converted(valueOf(x), x.dtype, 'f32')));
    };
    const bitsIn = (word: Operand): Value =>
      spiking
        .map(({ places, n, bits }) => write.load('i32', plus(times(word, n * 4), neurons.get(places)!), bits))
        .reduce((any, bits) => op('or', any, bits));
    if (node.op === 'maxOver' || rows === 1) write.nest([rows], ([b]) => add(b!));
    else
      write.nest([Math.ceil(rows / 32)], ([word]) =>
        write.forEachBit(bitsIn(word!), times(word!, 128), (place) => add(op('shr', place, 2))),
      );
    return sum;
  };
  /** Computes one synapse, of which some is known. */
  const touch = (row: Operand, synapse: Operand, known: Neurons, near?: ReadonlyMap<Node, Value>): void => {
    const neurons = new Map(known);
    for (const { args } of products) remembered(neurons, args[1], () => neuronOf(synapse, args[1]));
    const totals = joined.map((of) => [of.node, total(of, synapse, neurons)] as const);
    apply(new Map([...endsOf(nodes, row, neurons, near), ...totals]), plus(times(row, synapses * 4), synapse), 1);
  };
  /** Computes the synapses of the neurons that spike at one end, but for those of which a neuron spikes at an end before. */
  const along = (row: Operand, walk: number): void => {
    const { places, index, n, heads } = spiking[walk]!;
    const headsAt = plus(times(row, n * 4), heads);
    write.forEach(write.compact(n, write.nonzero(headsAt, 'i32')), (neuron) => {
      const ends = joined.length > 0 ? [] : products.filter(({ args }) => args[1] === places);
      const near = new Map(ends.map((node) => [node, load(node, row, neuron)]));
      const [first, last] = [0, 4].map((after) => times(write.load('i32', neuron, write.at(index.starts) + after), 4));
      write.for(first!, last!, 4, (entry) => {
        const synapse = index.order ? times(write.load('i32', entry, write.at(index.order)), 4) : entry;
        const others = spiking.slice(0, walk).map((of) => ({ ...of, neuron: neuronOf(synapse, of.places) }));
        const isDone = others
          .map((of) => write.load('i32', plus(times(row, of.n * 4), of.neuron), of.heads))
          .reduce<Value>((a, b) => op('or', a, b), int(0));
        const known = new Map([...others, { places, neuron }].map((of) => [of.places, of.neuron] as const));
        write.if(
          isDone,
          () => {},
          () => touch(row, synapse, known, near),
        );
      });
    });
  };
  const all = (row: Operand): void => write.for(0, synapses * 4, 4, (synapse) => touch(row, synapse, new Map()));
  write.nest([own], ([row]) =>
    write.if(
      isFresh,
      () => all(row!),
      () => spiking.forEach((_, walk) => along(row!, walk)),
    ),
  );
  end();
};
