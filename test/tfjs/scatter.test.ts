import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { eagerAlgebra } from '../../src/authoring.js';
import { kernelContext, type KernelContext } from '../../src/backends/tfjs/kernel-context.js';
import { copied } from '../../src/backends/tfjs/device-value.js';
import { scatter } from '../../src/backends/tfjs/move.js';
import { read } from '../../src/backends/tfjs/read.js';
import { withBackend } from '../../src/backends/tfjs/with-backend.js';
import { tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';

/** The result, on the CPU, of scatter as on GPUs, by gathering: `[rows, n]`. */
const gathered = async (x: Tensor, places: Tensor, n: number): Promise<Tensor> => {
  await tf.setBackend('cpu');
  const plain = kernelContext(tf, 'webgl');
  // A GPU holds no tensor without elements.
  const own: KernelContext = {
    ...plain,
    keep: (kept) => {
      expect(kept.data.length).toBeGreaterThan(0);
      return plain.keep(kept);
    },
  };
  const type = { shape: [x.shape[0]!, n], dtype: 'f32' } as const;
  const on = await withBackend(tf, 'cpu', () => scatter(own, copied(tf, x), places, type));
  const [found] = await read(tf, 'cpu', [{ ...type, on }]);
  own.clear();
  return found!;
};

const scattered = fc
  .tuple(wholeIn(1, 3), wholeIn(1, 9), wholeIn(1, 6))
  .chain(([rows, count, n]) =>
    fc.tuple(tensorOf([rows, count], wholeIn(-5, 5)), tensorOf([count], wholeIn(-1, n - 1), 'i32'), fc.constant(n)),
  );

law(
  'scatter as on GPUs, by gathering, adds every element to its place, as eager does',
  [scattered],
  async ([x, places, n]) => {
    const [got, want] = [await gathered(x, places, n), eagerAlgebra.scatter(x, places, n)];
    expect(got.shape).toEqual(want.shape);
    expect([...got.data]).toEqual([...want.data]);
  },
  60,
);

test('it does so with several elements for one place, none for another, and none at all', async () => {
  const x = tensor([2, 4], [1, 2, 3, 4, 5, 6, 7, 8]);
  const at = async (places: readonly number[]): Promise<readonly number[]> => [
    ...(await gathered(x, tensor([4], places, 'i32'), 3)).data,
  ];
  expect(await at([2, 2, 0, 2])).toEqual([3, 0, 7, 7, 0, 19]);
  expect(await at([1, -1, 1, -1])).toEqual([0, 4, 0, 0, 12, 0]);
  expect(await at([-1, -1, -1, -1])).toEqual([0, 0, 0, 0, 0, 0]);
});

test.each(['webgl', 'cpu'])('on %s the same places scatter into layers of several sizes', async (mode) => {
  await tf.setBackend('cpu');
  const own = kernelContext(tf, mode);
  const [x, places] = [tensor([1, 3], [1, 2, 3]), tensor([3], [-1, 2, 2], 'i32')];
  for (const n of [3, 5]) {
    const type = { shape: [1, n], dtype: 'f32' } as const;
    const on = await withBackend(tf, 'cpu', () => scatter(own, copied(tf, x), places, type));
    const [found] = await read(tf, 'cpu', [{ ...type, on }]);
    expect([...found!.data]).toEqual([0, 0, 5, 0, 0].slice(0, n));
  }
  own.clear();
});
