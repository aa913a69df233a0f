import { eachOf, narrow, packedIn, startsIn, type Narrow } from '../../../core/places.js';
import type { Tensor } from '../../../core/tensor.js';
import type { Operand } from '../ir/ir.js';
import type { Lanes } from './emit.js';
import { tableOf, type Table, type Writer } from './kernel.js';
import { numberIn, shifted, shiftOf, widthOf, type At } from './synapse-places.js';

/** Which synapses each neuron of one side has: a table of where they begin, in a list of them that is left out where it is 0, 1, 2, ... */
export interface SynapseIndex {
  readonly starts: Table;
  readonly order?: Table;
}

export const indexTables = ({ starts, order }: SynapseIndex): readonly Table[] => (order ? [starts, order] : [starts]);

/** Where a synapse is in arrays of 4 bytes, in a table beside which they are read, and in one of the order of an index. */
export type SynapseAt = readonly [synapse: Operand, at: At, listed: At];

/** Goes through the synapses of a neuron (given as 4 bytes each): one by one, or four at once and then those that are left. */
export const forEachSynapse = (
  write: Writer,
  neuron: Operand,
  { starts, order }: SynapseIndex,
  beside: Table | 'words',
  body: (...synapses: readonly [SynapseAt, ...SynapseAt[]]) => void,
  lanes: Lanes = 1,
): void => {
  const of = order ?? beside;
  const width = widthOf(of);
  const [first, last] = write.span(neuron, write.at(starts));
  const [from, to] = [shifted(write, first, shiftOf(of)), shifted(write, last, shiftOf(of))];
  const synapseAt = (at: Operand): SynapseAt => {
    const listed = [at, of] as const;
    if (order === undefined) return [shifted(write, at, 2 - shiftOf(of)), listed, listed];
    const synapse = shifted(write, numberIn(write, order, listed), 2);
    return [synapse, [synapse, 'words'], listed];
  };
  const one = (at: Operand): void => body(synapseAt(at));
  if (lanes === 1) return write.for(from, to, width, one);
  const rest = write.variable('i32', from);
  write.for(from, write.op('i32.sub', to, 3 * width), 4 * width, (at) => {
    body(synapseAt(at), ...[1, 2, 3].map((k) => synapseAt(write.plus(at, k * width))));
    write.assign(rest, write.plus(at, 4 * width));
  });
  write.for(rest, to, width, one);
};

/** Whether n neurons have so few synapses each that going through those of one takes less than finding out how many they are. */
export const areFew = (index: SynapseIndex, n: number): index is Required<SynapseIndex> =>
  index.order !== undefined && index.order.table.length < 8 * n;

/**
 * Goes through the few synapses of each of many neurons. They are brought together first, a vector at a time, of which what is too much is
 * written over: a processor would predict the end of each short loop wrongly.
 */
export const forEachGathered = (
  write: Writer,
  { starts, order }: Required<SynapseIndex>,
  forEach: (body: (neuron: Operand) => void) => void,
  body: (synapse: Operand) => void,
): void => {
  const list = write.scratch(order.table.byteLength + 16);
  const end = write.variable('i32', 0);
  forEach((neuron) => {
    const [first, last] = write.span(neuron, write.at(starts));
    const [from, to] = [shifted(write, first, shiftOf(order)), shifted(write, last, shiftOf(order))];
    const behind = write.op('i32.sub', end, from);
    const copy = (at: Operand): void =>
      write.store(write.load('v128', at, write.at(order)), write.plus(at, behind), list);
    copy(from);
    write.for(write.plus(from, 16), to, 16, copy);
    write.assign(end, write.plus(to, behind));
  });
  write.for(0, end, widthOf(order), (at) => body(shifted(write, write.loadNarrow(widthOf(order), at, list), 2)));
};

/** Places of synapses in the order of an index. */
export const placesBy = ({ order }: SynapseIndex, places: Narrow): Table | undefined => {
  if (order === undefined || 'into' in order.table) return undefined;
  const listed = places.slice();
  for (let at = 0; at < listed.length; at++) listed[at] = places[order.table[at]!]!;
  return tableOf(listed);
};

/** Whether synapses, neuron by neuron, add to each place in the order in which they are listed. */
export const addsInOrder = ({ order }: SynapseIndex, places: Tensor): boolean => {
  if (order === undefined || 'into' in order.table) return true;
  const [{ data }, last] = [places, new Map<number, number>()];
  return order.table.every((synapse) => {
    const place = data[synapse]!;
    const isLater = (last.get(place) ?? -1) < synapse;
    last.set(place, synapse);
    return isLater;
  });
};

/** The synapses of each of n neurons, given the neuron of each synapse. */
export const synapsesOf = (places: Tensor, n: number): SynapseIndex => {
  const of = packedIn(places);
  // Equal places of a single synapse are one node of a graph, though their neurons may be of layers of other sizes.
  if (of?._tag === 'Rows' && of.starts.length === n + 1) return { starts: tableOf(of.starts) };
  const neurons = eachOf(places, n);
  const sorted = startsIn(neurons, n);
  if (sorted !== undefined) return { starts: tableOf(sorted) };
  const starts = new Int32Array(n + 1);
  for (let synapse = 0; synapse < neurons.length; synapse++) starts[neurons[synapse]! + 1]!++;
  for (let neuron = 0; neuron < n; neuron++) starts[neuron + 1]! += starts[neuron]!;
  const [next, order] = [starts.slice(), narrow(neurons.length, neurons.length)];
  for (let synapse = 0; synapse < neurons.length; synapse++) order[next[neurons[synapse]!]!++] = synapse;
  return { starts: tableOf(starts), order: tableOf(order) };
};
