import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldIn, size, tensor, uniforms, type Shape, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A, keyOf } from '../../src/authoring.js';
import { anyTensor, boolsOf, numberIn, shapes, tallies, tensorOf, wholeIn, words } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { elementAt, placesOf, sumOf, tensorBy } from '../support/plain.js';
import { expectSame } from '../support/same.js';

/** A tensor and some of its axes. */
const reducible = (of: (shape: Shape) => fc.Arbitrary<Tensor>): fc.Arbitrary<readonly [Tensor, readonly number[]]> =>
  shapes.chain((shape) => fc.tuple(of(shape), fc.subarray(shape.map((_, axis) => axis))));

/** The elements that fall together when some axes disappear, in ascending order, joined to one. */
const reduced = (x: Tensor, axes: readonly number[], join: (values: readonly number[]) => number): Tensor => {
  const kept = (place: readonly number[]): readonly number[] => place.filter((_, axis) => !axes.includes(axis));
  return tensorBy(kept(x.shape), x.dtype === 'i32' ? 'i32' : 'f32', (to) =>
    join(
      placesOf(x.shape)
        .filter((from) => kept(from).join() === to.join())
        .map((from) => elementAt(x, from)),
    ),
  );
};

const most = (values: readonly number[]): number => values.reduce((a, b) => (a < b ? b : a));

describe('eager', () => {
  quickLaw('sum adds up in ascending order, rounding each time', [reducible(anyTensor)], ([x, axes]) => {
    expectSame(A.sum(x, axes), reduced(x, axes, sumOf));
  });

  test.each([[-1], [2], [0, 2], ['0']])('an axis that is not there is refused: %s', (...axes) => {
    const x = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
    for (const reduce of [A.sum, A.maxOver])
      expect(() => reduce(x, axes as never)).toThrow(/needs axes of \[2, 3\], got/);
  });

  quickLaw('sum of whole numbers wraps', [reducible((shape) => tensorOf(shape, words, 'i32'))], ([x, axes]) => {
    expectSame(
      A.sum(x, axes),
      reduced(x, axes, (values) => values.reduce((a, b) => (a + b) | 0, 0)),
    );
  });

  const floatsOf = (shape: Shape): fc.Arbitrary<Tensor> =>
    fc.oneof(tensorOf(shape, numberIn(-9, 9)), tensorOf(shape, numberIn(-9, -1)), boolsOf(shape));
  quickLaw('most is the largest', [reducible(floatsOf)], ([x, axes]) => {
    expectSame(A.maxOver(x, axes), reduced(x, axes, most));
  });

  quickLaw(
    'most of whole numbers is the largest, below 0 too',
    [reducible((shape) => tensorOf(shape, tallies, 'i32'))],
    ([x, axes]) => {
      expectSame(A.maxOver(x, axes), reduced(x, axes, most));
    },
  );

  quickLaw(
    'reshape keeps the elements in order',
    [shapes.chain((shape) => fc.tuple(anyTensor(shape), fc.shuffledSubarray([...shape], { minLength: shape.length })))],
    ([x, shape]) => {
      expectSame(A.reshape(x, shape), tensor(shape, x.data, x.dtype));
    },
  );

  const candidates = fc
    .tuple(wholeIn(1, 3), shapes)
    .chain(([batch, shape]) => fc.tuple(boolsOf([batch, ...shape]), tensorOf([batch], numberIn(0, 1 - 2 ** -24))));
  quickLaw('pick keeps candidate number floor(u k) of each row', [candidates], ([s, u]) => {
    const picked = A.chooseOne(s, u);
    const width = size(s.shape) / s.shape[0]!;
    u.data.forEach((chance, row) => {
      const places = Array.from({ length: width }, (_, place) => place);
      const mine = places.filter((place) => s.data[row * width + place] === 1);
      const kept = places.filter((place) => picked.data[row * width + place] !== 0);
      expect(kept).toStrictEqual(mine.length === 0 ? [] : [mine[Math.floor(Math.fround(chance * mine.length))]]);
    });
    expect([picked.dtype, picked.shape]).toStrictEqual(['bool', s.shape]);
  });

  const word = wholeIn(-(2 ** 31), 2 ** 31 - 1);
  const counters = fc.tuple(word, word, wholeIn(0, 2 ** 31 - 1));
  quickLaw(
    'uniform numbers come from key, stream, tick and place',
    [counters, wholeIn(0, 2 ** 32 - 1), shapes],
    ([k0, k1, tick], stream, shape) => {
      const drawn = uniforms(foldIn(keyOf([k0 >>> 0, k1 >>> 0]), stream), tick, size(shape));
      expectSame(A.uniform(tensor([3], [k0, k1, tick], 'i32'), stream, shape), tensor(shape, drawn));
    },
  );
});
