import { describe, expect, test } from 'vitest';
import { tensor, zeros, type Tensor } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import type { RowTensor } from '../../src/backends/eager/rows.js';
import { bare } from '../support/plain.js';
import { expectSame } from '../support/same.js';

const rowsOf = (x: Tensor): readonly number[] | undefined => (x as RowTensor).rows;

/** Of two samples and five neurons, 3 and 1 spike in the first, 1 in the second. */
const pre = tensor([2, 5], [0, 1, 0, 1, 0, 0, 1, 0, 0, 0], 'bool');
const post = tensor([2, 3], [0.5, -1, 2, 0.25, 3, -4]);
const outer = A.contract('bi,bj->ij', pre, post);
const w = tensor(
  [5, 3],
  Array.from({ length: 15 }, (_, k) => k - 7),
);

describe('an outer product knows which of its rows are not empty', () => {
  test.each<readonly [string, string, Tensor, Tensor, readonly number[] | undefined]>([
    ['those of neurons that spiked, in order', 'bi,bj->ij', pre, post, [1, 3]],
    [
      'in order, though a later sample has an earlier one',
      'bi,bj->ij',
      tensor([2, 5], [0, 0, 0, 0, 1, 1, 0, 0, 0, 0]),
      post,
      [0, 4],
    ],
    ['those of samples in which any spiked', 'bi,ij->bj', tensor([3, 2], [0, 0, 1, 1, 0, 0]), zeros([2, 4]), [1]],
    ['none where nothing spiked', 'bi,bj->ij', zeros([2, 5], 'bool'), post, []],
    ['none where nothing spiked along another axis', 'bi,bj->ji', zeros([2, 5], 'bool'), post, []],
    ['but not along another axis than its first', 'bi,bj->ji', pre, post, undefined],
  ])('%s', (_, axes, x, y, rows) => {
    expect(rowsOf(A.contract(axes, x, y))).toEqual(rows);
  });
});

describe('rows are known', () => {
  test.each<readonly [string, () => Tensor, readonly number[] | undefined]>([
    ['after a factor above 0', () => A.mul(0.5, outer), [1, 3]],
    ['after two', () => A.mul(2, A.mul(0.5, outer)), [1, 3]],
    ['but not after 0, which makes -0 of a number below it', () => A.mul(0, outer), undefined],
    ['nor after one below 0', () => A.mul(-1, outer), undefined],
    ['nor after Infinity, which makes NaN of 0', () => A.mul(Infinity, outer), undefined],
    ['nor after a factor for each row', () => A.mul(tensor([5, 1], [1, 2, 3, 4, 5]), outer), undefined],
    ['nor of a sum with what has others', () => A.add(w, outer), undefined],
    ['nor of a difference', () => A.sub(w, outer), undefined],
    ['nor of a copy', () => bare(outer), undefined],
    ['nor in another shape', () => A.reshape(outer, [15]), undefined],
  ])('%s', (_, make, rows) => {
    expect(rowsOf(make())).toEqual(rows);
  });
});

test('what is made of a sum with an outer product has all of its numbers', () => {
  for (const some of [A.add(w, A.mul(0.5, outer)), A.sub(w, outer)]) {
    expectSame(bare(A.mul(2, some)), bare(A.mul(2, bare(some))));
    expectSame(bare(A.add(w, some)), bare(A.add(w, bare(some))));
  }
});
