import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, type Dtype, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import { boolsOf, numberIn, tallies, tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { bare, elementAt, placesOf, tensorBy } from '../support/plain.js';
import { expectSame } from '../support/same.js';

type Contraction = readonly [axes: string, x: Tensor, y: Tensor];

/** Numbers so far apart that the order of a sum shows in its rounding. */
const uneven = fc.constantFrom(0, 2 ** 24, -(2 ** 24), 1, 0.3, -7, 1e-3, 3e9);

/** What is no number, or none that is finite, beside silence of both signs. */
const wild = fc.constantFrom(0, 0, -0, 1, -2.5, Number.NaN, Infinity, -Infinity);

const operand = (shape: readonly number[]): fc.Arbitrary<Tensor> =>
  fc.oneof(
    boolsOf(shape),
    tensorOf(shape, fc.oneof(fc.constant(0), numberIn(-3, 3))),
    tensorOf(shape, uneven),
    tensorOf(shape, wild),
    tensorOf(shape, tallies, 'i32'),
  );

/** Any axes of two operands out of four letters, and any of them, in any order, as the result's. */
const contractions: fc.Arbitrary<Contraction> = fc
  .tuple(
    fc.shuffledSubarray(['b', 'i', 'j', 'k'], { maxLength: 3 }),
    fc.shuffledSubarray(['b', 'i', 'j', 'k'], { maxLength: 3 }),
    fc.record({ b: wholeIn(1, 3), i: wholeIn(1, 3), j: wholeIn(1, 3), k: wholeIn(1, 3) }),
  )
  .chain(([x, y, extent]) => {
    const shape = (letters: readonly string[]): readonly number[] => letters.map((name) => extent[name as 'b']);
    return fc
      .tuple(fc.shuffledSubarray([...new Set([...x, ...y])]), operand(shape(x)), operand(shape(y)))
      .map(([out, a, b]): Contraction => [`${x.join('')},${y.join('')}->${out.join('')}`, a, b]);
  });

/** As it is defined: for each element of the result its products, in the order of the first operand, added one by one. */
const plain = ([axes, x, y]: Contraction): Tensor => {
  const [first, second, out] = axes.split(/,|->/).map((letters) => Array.from(letters)) as [
    string[],
    string[],
    string[],
  ];
  const letters = [...new Set([...first, ...second])];
  const extent = (letter: string): number =>
    first.includes(letter) ? x.shape[first.indexOf(letter)]! : y.shape[second.indexOf(letter)]!;
  const of = (chosen: readonly string[], place: readonly number[]): readonly number[] =>
    chosen.map((letter) => place[letters.indexOf(letter)]!);
  const all = placesOf(letters.map(extent));
  return tensorBy(out.map(extent), 'f32', (to) =>
    all
      .filter((place) => of(out, place).join() === to.join())
      .map((place) => [elementAt(x, of(first, place)), elementAt(y, of(second, place))] as const)
      .reduce((sum, [a, b]) => (a === 0 || b === 0 ? sum : Math.fround(sum + Math.fround(a * b))), 0),
  );
};

describe('contract', () => {
  quickLaw(
    'is the sum of products over the axes that disappear, in the order of the first operand',
    [contractions],
    (given) => {
      expectSame(bare(A.contract(...given)), plain(given));
    },
    500,
  );

  const reordered = fc
    .tuple(fc.shuffledSubarray(['i', 'j', 'k'], { minLength: 3 }), tensorOf([3, 3], uneven), boolsOf([3, 3, 3]))
    .map(([letters, x, y]): Contraction => [`ij,${letters.join('')}->k`, x, y]);
  quickLaw('keeps the order of the first operand, whichever of the two is sparse', [reordered], (given) => {
    expectSame(bare(A.contract(...given)), plain(given));
  });

  const spikes = fc
    .tuple(wholeIn(1, 3), wholeIn(1, 4), wholeIn(1, 4))
    .chain(([b, i, j]) => fc.tuple(boolsOf([b, i]), tensorOf([i, j], fc.oneof(numberIn(-5, 5), wild))));
  test.each([
    ['bi,ij->bj', 'a sum for each neuron'],
    ['bi,bj->ij', 'an outer product'],
    ['bi,bj->bij', 'an outer product for each row'],
  ])('%s, %s: a product with 0 adds nothing, whatever the other factor is', (axes) => {
    for (const silence of [tensor([1, 1], [0]), tensor([1, 1], [-0]), tensor([1, 1], [0], 'bool')])
      for (const other of [Number.NaN, Infinity, -Infinity, 1].map((value) => tensor([1, 1], [value])))
        for (const [x, y] of [
          [silence, other],
          [other, silence],
        ] as const)
          expect(Object.is(A.contract(axes, x, y).data[0], 0)).toBe(true);
  });

  quickLaw('of bool spikes is that of the same spikes as numbers', [spikes], ([s, w]) => {
    const numbers = { ...s, dtype: 'f32' as Dtype, data: Float32Array.from(s.data) };
    expectSame(bare(A.contract('bi,ij->bj', s, w)), bare(A.contract('bi,ij->bj', numbers, w)));
  });
});

/** Nothing, in some rows of an outer product, and what is added to weights from it. */
const updates = fc
  .tuple(wholeIn(1, 2), wholeIn(1, 4), wholeIn(1, 4))
  .chain(([b, i, j]) =>
    fc.tuple(
      fc.oneof(boolsOf([b, i]), tensorOf([b, i], fc.oneof(fc.constant(0), numberIn(-2, 2)))),
      fc.oneof(boolsOf([b, j]), tensorOf([b, j], fc.oneof(fc.constant(0), numberIn(-2, 2)))),
      fc.oneof(tensorOf([i, j], fc.oneof(numberIn(-5, 5), fc.constant(-0))), tensorOf([i, j], tallies, 'i32')),
      fc.oneof(
        numberIn(-1, 1),
        fc.constantFrom(Infinity, Number.NaN, -0),
        tensorOf([i, j], numberIn(-1, 1)),
        tensorOf([], wholeIn(-2, 2), 'i32'),
      ),
      fc.constantFrom('bi,bj->ij', 'bi,bj->bij'),
    ),
  );

describe('what spikes leave of an outer product', () => {
  quickLaw('gives the same bits whether it is known to be sparse or not', [updates], ([pre, post, w, rate, axes]) => {
    const sparse = A.contract(axes, pre, post);
    const dense = bare(sparse);
    const base = axes.endsWith('bij') ? A.sub(dense, dense) : w;
    const ways = [
      (outer: Tensor) => A.mul(rate, outer),
      (outer: Tensor) => A.add(base, A.mul(rate, outer)),
      (outer: Tensor) => A.sub(base, A.mul(rate, outer)),
      (outer: Tensor) => A.sub(A.add(w, A.mul(rate, outer)), A.mul(2, outer)),
      (outer: Tensor) => A.add(A.mul(rate, outer), base),
      (outer: Tensor) => A.add(A.mul(2, A.mul(rate, outer)), A.mul(3, outer)),
    ];
    for (const way of ways) {
      expectSame(bare(way(sparse)), bare(way(dense)));
    }
  });
});
