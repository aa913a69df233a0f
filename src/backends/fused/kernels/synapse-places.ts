import { madeNarrow, packedIn, type Made, type Narrow } from '../../../core/places.js';
import type { Dtype, Tensor } from '../../../core/tensor.js';
import type { Operand, Value } from '../ir/ir.js';
import { kindOf } from './emit.js';
import { tableOf, type Constant, type Numbers, type Table, type Writer } from './kernel.js';

/**
 * The places of synapses as tables: a place each, or how far each is behind the one before in its row (the first behind 0), and, of those
 * in a ring, how many of its rows (in bytes) further on.
 */
export interface Places {
  readonly places: Table;
  readonly areGaps: boolean;
  readonly later?: { readonly steps: Table; readonly row: number };
}

/** The tables of places, if none is left out; of gaps, if the rows start somewhere, and no gap takes more than a byte. */
export const tablesOf = (places: Tensor, starts?: Numbers): Places | undefined => {
  const of = packedIn(places);
  if (of === undefined || of._tag === 'Rows')
    return of || places.data.includes(-1) ? undefined : { places: tableOf(places.data as Narrow), areGaps: false };
  const gaps = starts && !('into' in starts) ? gapsOf(of.places, starts) : undefined;
  const tables = { places: tableOf(gaps ?? of.places), areGaps: gaps !== undefined };
  return of._tag === 'Each' ? tables : { ...tables, later: { steps: tableOf(of.steps), row: of.width * 4 } };
};

/** Gaps that have been made of places: programs share them. */
const made = new WeakMap<Narrow, { readonly starts: Narrow; readonly gaps: Made | undefined }>();

const gapsOf = (places: Narrow, starts: Narrow): Made | undefined => {
  const known = made.get(places);
  if (known?.starts === starts) return known.gaps;
  const isWorthIt = places.BYTES_PER_ELEMENT > 1 && fillGaps(new Uint8Array(), 0, places, starts);
  const into: Made['into'] = (data, from) => void fillGaps(data, from, places, starts);
  const gaps = isWorthIt ? madeNarrow(places.length, 2 ** 8, into) : undefined;
  made.set(places, { starts, gaps });
  return gaps;
};

/** Puts the gaps from one on into an array, as many as it has room for. Whether all take a byte. */
const fillGaps = (data: Narrow, from: number, places: Narrow, starts: Narrow): boolean => {
  let most = 0;
  for (let row = 0; row + 1 < starts.length; row++)
    for (let synapse = starts[row]!, last = 0; synapse < starts[row + 1]!; last = places[synapse++]!) {
      const gap = places[synapse]! - last;
      data[synapse - from] = gap;
      most = Math.max(most, gap >>> 0);
    }
  return most < 2 ** 8;
};

export const tablesIn = ({ places, later }: Places): readonly Table[] => (later ? [places, later.steps] : [places]);

/** Where something is in a table, or in arrays of 4 bytes beside it. */
export type At = readonly [at: Operand, of: Table | 'words'];

export const widthOf = (of: Table | 'words'): 1 | 2 | 4 =>
  of === 'words' ? 4 : (of.table.BYTES_PER_ELEMENT as 1 | 2 | 4);

/** What shifts a number of so many bytes. */
export const shiftOf = (of: Table | 'words'): number => Math.log2(widthOf(of));

export const shifted = (write: Writer, of: Operand, by: number): Operand =>
  by === 0 ? of : by > 0 ? write.op('shl', of, by) : write.op('shr', of, -by);

/** The number in a table at an element, given where another table has it. */
export const numberIn = (write: Writer, table: Table, [at, of]: At): Value =>
  write.loadNarrow(widthOf(table), shifted(write, at, shiftOf(table) - shiftOf(of)), write.at(table));

/** A synapse, and where it has its ends, in bytes. */
export type Placed = readonly [synapse: Operand, ends: ReadonlyMap<Constant, Operand>];

/** Where a synapse has its ends, of which some are known. */
export const placed = (
  write: Writer,
  tables: ReadonlyMap<Constant, Table>,
  synapse: Operand,
  known: Placed[1] = new Map(),
): Placed => {
  const placeOf = (of: Constant, table: Table) => known.get(of) ?? placeIn(write, table, [synapse, 'words']);
  return [synapse, new Map([...tables].map(([of, table]) => [of, placeOf(of, table)]))];
};

/** The place that a table has at an element, in bytes. */
export const placeIn = (write: Writer, table: Table, at: At): Operand => write.times(numberIn(write, table, at), 4);

/** What is at one place, or at each of four; and what puts it there. */
export const loadEach = (write: Writer, dtype: Dtype, places: readonly Operand[], offset: number): Value =>
  places.length === 1
    ? write.load(kindOf(dtype), places[0]!, offset)
    : write.op('four', ...places.map((place) => write.load('f32', place, offset)));
export const storeEach = (write: Writer, value: Value, places: readonly Operand[], offset: number): void =>
  places.forEach((place, k) => write.store(places.length === 1 ? value : write.op(`lane.${k}`, value), place, offset));

/** What gives the places of the synapses of a row, one after the other, in bytes of what they add to. */
export const placesAlong = (write: Writer, { places, areGaps, later }: Places): ((at: At) => Value) => {
  const { op } = write;
  const last = areGaps ? write.variable('i32', 0) : undefined;
  return (at) => {
    const own = op('shl', numberIn(write, places, at), 2);
    if (last) write.assign(last, op('i32.add', last, own));
    const place = last ?? own;
    return later ? op('i32.add', place, op('i32.mul', numberIn(write, later.steps, at), later.row)) : place;
  };
};
