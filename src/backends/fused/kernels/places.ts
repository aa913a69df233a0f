import { packedIn, type Narrow } from '../../../core/places.js';
import type { Tensor } from '../../../core/tensor.js';
import type { Operand, Value } from '../ir/ir.js';
import { tableOf, type Table, type Writer } from './kernel.js';

/** The places of synapses as tables: a place each, and, of those in a ring, how many of its rows (in bytes) further on. */
export interface Places {
  readonly places: Table;
  readonly later?: { readonly steps: Table; readonly row: number };
}

/** The tables of places, if none is left out. */
export const placesOf = (places: Tensor): Places | undefined => {
  const of = packedIn(places);
  if (of?._tag === 'Each') return { places: tableOf(of.places) };
  if (of?._tag === 'Later')
    return { places: tableOf(of.places), later: { steps: tableOf(of.steps), row: of.width * 4 } };
  return of !== undefined || places.data.includes(-1) ? undefined : { places: tableOf(places.data as Narrow) };
};

export const tablesIn = ({ places, later }: Places): readonly Table[] => (later ? [places, later.steps] : [places]);

const widthOf = ({ table }: Table): 1 | 2 | 4 => table.BYTES_PER_ELEMENT as 1 | 2 | 4;

/** What shifts a number of so many bytes. */
const shiftOf = (table: Table): number => Math.log2(widthOf(table));

/** The number in a table at an element, given where another table has it. */
export const numberIn = (write: Writer, table: Table, [at, of]: readonly [at: Operand, of: Table | 'words']): Value => {
  const shift = shiftOf(table) - (of === 'words' ? 2 : shiftOf(of));
  const own = shift === 0 ? at : shift > 0 ? write.op('shl', at, shift) : write.op('shr', at, -shift);
  return write.loadNarrow(widthOf(table), own, write.at(table));
};

/**
 * Goes through the synapses of a neuron (given as 4 bytes each): how far each is in arrays of 4 bytes, and in a table beside which
 * they are read.
 */
export const forEachSynapse = (
  write: Writer,
  neuron: Operand,
  starts: Table,
  beside: Table,
  body: (synapse: Operand, at: readonly [Operand, Table]) => void,
): void => {
  const shift = shiftOf(beside);
  const [first, last] = [0, 4].map((after) => write.load('i32', neuron, write.at(starts) + after));
  const scaled = (count: Value): Value => (shift === 0 ? count : write.op('shl', count, shift));
  write.for(scaled(first!), scaled(last!), widthOf(beside), (at) =>
    body(shift === 2 ? at : write.op('shl', at, 2 - shift), [at, beside]),
  );
};

/** The place of a synapse, in bytes of what it adds to. */
export const placeAt = (write: Writer, { places, later }: Places, at: readonly [Operand, Table]): Value => {
  const place = write.op('shl', numberIn(write, places, at), 2);
  if (later === undefined) return place;
  return write.op('i32.add', place, write.op('i32.mul', numberIn(write, later.steps, at), later.row));
};
