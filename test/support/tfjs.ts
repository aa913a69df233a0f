import type { Tree } from '../../src/core/graph/tree.js';
import { mapTree } from '../../src/core/graph/tree.js';
import { tfjsAlgebra } from '../../src/backends/tfjs/algebra.js';
import { kernelContext } from '../../src/backends/tfjs/kernel-context.js';
import { copied, type DeviceValue, type Tf, type Value } from '../../src/backends/tfjs/device-value.js';
import { read } from '../../src/backends/tfjs/read.js';
import { start, withBackend } from '../../src/backends/tfjs/with-backend.js';
import type { Tensor } from '../../src/index.js';
import type { Algebra } from '../../src/authoring.js';
import { errors, operands, type Operands } from './exactness.js';

/** The results of tfjs's kernels on operands copied to the device (all but whole numbers, as in a session). */
export const onDevice = async (
  tf: Tf,
  mode: string,
  given: Tree<Tensor>,
  compute: (A: Algebra<Value>, given: Tree<Value>) => readonly Value[],
): Promise<readonly Tensor[]> => {
  const refused = await start(tf, mode);
  if (refused !== undefined) throw new Error(`${mode}: ${refused.want}, got ${refused.got}`);
  const own = kernelContext(tf, mode);
  const there = (x: Tensor): Value =>
    x.dtype === 'i32' ? x : ({ shape: x.shape, dtype: x.dtype, on: copied(tf, x) } satisfies DeviceValue);
  const found = await withBackend(tf, mode, () => {
    tf.engine().startScope();
    return compute(
      tfjsAlgebra(own, () => false),
      mapTree(there, given),
    );
  });
  const copies = await Promise.all(found.map((value) => read(tf, mode, [value])));
  tf.engine().endScope();
  own.clear();
  return copies.map(([copy]) => copy!);
};

/** How far off a mode of tfjs is in each example. */
export const tfjsErrors = (tf: Tf, mode: string): Promise<Readonly<Record<string, number>>> =>
  errors(async (example) => {
    // A record of values is a tree of them.
    const given = operands as unknown as Tree<Tensor>;
    const [found] = await onDevice(tf, mode, given, (A, there) => [example(A, there as unknown as Operands<Value>)]);
    return found!;
  });
