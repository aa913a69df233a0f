import { expect } from 'vitest';
import type { Type } from '../../src/authoring.js';
import type { Tensor } from '../../src/index.js';
import { leaves, type Tree } from '../../src/core/graph/tree.js';

/** Whether two tensors agree to the bit: shape, element type, and every element (0 is not -0). */
export const sameBits = (a: Tensor, b: Tensor): boolean =>
  sameType(a, b) && a.data.length === b.data.length && a.data.every((value, k) => Object.is(value, b.data[k]));

export const sameType = (a: Type, b: Type): boolean =>
  a.dtype === b.dtype && a.shape.length === b.shape.length && a.shape.every((extent, axis) => extent === b.shape[axis]);

/** Expects two records of tensors, however deep, to agree to the bit; otherwise shows where they do not. */
export const expectSame = (got: Tree<Tensor>, want: Tree<Tensor>): void => {
  const [mine, yours] = [leaves(got), leaves(want)];
  const same =
    mine.length === yours.length &&
    mine.every(([path, leaf], k) => path === yours[k]![0] && sameBits(leaf, yours[k]![1]));
  if (!same) expect(plain(mine)).toStrictEqual(plain(yours));
  expect(same).toBe(true);
};

const plain = (found: readonly (readonly [string, Tensor])[]): object =>
  Object.fromEntries(
    found.map(([path, { shape, dtype, data }]) => [path, { shape: [...shape], dtype, data: Array.from(data) }]),
  );

/** Expects numbers to be within a distance of each other, element by element. */
export const expectNear = (got: ArrayLike<number>, want: ArrayLike<number>, distance: number): void => {
  expect(got.length).toBe(want.length);
  const worst = Array.from(got, (value, k) => Math.abs(value - want[k]!)).reduce((a, b) => (b <= a ? a : b), 0);
  if (!(worst <= distance)) expect(Array.from(got)).toStrictEqual(Array.from(want));
};
