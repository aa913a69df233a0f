import type { Node } from '../../../core/graph.js';
import { readsOf, type Kernel } from '../schedule.js';
import { windowsIn } from './windows.js';

/**
 * The same kernels, but that spikes and images seen through windows are read where they are; windows that nobody reads any more are
 * not written out.
 */
export const unwindowed = (kernels: readonly Kernel[], lasting: ReadonlySet<Node>): readonly Kernel[] => {
  const changed = kernels.map((kernel) => (kernel._tag === 'Other' ? (windowsIn(kernel.node) ?? kernel) : kernel));
  const read = new Set([...changed.flatMap(readsOf), ...lasting]);
  return changed.filter((kernel) => kernel._tag !== 'Other' || kernel.node.op !== 'gather' || read.has(kernel.node));
};
