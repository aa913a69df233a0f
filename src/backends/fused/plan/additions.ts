import type { Node } from '../../../core/graph/graph.js';
import { remembered } from '../../../core/record.js';
import { size } from '../../../core/shape.js';
import { stored, type Applied } from '../../graph.js';
import { addedSynapses, type Addition } from '../kernels/added-synapses.js';
import { dirtyWord, type Facts, type Kernel } from '../kernels/kernel.js';
import type { Variable } from './layout.js';

/** A sum that is computed where its variable lies. */
export interface InPlace extends Addition {
  readonly kernel: Kernel;
}

/**
 * Sums `variable + scatter` that take the place of the variable, which nothing else reads: what spikes add to receptors, so that where
 * they add nothing, nothing is computed. A step leaves no -0 in the variable, to which 0 could not be added by leaving it as it is.
 */
export const additionsIn = (
  nodes: readonly Node[],
  variables: readonly Omit<Variable, 'address'>[],
  facts: Facts,
): readonly InPlace[] => {
  const readers = new Map<Node, Node[]>();
  for (const node of nodes)
    if (node._tag === 'Apply' && node.op !== 'reshape')
      for (const arg of node.args) remembered(readers, stored(arg), () => []).push(node);
  const lasting = new Set(variables.map(({ after }) => stored(after)));
  const isReadOnce = (node: Node): boolean => readers.get(node)?.length === 1 && !lasting.has(node);
  return variables.flatMap(({ before, after }) => {
    const [sum] = readers.get(before) ?? [];
    if (sum?._tag !== 'Apply' || sum.op !== 'add' || lasting.has(sum) || !isReadOnce(before)) return [];
    if (!isNeverMinusZero(stored(after), facts)) return [];
    const added = sum.args.map(stored).find((arg): arg is Applied => arg._tag === 'Apply' && arg.op === 'scatter');
    if (added === undefined || !isReadOnce(added) || !sum.args.includes(before)) return [];
    if (size(added.shape) !== size(sum.shape) || size(before.shape) !== size(sum.shape)) return [];
    const addition: Addition = { sum, before, added, dirty: dirtyWord() };
    const kernel = addedSynapses(addition, facts);
    return kernel ? [{ ...addition, kernel }] : [];
  });
};

/** Whether a value is 0 wherever it is near 0: `where(abs(x) < c, 0, x)`. */
const isNeverMinusZero = (after: Node, { literalOf }: Pick<Facts, 'literalOf'>): boolean => {
  if (after._tag !== 'Apply' || after.op !== 'where') return false;
  const [isNear, zero, x] = after.args as [Node, Node, Node];
  if (!Object.is(literalOf(zero)?.value, 0) || isNear._tag !== 'Apply' || isNear.op !== 'lt') return false;
  const [distance, limit] = isNear.args as [Node, Node];
  const isDistance = distance._tag === 'Apply' && distance.op === 'abs' && distance.args[0] === x;
  return isDistance && (literalOf(limit)?.value ?? 0) > 0;
};

/** A kernel that, where it reads such a sum, reads what lies in the place of the variable. */
export const readingInPlace =
  (additions: readonly InPlace[]) =>
  (kernel: Kernel): Kernel => {
    const read = additions.filter(({ sum }) => kernel.reads.includes(sum));
    if (read.length === 0) return kernel;
    const sumOf = new Map(read.map(({ before, sum }) => [before, sum]));
    return {
      ...kernel,
      reads: [...kernel.reads, ...sumOf.keys()],
      overwrites: (value) => kernel.overwrites(sumOf.get(value) ?? value),
    };
  };
