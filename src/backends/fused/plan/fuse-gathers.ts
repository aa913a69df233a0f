import type { Node } from '../../../core/graph/graph.js';
import { readsOf, type Kernel } from './schedule.js';
import { convolutionOf } from '../kernels/convolutions.js';

/**
 * The same kernels, but that spikes and images seen through windows are read where they are; what nobody reads any more is not
 * written out.
 */
export const fuseGathers = (kernels: readonly Kernel[], lasting: ReadonlySet<Node>): readonly Kernel[] => {
  const read = new Set<Node>(lasting);
  // Whoever reads a kernel's result comes after it.
  const backwards = kernels.toReversed().flatMap((kernel): readonly Kernel[] => {
    if (kernel._tag === 'Other' && !read.has(kernel.node)) return [];
    const seen = kernel._tag === 'Other' ? (convolutionOf(kernel.node) ?? kernel) : kernel;
    readsOf(seen).forEach((node) => read.add(node));
    return [seen];
  });
  return backwards.toReversed();
};
