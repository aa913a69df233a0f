import type { Type } from '../../core/algebra.js';
import { nodesOf, type Graph, type Node } from '../../core/graph.js';
import type { Tensor } from '../../core/tensor.js';
import { leaves } from '../../core/tree.js';
import { int, routine, type Routine } from './code.js';
import { aligned, bytesOf, layout, type Variable } from './layout.js';
import { literalOf } from './lower/context.js';
import { contraction } from './lower/contraction.js';
import { lower } from './lower/lower.js';
import { workplace, type Workplace } from './lower/update.js';
import { kernelsOf, stored, type Kernel } from './schedule.js';
import { updateOf, type Update } from './updates.js';

/** A graph made ready to run: what to put where, and routines to run in order. */
export interface Program {
  readonly routines: readonly Routine[];
  /** What each routine is for, in words: for profiles. */
  readonly names: readonly string[];
  /** Where the inputs that are not state have to be. */
  readonly inputs: ReadonlyMap<string, { readonly address: number; readonly type: Type }>;
  readonly constants: readonly { readonly address: number; readonly value: Tensor }[];
  /** The variables that it changes, with their types afterwards. */
  readonly changed: ReadonlyMap<string, Type>;
  /** For each variable that is updated by events, the word to set when something else has changed it. */
  readonly fresh: ReadonlyMap<string, number>;
  readonly start: number;
  readonly end: number;
}

/** Where a state's variable lies, by its path in the graph's inputs. */
export type AddressOf = (path: string) => number | undefined;

/**
 * Compiles a graph: its outputs `state...` become the variables of the same path in its inputs. `start` is the first byte of
 * memory that it may use.
 */
export const program = (graph: Graph, addressOf: AddressOf, start: number, lanes: 1 | 4): Program => {
  const inputs = leaves(graph.inputs);
  const before = new Map(inputs);
  const variables = leaves(graph.outputs).map(([path, after]): Variable => ({
    path,
    before: before.get(path)!,
    after,
    address: addressOf(path)!,
  }));
  const nodes = nodesOf(graph);
  const finals = new Set(variables.map(({ after }) => stored(after)));
  const constants = nodes.filter(
    (node) => node._tag === 'Constant' && (literalOf(node) === undefined || finals.has(node)),
  );
  const read = new Set(nodes);
  const outside = inputs.filter(([path, node]) => addressOf(path) === undefined && read.has(node));

  const fixed = new Map<Node, number>(inputs.flatMap(([path, node]) => pair(node, addressOf(path))));
  let end = start;
  for (const node of [...constants, ...outside.map(([, input]) => input)]) {
    fixed.set(node, end);
    end += aligned(bytesOf(node));
  }
  const updates = updatesIn(nodes, variables);
  const workplaces = new Map<Kernel, Workplace>();
  for (const update of updates) {
    const { place, end: after } = workplace(update, end);
    workplaces.set(update, place);
    end = after;
  }
  const scratch = end;
  const covered = new Set<Node>(
    updates.flatMap(({ nodes: own, byRow, byColumn }) => [...own, ...present([byRow, byColumn])]),
  );
  // Nothing waits for an update, so it can always come after all that reads the old value.
  const kernels = [...kernelsOf(nodes.filter((node) => !covered.has(node))), ...updates];
  const plan = layout(kernels, variables, fixed, scratch + aligned(scratchBytes(kernels)));
  const context = { addresses: plan.addresses, lanes, scratch };
  const moves = routine((write) =>
    plan.moves.forEach(({ from, to, bytes }) => write.copy(int(to), int(from), int(bytes))),
  );
  return {
    routines: [
      ...plan.kernels.map((kernel) => lower(kernel, context, workplaces.get(kernel))),
      ...(plan.moves.length > 0 ? [moves] : []),
    ],
    names: [...plan.kernels.map(nameOf), ...(plan.moves.length > 0 ? ['move'] : [])],
    inputs: new Map(
      outside.map(([path, { shape, dtype, ...node }]) => [
        path,
        { address: fixed.get(before.get(path)!)!, type: { shape, dtype }, node },
      ]),
    ),
    constants: constants.flatMap((node) =>
      node._tag === 'Constant' ? [{ address: fixed.get(node)!, value: node.value }] : [],
    ),
    changed: new Map(
      variables.filter((variable) => variable.after !== variable.before).map(({ path, after }) => [path, after]),
    ),
    fresh: new Map(
      updates.flatMap((update) =>
        variables
          .filter(({ before }) => before === update.before)
          .map(({ path }) => [path, workplaces.get(update)!.fresh] as const),
      ),
    ),
    start,
    end: plan.end,
  };
};

/** The variables that events alone change. */
const updatesIn = (nodes: readonly Node[], variables: readonly Variable[]): readonly Update[] => {
  const uses = new Map<Node, number>();
  for (const node of nodes)
    if (node._tag === 'Apply') node.args.forEach((arg) => uses.set(arg, (uses.get(arg) ?? 0) + 1));
  return present(variables.map(({ before, after }) => updateOf(before, after, uses)));
};

const present = <A>(values: readonly (A | undefined)[]): readonly A[] =>
  values.flatMap((value) => (value === undefined ? [] : [value]));

const pair = <A, B>(a: A, b: B | undefined): readonly (readonly [A, B])[] => (b === undefined ? [] : [[a, b]]);

/** Room for the lists that kernels make: as long as the longest row, and a vector. */
const scratchBytes = (kernels: readonly Kernel[]): number =>
  kernels.reduce(
    (most, kernel) =>
      kernel._tag === 'Other' && kernel.node.op === 'contract'
        ? Math.max(most, contraction(kernel.node).last.extent * 4)
        : kernel._tag === 'Update' && kernel.byColumn !== undefined
          ? Math.max(most, kernel.byColumn.shape[1]! * 4)
          : most,
    16,
  );

const nameOf = (kernel: Kernel): string =>
  kernel._tag === 'Update'
    ? `event-driven update [${kernel.before.shape.join(', ')}]`
    : kernel._tag === 'Map'
      ? `map [${kernel.nodes[0]!.shape.join(', ')}]: ${kernel.nodes.map(({ op }) => op).join(' ')}`
      : `${kernel.node.op} ${kernel.node.attribute.join(' ')} [${kernel.node.shape.join(', ')}]`;
