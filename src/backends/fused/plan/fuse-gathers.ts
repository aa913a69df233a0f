import type { Node } from '../../../core/graph/graph.js';
import type { Kernel } from '../kernels/kernel.js';

/**
 * The same kernels but those whose values nobody reads: kernels that read an image through its windows leave the gather that
 * would have written these out without readers. `lasting` are the values that have to be there at the end.
 */
export const fuseGathers = (kernels: readonly Kernel[], lasting: ReadonlySet<Node>): readonly Kernel[] => {
  const read = new Set<Node>(lasting);
  // What reads a kernel's values comes after it.
  return kernels
    .toReversed()
    .filter(({ reads, writes }) => {
      const isRead = writes.some((node) => read.has(node));
      if (isRead) reads.forEach((node) => read.add(node));
      return isRead;
    })
    .toReversed();
};
