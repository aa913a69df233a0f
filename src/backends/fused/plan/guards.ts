import type { Node } from '../../../core/graph/graph.js';
import { stored } from '../../graph.js';
import type { Guarded, Kernel } from '../kernels/kernel.js';
import type { Variable } from './layout.js';

/** Which variables are looked at after a step: where they are computed, or where they lie. */
export interface Guards {
  /** Those that a kernel can look at as it writes them. */
  readonly written: ReadonlyMap<Node, Guarded>;
  readonly lying: readonly { readonly node: Node; readonly address: number; readonly as: Guarded }[];
}

/** What a step changes has to be looked at, but for what cannot become infinite, or NaN, by what it is made of. */
export const guardsOf = (
  variables: readonly Variable[],
  kernels: readonly Kernel[],
  boundOf: (node: Node) => number,
  infinite: (path: string) => boolean,
): Guards => {
  const looking = new Set<Node>(kernels.flatMap(({ guards, writes }) => (guards ? writes : [])));
  const guarded = variables.flatMap(({ before, after, path, address }) =>
    after === before || after.dtype !== 'f32' || boundOf(after) < Infinity
      ? []
      : [{ node: after, address, as: infinite(path) ? ('number' as const) : ('finite' as const) }],
  );
  const written = new Map<Node, Guarded>();
  for (const { node, as } of guarded)
    if (looking.has(stored(node)) && written.get(stored(node)) !== 'number') written.set(stored(node), as);
  return { written, lying: guarded.filter(({ node }) => !looking.has(stored(node))) };
};
