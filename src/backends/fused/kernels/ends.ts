import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import type { Constant, Writer } from './kernel.js';
import { dueIn, ringOf, roundRing } from './ring.js';

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
export const placeInRing = ({ op }: Writer, { n, at }: End, turns: Turns, lying: Operand): Operand => {
  if (at === undefined) return lying;
  const place = op('i32.sub', lying, turns.get(at)!);
  return op('i32.add', place, op('and', op('i32.lt', place, 0), n * 4));
};
