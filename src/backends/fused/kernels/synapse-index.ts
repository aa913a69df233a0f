import { eachOf, narrow, packedIn, startsIn, type Narrow } from '../../../core/places.js';
import type { Tensor } from '../../../core/tensor.js';
import type { Operand, Value } from '../ir/ir.js';
import { tableOf, type Table, type Writer } from './kernel.js';

/** The places of synapses as tables: a place each, and, of those in a ring, how many of its rows (in bytes) further on. */
export interface Places {
  readonly places: Table;
  readonly later?: { readonly steps: Table; readonly row: number };
}

/** The tables of places, if none is left out. */
export const tablesOf = (places: Tensor): Places | undefined => {
  const of = packedIn(places);
  if (of?._tag === 'Each') return { places: tableOf(of.places) };
  if (of?._tag === 'Later')
    return { places: tableOf(of.places), later: { steps: tableOf(of.steps), row: of.width * 4 } };
  return of !== undefined || places.data.includes(-1) ? undefined : { places: tableOf(places.data as Narrow) };
};

export const tablesIn = ({ places, later }: Places): readonly Table[] => (later ? [places, later.steps] : [places]);

/** Where something is in a table, or in arrays of 4 bytes beside it. */
type At = readonly [at: Operand, of: Table | 'words'];

const widthOf = (of: Table | 'words'): 1 | 2 | 4 => (of === 'words' ? 4 : (of.table.BYTES_PER_ELEMENT as 1 | 2 | 4));

/** What shifts a number of so many bytes. */
const shiftOf = (of: Table | 'words'): number => Math.log2(widthOf(of));

const shifted = (write: Writer, of: Operand, by: number): Operand =>
  by === 0 ? of : by > 0 ? write.op('shl', of, by) : write.op('shr', of, -by);

/** The number in a table at an element, given where another table has it. */
export const numberIn = (write: Writer, table: Table, [at, of]: At): Value =>
  write.loadNarrow(widthOf(table), shifted(write, at, shiftOf(table) - shiftOf(of)), write.at(table));

/** Goes through the synapses of a neuron (given as 4 bytes each): where each is in arrays of 4 bytes, and in a table beside which they are read. */
export const forEachSynapse = (
  write: Writer,
  neuron: Operand,
  { starts, order }: SynapseIndex,
  beside: Table | 'words',
  body: (synapse: Operand, at: At) => void,
): void => {
  const of = order ?? beside;
  const [first, last] = write.span(neuron, write.at(starts));
  write.for(shifted(write, first, shiftOf(of)), shifted(write, last, shiftOf(of)), widthOf(of), (at) => {
    const synapse = order
      ? shifted(write, numberIn(write, order, [at, order]), 2)
      : shifted(write, at, 2 - shiftOf(of));
    body(synapse, order ? [synapse, 'words'] : [at, beside]);
  });
};

/** The place of a synapse, in bytes of what it adds to. */
export const placeAt = (write: Writer, { places, later }: Places, at: At): Value => {
  const place = write.op('shl', numberIn(write, places, at), 2);
  if (later === undefined) return place;
  return write.op('i32.add', place, write.op('i32.mul', numberIn(write, later.steps, at), later.row));
};

/** Which synapses each neuron of one side has: a table of where they begin, in a list of them that is left out where it is 0, 1, 2, ... */
export interface SynapseIndex {
  readonly starts: Table;
  readonly order?: Table;
}

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
