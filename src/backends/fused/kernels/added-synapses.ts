import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { zeros } from '../../../core/tensor.js';
import type { Applied } from '../../graph.js';
import { float, type Operand } from '../ir/ir.js';
import { kindIn, type Lanes } from './emit.js';
import { constantOf, kernelOf, type Constant, type Facts, type Kernel, type Writer } from './kernel.js';
import { forEachAdded, listsOf, planOf, spikesIn, type Synapses } from './synapses.js';

/** A sum `before + added` of a variable and of what spikes add to it; `dirty` is set where something else has changed the variable. */
export interface Addition {
  readonly sum: Applied;
  readonly before: Node;
  readonly added: Applied;
  readonly dirty: Constant;
}

/**
 * Spikes that add to a variable where it lies: what they add is summed up apart, and then added only where there is any, if they are
 * few. The variable is never -0 unless something else has made it so, and then all of it is added to.
 */
export const addedSynapses = (addition: Addition, facts: Facts): Kernel | undefined => {
  const { sum, before, added, dirty } = addition;
  const found = planOf(added, facts);
  if (found === undefined || found.plan.bits || found.own.some(({ _tag }) => _tag === 'Apply')) return undefined;
  const { plan, reads } = found;
  const sums = constantOf(zeros([size(added.shape)]));
  return kernelOf(sum, (write) => emitAdded(write, addition, plan, sums), {
    kind: 'synapses in place',
    reads: [...reads, before, dirty, sums],
    lists: listsOf(plan),
    overwrites: (value) => value === before,
  });
};

/** Spikes are few if they reach one in so many targets. */
const few = 8;

const emitAdded = (write: Writer, { before, added, dirty }: Addition, plan: Synapses, sums: Node): void => {
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
