import { float, int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { type Guarded } from './context.js';

/** The word that is set once a variable has become what it must not be. */
export const alarm = 4;

/** Looks at values on their way to memory, and tells at the end of a kernel whether one was none of what it has to be. */
export interface Guard {
  readonly look: (value: Value, lanes: 1 | 4, as: Guarded) => void;
  readonly tell: () => void;
}

/** x - x is 0, or NaN where x is not finite: that stays in a sum, and its bits in a vector. */
export const guard = (write: Writer, lanes: 1 | 4): Guard => {
  const single = write.variable('f32', float(0));
  const wide = lanes === 4 ? write.variable('v128', int(0)) : undefined;
  return {
    look: (value, width, as) => {
      if (width === 4 && wide !== undefined) {
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
