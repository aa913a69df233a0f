import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { int, type Operand, type Value } from '../ir/ir.js';
import { anyNonzero, batchRowsOf, perWord, type BatchRows } from './batch-rows.js';
import type { Constant, Table, Writer } from './kernel.js';
import { dueIn, intoRing, listArrivals, ringOf, roundRing, type Arrivals } from './ring.js';
import type { SynapseIndex } from './synapse-index.js';

/** Values at one end of all synapses: of a layer `[b, n]`, or of a ring that keeps those of its last steps. */
export type Gather = Applied & { readonly op: 'gather' | 'collect' };
export const isGather = (node: Node): node is Gather =>
  node._tag === 'Apply' && (node.op === 'gather' || node.op === 'collect') && node.args.at(-1)!._tag === 'Constant';

/** What such a node gathers: of how many neurons (in a ring, as many times as it has rows), and where each synapse has its own. */
export interface End {
  readonly of: Node;
  readonly n: number;
  readonly places: Constant;
  /** Which row of a ring is due: places count from it on. */
  readonly at: Node | undefined;
}

export const endOf = ({ args }: Gather): End => {
  const [of, at] = args as [Node, Node];
  const places = args.at(-1) as Constant;
  return { of, n: size(of.shape.slice(1)), places, at: args.length === 3 ? at : undefined };
};

/** What a value, in whatever shape, gathers from the rows of another at constant places. */
export const gatheredBy = (node: Node): Pick<End, 'of' | 'places'> | undefined => {
  const gathered = stored(node);
  return isGather(gathered) && gathered.op === 'gather' && gathered.shape[0] === node.shape[0]
    ? endOf(gathered)
    : undefined;
};

/** Whether two gather at one end of synapses: both ends may have the same numbers of neurons, of layers of two sizes. */
export const isSameEnd = (a: End, b: End): boolean => a.places === b.places && a.n === b.n && a.at === b.at;

/** Where the rows begin that are due in the rings of some ends, for one batch row. */
export type Turns = ReadonlyMap<Node, Operand>;

export const turnsAt = (write: Writer, ends: readonly End[], b: Operand): Turns => {
  const turns = new Map<Node, Operand>();
  for (const { of, at } of ends)
    if (at !== undefined && !turns.has(at)) turns.set(at, dueIn(write, at, b, ringOf(of).width));
  return turns;
};

/** Where the value of a place lies in a layer or ring; and the place of what lies somewhere. */
export const inRing = (write: Writer, { n, at }: End, turns: Turns, place: Operand): Operand =>
  at === undefined ? place : roundRing(write, write.plus(place, turns.get(at)!), n * 4);
export const placeInRing = (write: Writer, { n, at }: End, turns: Turns, lying: Operand): Operand =>
  at === undefined ? lying : intoRing(write, write.op('i32.sub', lying, turns.get(at)!), n * 4);

/** An end of synapses at which spikes are looked for: the spikes, what gathers them, and the synapses of each neuron there. */
export interface SpikingEnd {
  readonly end: End;
  readonly spikes: readonly Node[];
  readonly gathers: readonly Node[];
  readonly index: SynapseIndex;
  /** Places in rings at other ends of the synapses, in the order of the index. */
  readonly listed: ReadonlyMap<Constant, Table>;
  /** Of spikes in a ring: where they are listed. */
  readonly arrivals?: Arrivals | undefined;
}

/** A batch row, and where rings begin in it. */
export interface Row {
  readonly b: Operand;
  readonly turns: Turns;
}

/** Where spikes are at an end: in each of some batch rows, or, where these are joined, in any of them. */
export const spikesAt = (write: Writer, spiking: SpikingEnd, batch: number, areJoined: boolean) => {
  const { end, spikes, arrivals } = spiking;
  const { n } = end;
  if (areJoined) {
    const rows = batchRowsAt(write, spiking, batch);
    return {
      rows,
      forEach: (_row: Row, body: (place: Operand) => void): void =>
        write.forEach(write.compact(n, write.nonzero(rows.any, 'i32')), body),
      isAt: (_row: Row, place: Operand): Value => write.load('i32', place, rows.any),
    };
  }
  const rows = batchRowsOf(write, spikes, [1, batch * n]);
  const listed = arrivals && listArrivals(write, arrivals);
  const rowOf = ({ b }: Row): Operand => write.plus(write.times(b, n * 4), rows.any);
  return {
    rows,
    forEach: (row: Row, body: (place: Operand) => void): void => {
      const placed = (lying: Operand): void => body(placeInRing(write, end, row.turns, lying));
      if (listed) listed(row.b, placed);
      else write.forEach(write.compact(n, write.nonzero(rowOf(row), 'i32')), placed);
    },
    isAt: (row: Row, place: Operand): Value =>
      write.load('i32', write.plus(rowOf(row), inRing(write, end, row.turns, place))),
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

/** The batch rows in which there is a spike at each place of an end, which may be a ring that stands elsewhere in each of them. */
const batchRowsAt = (write: Writer, { end, spikes }: SpikingEnd, batch: number): BatchRows => {
  const { op, plus, times } = write;
  const { n } = end;
  const words = Math.ceil(batch / perWord);
  const [any, bits] = [write.scratch(n * 4), write.scratch(words * n * 4)];
  write.fill(any, n * 4);
  write.fill(bits, words * n * 4);
  write.for(0, batch, 1, (b) => {
    const turns = turnsAt(write, [end], b);
    write.forEachNonzero(n, anyNonzero(write, spikes, times(b, n * 4)), (lying) => {
      const place = placeInRing(write, end, turns, lying);
      const at = plus(times(op('shr', b, Math.log2(perWord)), n * 4), place);
      write.store(op('or', write.load('i32', at, bits), op('shl', 1, op('and', b, perWord - 1))), at, bits);
      write.store(-1, place, any);
    });
  });
  return { batch, n, any, bits };
};
