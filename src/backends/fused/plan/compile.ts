import type { Type } from '../../../core/algebra.js';
import { nodesOf, type Graph, type Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import type { Tensor } from '../../../core/tensor.js';
import { leaves } from '../../../core/graph/tree.js';
import { int, type Routine } from '../ir/ir.js';
import { routine } from '../ir/writer.js';
import { fuseReductions } from './fuse-reductions.js';
import { bounding } from './bounds.js';
import { guardsOf, looking } from './guards.js';
import { aligned, bytesOf, layout, type Variable } from './layout.js';
import { along, kindIn } from '../kernels/context.js';
import { lower, scratchBytes } from '../kernels/lower.js';
import { buffers, type Buffers } from '../kernels/buffers.js';
import { stored } from './nodes.js';
import { kernelsOf, nameOf, readsOf, withConstantMatrices, type Kernel } from './schedule.js';
import { literalsIn, readInMemory } from './literals.js';
import { simplify } from './simplify.js';
import type { ConstantMatrix } from '../constant-matrix.js';
import { eventUpdatesIn } from './event-updates.js';
import { fuseGathers } from './fuse-gathers.js';

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

/**
 * Compiles a graph: its outputs `state...` become the variables of the same path in its inputs, which lie where `addressOf` says.
 * `start` is the first byte of memory that it may use for the rest; `structures` are known of variables, by path; `infinite` says
 * which may be infinite. Where others become so, or any NaN, the word `alarm` is set.
 */
export const program = (
  given: Graph,
  addressOf: (path: string) => number | undefined,
  start: number,
  lanes: 1 | 4,
  structures: ReadonlyMap<string, ConstantMatrix> = new Map(),
  infinite: (path: string) => boolean = () => false,
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
  const nodes = nodesOf(graph);
  const literals = literalsIn(nodes);
  const needed = new Set<Node>([...readInMemory(nodes), ...variables.map(({ after }) => stored(after))]);
  const constants = nodes.flatMap((node) =>
    node._tag === 'Constant' && (!literals.has(node) || needed.has(node)) ? [node] : [],
  );
  const read = new Set(nodes);
  const outside = inputs.filter(([path, node]) => addressOf(path) === undefined && read.has(node));

  let end = start;
  const room = (bytes: number): number => {
    const address = end;
    end += aligned(bytes);
    return address;
  };
  const fixed = new Map<Node, number>(
    inputs.flatMap(([path, node]) => (addressOf(path) === undefined ? [] : [[node, addressOf(path)!]])),
  );
  for (const node of [...constants, ...outside.map(([, node]) => node)]) fixed.set(node, room(bytesOf(node)));

  // Truths come as bytes, and are made words by the first routine.
  const truths = outside.flatMap(([path, node]) =>
    node.dtype === 'bool' ? [{ path, node, at: room(size(node.shape)) }] : [],
  );
  const unpack = routine((write) =>
    truths.forEach(({ node, at }) => {
      const count = size(node.shape);
      along(write, count, lanes, (place, width) => {
        const byte = place._tag === 'Literal' ? int(place.value / 4) : write.op('shr', place, int(2));
        write.store(write.loadMask(kindIn('bool', width), byte, at), place, fixed.get(node)!);
      });
    }),
  );

  const updates = eventUpdatesIn(nodes, variables);
  const buffersOf = new Map<Kernel, Buffers>();
  for (const update of updates) {
    const place = buffers(update, end);
    buffersOf.set(update, place);
    end = place.end;
  }
  const covered = new Set<Node>(updates.flatMap(({ covers }) => covers));
  const steady = variables.filter((variable) => variable.after === variable.before && structures.has(variable.path));
  const known = new Map(steady.map((variable) => [variable.before, structures.get(variable.path)!]));
  // Nothing waits for an update, so it can always come after all that reads the old value.
  const lasting = new Set(variables.map(({ after }) => stored(after)));
  const scheduled = kernelsOf(nodes.filter((node) => !covered.has(node))).map(withConstantMatrices(known));
  const kernels = fuseGathers(fuseReductions([...scheduled, ...updates], lasting), lasting);
  const tables = kernels.flatMap((kernel) => ('table' in kernel ? [kernel.table] : []));
  for (const table of tables) fixed.set(table, room(bytesOf(table)));
  const scratch = room(scratchBytes(kernels, lanes));
  const plan = layout(kernels, variables, fixed, end);
  const pathOf = new Map(inputs.map(([path, node]) => [node, path]));
  const boundOf = bounding((node) => infinite(pathOf.get(node)!));
  const guards = guardsOf(variables, plan.kernels, boundOf, infinite);
  const context = { addresses: plan.addresses, literals, lanes, scratch, guarded: guards.written };
  const reading = new Set([
    ...kernels.flatMap(readsOf),
    ...variables.flatMap(({ before: old, after }) => (old === after ? [] : [stored(after)])),
  ]);
  const moves = routine((write) =>
    plan.moves.forEach(({ from, to, bytes }) => write.copy(int(to), int(from), int(bytes))),
  );
  const last = guards.lying.length > 0 ? [looking(guards.lying, lanes)] : [];
  return {
    routines: [unpack, ...plan.kernels.map((kernel) => lower(kernel, context, buffersOf.get(kernel))), moves, ...last],
    names: ['unpack', ...plan.kernels.map(nameOf), 'moves', ...last.map(() => 'look for what is not finite')],
    inputs: new Map([
      ...outside.map(([path, node]) => [path, fixed.get(node)!] as const),
      ...truths.map(({ path, at }) => [path, at] as const),
    ]),
    constants: [...constants, ...tables].map((node) => ({ address: fixed.get(node)!, value: node.value })),
    reads: inputs.flatMap(([path, node]) => (reading.has(node) && addressOf(path) !== undefined ? [path] : [])),
    changed: new Map(
      variables.filter((variable) => variable.after !== variable.before).map(({ path, after }) => [path, after]),
    ),
    fresh: new Map(
      updates.flatMap((update) =>
        variables
          .filter(({ before: old }) => old === update.before)
          .map(({ path }) => [path, buffersOf.get(update)!.fresh] as const),
      ),
    ),
    end: plan.end,
  };
};
