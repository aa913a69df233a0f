import type { Node } from '../../core/graph/graph.js';
import { remembered } from '../../core/record.js';
import { size } from '../../core/shape.js';
import { isElementwise, levelsOf, stored, type Applied } from '../graph.js';
import type { Limits } from './modes.js';

/** What one launch computes: an operation of its own, or outputs of a fused element-by-element part, down to the arrays it reads. */
export type Launch = { readonly _tag: 'Single'; readonly node: Applied } | ({ readonly _tag: 'Fused' } & Pack);

/** The nodes to compute, and which of them are outputs. */
export interface Task {
  /** Without reshapes, operands first. */
  readonly nodes: readonly Applied[];
  /** Nodes whose values are outputs of the graph. */
  readonly wanted: ReadonlySet<number>;
  /** Whether a node that no launch computes is an array to be read; otherwise it is written into the kernel. */
  readonly isArray: (node: Node) => boolean;
}

/**
 * The order of launches. Element-by-element nodes of one size fuse, as long as nothing of another size, and no operation that
 * needs whole arrays, stands between them: so every node has a level, and a level's nodes of one size are a group.
 */
export const schedule = ({ nodes, wanted, isArray }: Task, limits: Limits): readonly Launch[] => {
  const levels = levelsOf(nodes, sharesLoop);
  const readers = readersOf(nodes);
  const groups = new Map<string, Applied[]>();
  for (const node of nodes) {
    const key = isElementwise(node) ? `${levels.get(node)} ${size(node.shape)}` : `#${node.id}`;
    remembered(groups, key, () => []).push(node);
  }
  return [...groups.values()]
    .sort(([a], [b]) => levels.get(a!)! - levels.get(b!)!)
    .flatMap((group): readonly Launch[] => {
      const node = group[0]!;
      if (!isElementwise(node)) return [{ _tag: 'Single', node }];
      const mine = new Set(group.map(({ id }) => id));
      const leaves = ({ id }: Applied): boolean =>
        wanted.has(id) || readers.get(id)!.some((reader) => !mine.has(reader));
      return packsOf(group, leaves, isArray, limits).map((launch) => ({ _tag: 'Fused', ...launch }));
    });
};

const sharesLoop = (operand: Node, node: Node): boolean =>
  isElementwise(node) && isElementwise(stored(operand)) && size(operand.shape) === size(node.shape);

/** The nodes that read each node. */
const readersOf = (nodes: readonly Applied[]): ReadonlyMap<number, readonly number[]> => {
  const readers = new Map<number, number[]>(nodes.map(({ id }) => [id, []]));
  for (const { id, args } of nodes) for (const arg of args) readers.get(stored(arg).id)?.push(id);
  return readers;
};

/** Outputs that one kernel computes, and the arrays that it reads, by node. */
interface Pack {
  readonly outputs: readonly Applied[];
  readonly reads: ReadonlySet<number>;
}

/**
 * A group of fused nodes as packs that read and give no more than a mode allows. A pack computes all that its outputs need, even
 * nodes that another computes too: that costs less than a launch. A node that reads too many arrays has an operand computed before.
 */
const packsOf = (
  group: readonly Applied[],
  leaves: (node: Applied) => boolean,
  isArray: (node: Node) => boolean,
  limits: Limits,
): readonly Pack[] => {
  const own = new Map<number, ReadonlySet<number>>();
  const cut = new Set<number>();
  const readsOf = (arg: Node): ReadonlySet<number> => {
    const { id } = stored(arg);
    return cut.has(id) ? new Set([id]) : (own.get(id) ?? new Set(isArray(arg) ? [id] : []));
  };
  for (const node of group) {
    const reads = (): ReadonlySet<number> => new Set(node.args.flatMap((arg) => [...readsOf(arg)]));
    // An operation has at most three operands, so this loop ends.
    while (reads().size > limits.inputs) {
      const [widest] = node.args.map(stored).sort((a, b) => readsOf(b).size - readsOf(a).size);
      cut.add(widest!.id);
    }
    own.set(node.id, reads());
  }
  const packs: Pack[] = [];
  for (const node of group.filter((one) => cut.has(one.id) || leaves(one))) {
    const last = packs.at(-1);
    const reads = own.get(node.id)!;
    const together = new Set([...(last?.reads ?? []), ...reads]);
    const fits =
      last !== undefined &&
      last.outputs.length < limits.outputs &&
      together.size <= limits.inputs &&
      !last.outputs.some(({ id }) => reads.has(id));
    if (fits) packs[packs.length - 1] = { outputs: [...last.outputs, node], reads: together };
    else packs.push({ outputs: [node], reads });
  }
  return packs;
};
