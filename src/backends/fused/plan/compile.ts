import { nodesOf, type Graph, type Node } from '../../../core/graph/graph.js';
import { leaves } from '../../../core/graph/tree.js';
import { isElementwise, stored } from '../../graph.js';
import { arena, routineWriter } from '../ir/writer.js';
import { lookAt, rangeBytes } from '../kernels/guards.js';
import { kernelWriter, type ConstantMatrix, type Step, type Variable, type Writer } from '../kernels/kernel.js';
import { shortStep } from '../kernels/spike-branch.js';
import { listSpikes, spikeLists } from '../kernels/spike-lists.js';
import { isMasked, maskInput, takeRows } from './blocks.js';
import { guardsOf } from './guards.js';
import { kernelsOf } from './kernels.js';
import { bytesOf, layout } from './layout.js';
import { giveRows } from './outputs.js';
import { placesOf, type Room } from './places.js';
import { simplify } from './simplify.js';

/** What a program is compiled for. */
export interface Setting extends Room {
  readonly lanes: 1 | 4;
  /** Length of a step, ms. */
  readonly dt: number;
  /** What one number tells of variables, by path. */
  readonly constantMatrices: ReadonlyMap<string, ConstantMatrix>;
  /** Whether an input may be infinite; where others become so, or any NaN, the word `alarm` is set. */
  readonly infinite: (path: string) => boolean;
  /** Whether it keeps the range of what it changes, for the program that comes after it. */
  readonly ranged: boolean;
}

/**
 * Compiles a graph: its outputs `state...` become the variables of the same path in its inputs. In the end a program gathers what is watched:
 * the word `outlets` tells what that is.
 */
export const compile = (given: Graph, setting: Setting) => {
  const plan = planOf(simplify(given), setting);
  const { places, arranged, lists, ranged, watched } = plan;
  const routines = routinesOf(plan, setting);
  const end = Math.max(...routines.map((made) => made.end));
  const dirtyOf = ({ before, path }: Variable): readonly (readonly [string, number])[] =>
    watched.filter((update) => update.before === before).map(({ dirty }) => [path, arranged.addresses.get(dirty)!]);
  return {
    ...places.program,
    routines,
    /** For each variable that is updated by events, or whose spikes are listed, the word to set when something else has changed it. */
    dirty: new Map([...places.variables.flatMap(dirtyOf), ...lists.dirty]),
    /** Where the ranges are that it keeps, by path. */
    ranges: new Map(ranged.map(({ path, at }) => [path, at])),
    /** The first byte behind the memory that it uses, and how many bytes its largest value takes. */
    end,
    largest: [...arranged.addresses.keys()].reduce((most, node) => Math.max(most, bytesOf(node)), end - arranged.end),
  };
};

/** A graph made ready to run: what to put where. Its routines, which run in order, are needed no more once a target has compiled them. */
export type Program = Omit<ReturnType<typeof compile>, 'routines'>;

/** The kernels of a graph in order, where all lies in memory, and what they look at, keep and list on their way. */
const planOf = (graph: Graph, setting: Setting) => {
  const { dt, constantMatrices, infinite, ranged: isRanged } = setting;
  const inputs = leaves(graph.inputs);
  const inputAt = new Map(inputs);
  const state = leaves(graph.outputs).map(([path, after]) => ({ path, before: inputAt.get(path)!, after }));
  const pathOf = new Map(inputs.map(([path, node]) => [node, path]));
  const isInfinite = (node: Node): boolean => infinite(pathOf.get(node)!);
  const areSpikesRare = dt <= shortStep;
  const found = kernelsOf(nodesOf(graph), state, isInfinite, constantMatrices, areSpikesRare);
  const { kernels, watched, inPlace, limitOf, boundOf, literalOf } = found;

  const places = placesOf(inputs, state, kernels, setting);
  const { variables, changed, inlets, addresses } = places;
  const settled = new Map([
    ...addresses,
    ...[...inPlace].map(([sum, before]) => [sum, addresses.get(before)!] as const),
  ]);
  const masks = [...inlets].flatMap(([node, { cursor }]) => (isMasked(node) ? [maskInput(node, cursor)] : []));
  const arranged = layout([...masks, ...kernels], variables, settled, places.end);

  const room = arena(arranged.end);
  const lists = spikeLists(arranged.kernels, variables, arranged.addresses, areSpikesRare, room.take);
  const seen = new Set<Node>(arranged.kernels.flatMap(({ writes, guards }) => (guards ? writes : [])));
  const ranged = changed
    .filter(({ after }) => isRanged && after.dtype === 'f32' && isElementwise(after) && seen.has(after))
    .map(({ path, after }) => ({ path, node: stored(after), at: room.take(rangeBytes) }));
  const guards = guardsOf(changed, kernels, infinite, limitOf, boundOf);
  return { places, arranged, lists, ranged, guards, watched, literalOf, areSpikesRare, end: room.end() };
};

/** The code of a plan, in the order in which it runs. */
const routinesOf = (plan: ReturnType<typeof planOf>, { lanes }: Setting) => {
  const { places, arranged, lists, ranged, guards, literalOf, areSpikesRare } = plan;
  const { writer, written } = routineWriter(lanes, plan.end);
  const write: Writer = {
    ...kernelWriter(writer),
    at: (node: Node) => arranged.addresses.get(stored(node))!,
    isStored: (node: Node) => arranged.addresses.has(node),
    guarded: guards.guarded,
    ranged: new Map(ranged.map(({ node, at }) => [node, at])),
    literalOf,
    areSpikesRare,
    listed: lists.listed,
    recorded: lists.recorded,
  };
  const { unguarded } = guards;
  const steps: readonly Pick<Step, 'name' | 'emit'>[] = [
    { name: 'inputs', emit: () => takeRows(write, places.inlets) },
    ...(lists.atStart.size > 0 ? [{ name: 'list spikes', emit: () => listSpikes(write, lists.atStart) }] : []),
    ...arranged.kernels,
    { name: 'moves', emit: () => arranged.moves.forEach(({ from, to, bytes }) => write.copy(to, from, bytes)) },
    ...(unguarded.length > 0 ? [{ name: 'look at the state', emit: () => lookAt(write, unguarded) }] : []),
    { name: 'outputs', emit: giveRows },
  ];
  return steps.map(({ name, emit }) => ({ ...written(() => emit(write)), name }));
};
