import type { Node } from '../../core/graph/graph.js';
import { stored, type Applied } from '../graph.js';
import type { Limits } from './modes.js';

/** Outputs that one kernel computes, and the arrays that it reads, by node. */
export interface Pack {
  readonly outputs: readonly Applied[];
  readonly reads: ReadonlySet<number>;
}

/**
 * A group of fused nodes as packs that read and give no more than a mode allows. A pack computes all that its outputs need, even
 * nodes that another computes too: that costs less than a launch. A node that reads too many arrays has an operand computed before.
 */
export const packsOf = (
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
