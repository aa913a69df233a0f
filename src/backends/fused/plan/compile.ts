import { nodesOf, type Graph, type Node } from '../../../core/graph/graph.js';
import { leaves } from '../../../core/graph/tree.js';
import type { Numbers } from '../kernels/kernel.js';
import { remembered } from '../../../core/record.js';
import { isElementwise, stored } from '../../graph.js';
import { arena, routineWriter } from '../ir/writer.js';
import { lookAt, rangeBytes } from '../kernels/guards.js';
import {
  isTable,
  kernelWriter,
  type ConstantMatrix,
  type Constant,
  type Step,
  type Variable,
  type Writer,
} from '../kernels/kernel.js';
import { guardsOf } from './guards.js';
import { listSpikes, spikeLists } from '../kernels/spike-lists.js';
import { shortStep } from '../kernels/spike-branch.js';
import { isFixed } from './fixed.js';
import { giveRows, inletsOf, isMasked, maskInput, takeRows } from './blocks.js';
import { kernelsOf } from './kernels.js';
import { bytesOf, layout } from './layout.js';
import { simplify } from './simplify.js';

/** What a program is compiled for. */
export interface Setting {
  /** Where the variables of a state lie, by path; those that it reads or changes and that have no address yet get one. */
  readonly addressOf: (path: string) => number | undefined;
  /** The first byte of memory that it may use for the rest. */
  readonly start: number;
  readonly lanes: 1 | 4;
  /** Length of a step, ms. */
  readonly dt: number;
  /** Where tables lie that other programs have brought along. */
  readonly tables: ReadonlyMap<Numbers, number>;
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
  const { addressOf, start, lanes, dt, tables, constantMatrices, infinite } = setting;
  const graph = simplify(given);
  const inputs = leaves(graph.inputs);
  const inputAt = new Map(inputs);
  const state = leaves(graph.outputs).map(([path, after]) => ({ path, before: inputAt.get(path)!, after }));
  const isChanged = ({ before, after }: (typeof state)[number]): boolean => after !== before;
  const pathOf = new Map(inputs.map(([path, node]) => [node, path]));
  const isInfinite = (node: Node): boolean => infinite(pathOf.get(node)!);
  const areSpikesRare = dt <= shortStep;
  const found = kernelsOf(nodesOf(graph), state, isInfinite, constantMatrices, areSpikesRare);
  const { kernels, watched, inPlace, limitOf, boundOf, literalOf } = found;

  const memory = arena(start);
  const read = new Set([
    ...kernels.flatMap(({ reads }) => reads),
    ...state.filter(isChanged).map(({ after }) => stored(after)),
  ]);
  const constants = [...read].filter((node): node is Constant => node._tag === 'Constant');
  const tablesAt = new Map<Numbers, number>(tables);
  const place = (node: Node): number =>
    isTable(node) ? remembered(tablesAt, node.table, () => memory.take(bytesOf(node))) : memory.take(bytesOf(node));
  const variables = state
    .filter((variable) => read.has(variable.before) || isChanged(variable))
    .map((of): Variable => ({ ...of, address: addressOf(of.path) ?? memory.take(bytesOf(of.before)) }));
  const changed = variables.filter(isChanged);
  const own = new Set(state.map(({ path }) => path));
  const frame = inputs.filter(([path, node]) => !own.has(path) && read.has(node));
  const [numbers, moving] = [frame.filter(([, node]) => isFixed(node)), frame.filter(([, node]) => !isFixed(node))];
  const lying = [...numbers, ...moving.filter(([, node]) => !isMasked(node))].map(([, node]) => node);
  const fixed = new Map([
    ...variables.map(({ before, address }) => [before, address] as const),
    ...[...constants, ...lying].map((node) => [node, place(node)] as const),
  ]);
  const inlets = inletsOf(new Map(moving.map(([, node]) => [node, fixed.get(node)])), memory.take);
  const masks = [...inlets].flatMap(([node, { cursor }]) => (isMasked(node) ? [maskInput(node, cursor)] : []));
  const settled = new Map([...fixed, ...[...inPlace].map(([sum, before]) => [sum, fixed.get(before)!] as const)]);
  const plan = layout([...masks, ...kernels], variables, settled, memory.end());

  const { unguarded, guarded } = guardsOf(changed, kernels, infinite, limitOf, boundOf);
  const room = arena(plan.end);
  const lists = spikeLists(plan.kernels, variables, plan.addresses, areSpikesRare, room.take);
  const seen = new Set<Node>(plan.kernels.flatMap(({ writes, guards }) => (guards ? writes : [])));
  const ranged = changed
    .filter(({ after }) => setting.ranged && after.dtype === 'f32' && isElementwise(after) && seen.has(after))
    .map(({ path, after }) => ({ path, node: stored(after), at: room.take(rangeBytes) }));
  const { writer, written } = routineWriter(lanes, room.end());
  const write: Writer = {
    ...kernelWriter(writer),
    at: (node: Node) => plan.addresses.get(stored(node))!,
    isStored: (node: Node) => plan.addresses.has(node),
    guarded,
    ranged: new Map(ranged.map(({ node, at }) => [node, at])),
    literalOf,
    areSpikesRare,
    listed: lists.listed,
    recorded: lists.recorded,
  };
  const steps: readonly Pick<Step, 'name' | 'emit'>[] = [
    { name: 'inputs', emit: () => takeRows(write, inlets) },
    ...(lists.atStart.size > 0 ? [{ name: 'list spikes', emit: () => listSpikes(write, lists.atStart) }] : []),
    ...plan.kernels,
    { name: 'moves', emit: () => plan.moves.forEach(({ from, to, bytes }) => write.copy(to, from, bytes)) },
    ...(unguarded.length > 0 ? [{ name: 'look at the state', emit: () => lookAt(write, unguarded) }] : []),
    { name: 'outputs', emit: giveRows },
  ];
  const routines = steps.map(({ name, emit }) => ({ ...written(() => emit(write)), name }));
  const end = Math.max(...routines.map((made) => made.end));
  const dirtyOf = ({ before, path }: Variable): readonly (readonly [string, number])[] =>
    watched.filter((update) => update.before === before).map(({ dirty }) => [path, fixed.get(dirty)!]);
  return {
    routines,
    /** Where the inputs that are not state come in, and where those have to be that are the same in every step. */
    inlets: new Map(moving.map(([path, node]) => [path, inlets.get(node)!])),
    numbers: new Map(numbers.map(([path, node]) => [path, fixed.get(node)!])),
    constants: constants.map((node) => ({ address: fixed.get(node)!, value: isTable(node) ? node.table : node.value })),
    tables: tablesAt,
    /** Where the variables lie that it reads or changes. */
    homes: new Map(variables.map(({ path, address }) => [path, address])),
    /** The variables that it reads; and those that it changes, with their types afterwards. */
    reads: variables.flatMap(({ path, before }) => (read.has(before) ? [path] : [])),
    changed: new Map(changed.map(({ path, after }) => [path, after])),
    /** For each variable that is updated by events, or whose spikes are listed, the word to set when something else has changed it. */
    dirty: new Map([...variables.flatMap(dirtyOf), ...lists.dirty]),
    /** Where the ranges are that it keeps, by path. */
    ranges: new Map(ranged.map(({ path, at }) => [path, at])),
    /** The first byte behind the memory that it uses, and how many bytes its largest value takes. */
    end,
    largest: [...plan.addresses.keys()].reduce((most, node) => Math.max(most, bytesOf(node)), end - plan.end),
  };
};

/** A graph made ready to run: what to put where. Its routines, which run in order, are needed no more once a target has compiled them. */
export type Program = Omit<ReturnType<typeof compile>, 'routines'>;
