import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { type Routine } from '../ir/ir.js';
import { routine } from '../ir/writer.js';
import type { Bound } from './bounds.js';
import type { Variable } from './layout.js';
import { along, type Guarded } from '../kernels/context.js';
import { guard } from '../kernels/guard.js';
import { stored } from './nodes.js';
import { writesOf, type Kernel } from './schedule.js';

/** Which variables are looked at after a step: where they are computed, or where they lie. */
export interface Guards {
  /** Those that a kernel can look at as it writes them. */
  readonly written: ReadonlyMap<Node, Guarded>;
  readonly lying: readonly (readonly [Variable, Guarded])[];
}

/** What a step changes has to be looked at, but for what cannot become infinite, or NaN, by what it is made of. */
export const guardsOf = (
  variables: readonly Variable[],
  kernels: readonly Kernel[],
  boundOf: (node: Node) => Bound,
  infinite: (path: string) => boolean,
): Guards => {
  const looking = new Set<Node>(
    kernels.flatMap((kernel) => (kernel._tag === 'Map' || kernel._tag === 'EventUpdate' ? writesOf(kernel) : [])),
  );
  const guarded = variables.flatMap((variable): (readonly [Variable, Guarded])[] => {
    const { before, after, path } = variable;
    if (after === before || after.dtype !== 'f32' || boundOf(after) !== undefined) return [];
    return [[variable, infinite(path) ? 'number' : 'finite']];
  });
  const written = new Map<Node, Guarded>();
  for (const [{ after }, as] of guarded)
    if (looking.has(stored(after)) && written.get(stored(after)) !== 'number') written.set(stored(after), as);
  return { written, lying: guarded.filter(([{ after }]) => !looking.has(stored(after))) };
};

/** Looks at variables where they lie, when a step is done. */
export const looking = (lying: Guards['lying'], lanes: 1 | 4): Routine =>
  routine((write) => {
    const { look, tell } = guard(write, lanes);
    for (const [{ address, after }, as] of lying)
      along(write, size(after.shape), lanes, (at, width) =>
        look(write.load(width === 4 ? 'v128' : 'f32', at, address), width, as),
      );
    tell();
  });
