import type { Node } from '../../../core/graph/graph.js';
import { int, type Operand, type Value } from '../ir/ir.js';
import { listArrivals, type Arrivals } from './arrivals.js';
import { anyNonzero, batchRowsOf } from './batch-rows.js';
import { inRing, placeInRing, turnsAt, type End, type Turns } from './ends.js';
import type { Writer } from './kernel.js';
import type { SynapseIndex } from './synapses.js';

/** An end of synapses at which spikes are looked for: the spikes, what gathers them, and the synapses of each neuron there. */
export interface SpikingEnd {
  readonly end: End;
  readonly spikes: readonly Node[];
  readonly gathers: readonly Node[];
  readonly index: SynapseIndex;
  /** Of spikes in a ring: where they are listed. */
  readonly arrivals?: Arrivals | undefined;
}

/** A batch row, and where rings begin in it. */
export interface Row {
  readonly b: Operand;
  readonly turns: Turns;
}

/** Where spikes are at an end, in `rows` batch rows of which each has values of its own, or all have the same. */
export const spikesAt = (write: Writer, { end, spikes, arrivals }: SpikingEnd, rows: number, own: number) => {
  const { plus, times } = write;
  const { n } = end;
  if (rows === own) {
    const { any } = batchRowsOf(write, spikes, [1, rows * n]);
    const listed = arrivals && listArrivals(write, arrivals);
    const rowOf = ({ b }: Row): Operand => plus(times(b, n * 4), any);
    return {
      bits: 0,
      forEach: (row: Row, body: (place: Operand) => void): void => {
        const placed = (lying: Operand): void => body(placeInRing(write, end, row.turns, lying));
        if (listed) listed(row.b, placed);
        else write.forEach(write.compact(n, write.nonzero(rowOf(row), 'i32')), placed);
      },
      isAt: (row: Row, place: Operand): Value =>
        write.load('i32', plus(rowOf(row), inRing(write, end, row.turns, place))),
    };
  }
  const { heads, bits } = rowsOfSpikes(write, end, spikes, rows);
  return {
    bits,
    forEach: (_row: Row, body: (place: Operand) => void): void =>
      write.forEach(write.compact(n, write.nonzero(heads, 'i32')), body),
    isAt: (_row: Row, place: Operand): Value => write.load('i32', place, heads),
  };
};

/**
 * What is known of spikes in a walk: at the ends of those before it there are none, as these have been to such synapses, and at its own there
 * are, if they are of one kind. (Of batch rows that are joined only some spike.)
 */
export const truthsIn = (
  walk: number,
  walks: readonly SpikingEnd[],
  areJoined: boolean,
): readonly (readonly [Node, Value])[] => {
  const are = (gathers: readonly Node[], value: number) =>
    gathers.flatMap((node) => (node.dtype === 'bool' ? [[node, int(value)] as const] : []));
  const { gathers } = walks[walk]!;
  const silent = walks.slice(0, walk).flatMap((before) => before.gathers);
  return areJoined ? [] : [...are(silent, 0), ...(gathers.length === 1 ? are(gathers, -1) : [])];
};

/** The places that spike in any batch row; and in which rows each does: 32 of them are the bits of one word. */
const rowsOfSpikes = (write: Writer, end: End, spikes: readonly Node[], rows: number) => {
  const { op, plus, times } = write;
  const { n } = end;
  const words = Math.ceil(rows / 32);
  const [heads, bits] = [write.scratch(n * 4), write.scratch(words * n * 4)];
  write.fill(heads, n * 4);
  write.fill(bits, words * n * 4);
  write.for(0, rows, 1, (b) => {
    const turns = turnsAt(write, [end], b);
    write.forEachNonzero(n, anyNonzero(write, spikes, times(b, n * 4)), (lying) => {
      const place = placeInRing(write, end, turns, lying);
      const at = plus(times(op('shr', b, 5), n * 4), place);
      write.store(op('or', write.load('i32', at, bits), op('shl', 1, op('and', b, 31))), at, bits);
      write.store(-1, place, heads);
    });
  });
  return { heads, bits };
};
