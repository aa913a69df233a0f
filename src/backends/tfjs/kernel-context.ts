import { remembered } from '../../core/record.js';
import type { Tensor } from '../../core/tensor.js';
import { copied, type Tf, type TfTensor } from './device-value.js';

/** What kernels need besides their operands: tfjs, the name of its backend, and results that are computed once for plain data. */
export interface KernelContext {
  readonly tf: Tf;
  readonly mode: string;
  /** Makes something of plain data for some use, once until the context is cleared. */
  readonly once: <A>(of: Tensor, use: string, make: () => A) => A;
  /**
   * A matrix as tfjs's `matMul` may take it for its second one: reshaped, and a copy where its data was taken before in
   * another shape. On wasm tfjs keeps the operator that it made of a second matrix under its data, which reshapes share, and
   * would multiply by that one again, reading and writing past the ends (4.22).
   */
  readonly second: (x: TfTensor, shape: readonly number[]) => TfTensor;
  /** A copy of plain data on the device, kept until the context is cleared. */
  readonly keep: (x: Tensor) => TfTensor;
  /** Frees every copy that was kept. */
  readonly clear: () => void;
}

export const kernelContext = (tf: Tf, mode: string): KernelContext => {
  const found = new Map<Tensor, Map<string, unknown>>();
  const kept: TfTensor[] = [];
  const shapes = new WeakMap<object, string>();
  return {
    tf,
    mode,
    once: <A>(of: Tensor, use: string, make: () => A): A => {
      const uses = remembered(found, of, () => new Map<string, unknown>());
      if (!uses.has(use)) uses.set(use, make());
      return uses.get(use) as A;
    },
    second: (x, shape) => {
      const matrix = tf.reshape(x, [...shape]);
      const before = shapes.get(x.dataId);
      if (before === undefined) shapes.set(x.dataId, shape.join());
      return before === undefined || before === shape.join()
        ? matrix
        : tf.slice(
            matrix,
            shape.map(() => 0),
          );
    },
    keep: (x) => {
      const copy = tf.keep(copied(tf, x));
      kept.push(copy);
      return copy;
    },
    clear: () => {
      tf.dispose(kept.splice(0));
      found.clear();
    },
  };
};
