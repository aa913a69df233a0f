import type { Tensor } from '../../core/tensor.js';
import { upload, type Tf, type TfTensor } from './held.js';

/** What kernels need besides their operands: tfjs, the name of its backend, and what is worked out once for plain data. */
export interface Desk {
  readonly tf: Tf;
  readonly mode: string;
  /** The same for the same plain data and use, until the desk is cleared. */
  readonly once: <A>(of: Tensor, use: string, make: () => A) => A;
  /** Brings plain data to the device, to stay there. */
  readonly keep: (x: Tensor) => TfTensor;
  /** Lets go of all that was kept. */
  readonly clear: () => void;
}

export const desk = (tf: Tf, mode: string): Desk => {
  const found = new Map<Tensor, Map<string, unknown>>();
  const kept: TfTensor[] = [];
  return {
    tf,
    mode,
    once: <A>(of: Tensor, use: string, make: () => A): A => {
      const uses = found.get(of) ?? new Map<string, unknown>();
      found.set(of, uses);
      if (!uses.has(use)) uses.set(use, make());
      return uses.get(use) as A;
    },
    keep: (x) => {
      const held = tf.keep(upload(tf, x));
      kept.push(held);
      return held;
    },
    clear: () => {
      tf.dispose(kept.splice(0));
      found.clear();
    },
  };
};
