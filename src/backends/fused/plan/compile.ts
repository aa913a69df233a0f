import type { Type } from '../../../core/algebra.js';
import { nodesOf, type Graph, type Node } from '../../../core/graph/graph.js';
import { leaves } from '../../../core/graph/tree.js';
import { size } from '../../../core/shape.js';
import type { Tensor } from '../../../core/tensor.js';
import { stored } from '../../graph.js';
import type { ConstantMatrix } from '../kernels/kernel.js';
import { int, type Routine } from '../ir/ir.js';
import { aligned, routine, type Writer } from '../ir/writer.js';
import { along, kindIn } from '../kernels/emit.js';
import { lookAt } from '../kernels/guard.js';
import type { Constant, Context } from '../kernels/kernel.js';
import { kernelsOf } from './kernels.js';
import { guardsOf } from './guards.js';
import { bytesOf, layout, type Variable } from './layout.js';
import { simplify } from './simplify.js';

/** A graph made ready to run: what to put where, and routines to run in order. */
export interface Program {
  readonly routines: readonly Routine[];
  /** What each routine does, in words: for profiles. */
  readonly names: readonly string[];
  /** Where the inputs that are not state have to be; truths a byte each. */
  readonly inputs: ReadonlyMap<string, number>;
  readonly constants: readonly { readonly address: number; readonly value: Tensor }[];
  /** The variables that it reads. */
  readonly reads: readonly string[];
  /** The variables that it changes, with their types afterwards. */
  readonly changed: ReadonlyMap<string, Type>;
  /** For each variable that is updated by events, the word to set when something else has changed it. */
  readonly fresh: ReadonlyMap<string, number>;
  /** The first byte behind the memory that it uses. */
  readonly end: number;
}

/** What a program is compiled for. */
export interface Setting {
  /** Where the variables of a state lie, by path: inputs that have no such address are those of frames. */
  readonly addressOf: (path: string) => number | undefined;
  /** The first byte of memory that it may use for the rest. */
  readonly start: number;
  readonly lanes: 1 | 4;
  /** What one number tells of variables, by path. */
  readonly constantMatrices?: ReadonlyMap<string, ConstantMatrix>;
  /** Whether an input may be infinite; where others become so, or any NaN, the word `alarm` is set. */
  readonly infinite?: (path: string) => boolean;
}

/** Compiles a graph: its outputs `state...` become the variables of the same path in its inputs. */
export const compile = (
  given: Graph,
  { addressOf, start, lanes, constantMatrices = new Map(), infinite = () => false }: Setting,
): Program => {
  const graph = simplify(given);
  const inputs = leaves(graph.inputs);
  const before = new Map(inputs);
  const variables = leaves(graph.outputs).map(([path, after]): Variable => ({
    path,
    before: before.get(path)!,
    after,
    address: addressOf(path)!,
  }));
  const lasting = new Set(variables.map(({ after }) => stored(after)));
  const pathOf = new Map(inputs.map(([path, node]) => [node, path]));

  const isInfinite = (node: Node): boolean => infinite(pathOf.get(node)!);
  const { kernels, updates, boundOf } = kernelsOf(nodesOf(graph), variables, isInfinite, constantMatrices);
  let end = start;
  const allocate = (bytes: number): number => {
    const address = end;
    end += aligned(bytes);
    return address;
  };
  const read = new Set([...kernels.flatMap(({ reads }) => reads), ...lasting]);
  const constants = [...read].filter((node): node is Constant => node._tag === 'Constant');
  const frame = inputs.filter(([path, node]) => addressOf(path) === undefined && read.has(node));
  const fixed = new Map([
    ...inputs.flatMap(([path, node]) => (addressOf(path) === undefined ? [] : [[node, addressOf(path)!] as const])),
    ...[...constants, ...frame.map(([, node]) => node)].map((node) => [node, allocate(bytesOf(node))] as const),
  ]);
  const bytes = new Map(
    frame.flatMap(([path, node]) => (node.dtype === 'bool' ? [[path, allocate(size(node.shape))] as const] : [])),
  );
  const plan = layout(kernels, variables, fixed, end);
  const guards = guardsOf(variables, plan.kernels, boundOf, infinite);
  const context: Context = {
    at: (node) => plan.addresses.get(stored(node))!,
    isStored: (node) => plan.addresses.has(node),
    guarded: guards.written,
  };
  const written = (write: (writer: Writer) => void): Routine => routine(write, lanes, plan.end);
  const widen = written((write) => {
    for (const [path, from] of bytes)
      widenMasks(write, from, fixed.get(before.get(path)!)!, size(before.get(path)!.shape));
  });
  const moves = written((write) => {
    for (const { from, to, bytes: count } of plan.moves) write.copy(int(to), int(from), int(count));
  });
  const last = guards.lying.length > 0 ? [written((write) => lookAt(write, guards.lying))] : [];
  const routines = [widen, ...plan.kernels.map(({ emit }) => written((write) => emit(write, context))), moves, ...last];
  const kept = new Set([
    ...kernels.flatMap(({ reads }) => reads),
    ...variables.flatMap(({ before: old, after }) => (old === after ? [] : [stored(after)])),
  ]);
  return {
    routines,
    names: ['inputs', ...plan.kernels.map(({ name }) => name), 'moves', ...last.map(() => 'look at the state')],
    inputs: new Map(frame.map(([path, node]) => [path, bytes.get(path) ?? fixed.get(node)!])),
    constants: constants.map((node) => ({ address: fixed.get(node)!, value: node.value })),
    reads: inputs.flatMap(([path, node]) => (kept.has(node) && addressOf(path) !== undefined ? [path] : [])),
    changed: new Map(
      variables.filter(({ before: old, after }) => after !== old).map(({ path, after }) => [path, after]),
    ),
    fresh: new Map(
      updates.flatMap((update) =>
        variables
          .filter(({ before: old }) => old === update.before)
          .map(({ path }) => [path, fixed.get(update.fresh)!] as const),
      ),
    ),
    end: Math.max(...routines.map((made) => made.end)),
  };
};

/** Boolean inputs arrive as bytes; the first routine widens them to 32-bit masks. */
const widenMasks = (write: Writer, from: number, to: number, count: number): void =>
  along(write, count, (place, lanes) => {
    const byte = place._tag === 'Literal' ? int(place.value / 4) : write.op('shr', place, int(2));
    write.store(write.loadMask(kindIn('bool', lanes), byte, from), place, to);
  });
