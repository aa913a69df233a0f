import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { float, int, type Value } from '../ir/ir.js';
import { along, kindIn, type Lanes } from './emit.js';
import type { Writer } from './kernel.js';

/** The word that is set once a variable has become what it must not be. */
export const alarm = 4;

/** Looks at values on their way to memory, and tells at the end of a kernel whether one was none of what it has to be. */
export interface Guard {
  readonly look: (of: Node, value: Value, lanes: Lanes) => void;
  readonly tell: () => void;
}

/** A guard, if some of these values are guarded. x - x is 0, or NaN where x is not finite: that stays in a sum, and its bits in a vector. */
export const guardOf = (write: Writer, values: readonly Node[]): Guard => {
  if (!values.some((value) => write.guarded.has(value))) return { look: () => {}, tell: () => {} };
  const single = write.variable('f32', float(0));
  const wide = write.lanes === 4 ? write.variable('v128', int(0)) : undefined;
  return {
    look: (of, value, lanes) => {
      const as = write.guarded.get(of);
      if (as === undefined) return;
      if (lanes === 4 && wide !== undefined) {
        const odd = write.op(as === 'finite' ? 'f32.sub' : 'f32.ne', value, value);
        write.assign(wide, write.op('or', wide, odd));
      } else {
        const odd =
          as === 'finite'
            ? write.op('f32.sub', value, value)
            : write.op('f32.select', write.op('f32.ne', value, value), value, float(0));
        write.assign(single, write.op('f32.add', single, odd));
      }
    },
    tell: () => {
      const odd = write.op('f32.ne', single, float(0));
      const any = wide === undefined ? odd : write.op('or', odd, write.op('any_true', wide));
      write.if(any, () => write.store(int(1), int(alarm)));
    },
  };
};

/** Looks at variables where they lie, when a step is done. */
export const lookAt = (write: Writer, lying: readonly { readonly node: Node; readonly address: number }[]): void => {
  const { look, tell } = guardOf(
    write,
    lying.map(({ node }) => node),
  );
  for (const { node, address } of lying)
    along(write, size(node.shape), (at, lanes) => look(node, write.load(kindIn('f32', lanes), at, address), lanes));
  tell();
};
