import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { zeros } from '../../../core/tensor.js';
import { readersOf, stored, type Applied } from '../../graph.js';
import { float, type Operand } from '../ir/ir.js';
import { kindIn, type Lanes } from './emit.js';
import {
  constantOf,
  dirtyWord,
  kernelOf,
  type Change,
  type Constant,
  type Facts,
  type Kernel,
  type Writer,
} from './kernel.js';
import { forEachAdded, listsOf, planOf, spikesIn, type Synapses } from './synapses.js';

/** A sum `before + added` that is computed where its variable lies; `dirty` is set where something else has changed the variable. */
export interface Addition {
  readonly sum: Applied;
  readonly before: Node;
  readonly added: Applied;
  readonly dirty: Constant;
  readonly kernel: Kernel;
}

/**
 * Sums `variable + scatter` that take the place of the variable, which nothing else reads: what spikes add to receptors, so that where
 * they add nothing, nothing is computed. A step leaves no -0 in the variable: adding 0 to that would make it 0.
 */
export const additionsIn = (
  nodes: readonly Node[],
  variables: readonly Change[],
  facts: Facts,
): readonly Addition[] => {
  const readers = readersOf(nodes);
  const lasting = new Set(variables.map(({ after }) => stored(after)));
  /** Whether a value, in whatever shape, is read once, by one node. */
  const isReadBy = (reader: Node, node: Node): boolean => {
    const [only, ...others] = readers.get(node) ?? [];
    if (only === undefined || others.length > 0 || lasting.has(node)) return false;
    return only === reader || (only.op === 'reshape' && isReadBy(reader, only));
  };
  return variables.flatMap(({ before, after }) => {
    const [sum] = readers.get(before) ?? [];
    if (sum?.op !== 'add' || lasting.has(sum) || !isReadBy(sum, before)) return [];
    if (!isNeverMinusZero(stored(after), facts)) return [];
    const added = sum.args.map(stored).find((arg): arg is Applied => arg._tag === 'Apply' && arg.op === 'scatter');
    if (added === undefined || !isReadBy(sum, added)) return [];
    if (size(added.shape) !== size(sum.shape) || size(before.shape) !== size(sum.shape)) return [];
    const addition = { sum, before, added, dirty: dirtyWord() };
    const kernel = kernelFor(addition, facts);
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

/**
 * What spikes add is summed up apart, and then added only where there is any, if they are few. The variable is never -0 unless
 * something else has made it so, and then all of it is added to.
 */
const kernelFor = (addition: Omit<Addition, 'kernel'>, facts: Facts): Kernel | undefined => {
  const { sum, before, added, dirty } = addition;
  const found = planOf(added, facts);
  if (found === undefined || found.plan.bits || found.own.some(({ _tag }) => _tag === 'Apply')) return undefined;
  const { plan, reads } = found;
  const sums = constantOf(zeros([size(added.shape)]));
  return kernelOf(sum, (write) => emit(write, addition, plan, sums), {
    kind: 'synapses in place',
    reads: [...reads, before, dirty, sums],
    lists: listsOf(plan),
    overwrites: (value) => value === before,
  });
};

/** Spikes are few if they reach one in so many targets. */
const few = 8;

const emit = (write: Writer, { before, added, dirty }: Omit<Addition, 'kernel'>, plan: Synapses, sums: Node): void => {
  const { op, plus, times } = write;
  const [rows, m] = added.shape as [number, number];
  const n = plan.spikes.shape[1]!;
  const most = Math.floor((m * n) / (few * Math.max(1, size(plan.targets.places.shape))));
  const isDirty = write.load('i32', write.at(dirty));
  /** Adds the sums, of which there are none afterwards, at one place or four. */
  const settle = (place: Operand, lanes: Lanes): void => {
    const kind = kindIn('f32', lanes);
    const total = op('f32.add', write.load(kind, place, write.at(before)), write.load(kind, place, write.at(sums)));
    write.store(total, place, write.at(before));
    write.store(write.filling(float(0), lanes), place, write.at(sums));
  };
  write.each(rows, (b) => {
    const found = spikesIn(write, plan, b);
    const first = times(b, m * 4);
    forEachAdded(write, plan, found, (near, value) => {
      const place = plus(first, near);
      write.store(op('f32.add', write.load('f32', place, write.at(sums)), value()), place, write.at(sums));
    });
    write.if(
      op('or', isDirty, op('i32.gt', found.list.count, most * 4)),
      () => write.along(m, (near, lanes) => settle(plus(first, near), lanes)),
      () => forEachAdded(write, plan, found, (near) => settle(plus(first, near), 1)),
    );
  });
  write.store(0, write.at(dirty));
};

/** A kernel that, where it reads such a sum, reads what lies in the place of the variable. */
export const readingInPlace =
  (additions: readonly Addition[]) =>
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
