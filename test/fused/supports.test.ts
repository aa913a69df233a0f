import { describe, expect, test } from 'vitest';
import { filled, tensor } from '../../src/index.js';
import { draw, type Algebra, type Node } from '../../src/authoring.js';
import { isProduct, joinedProduct } from '../../src/backends/fused/plan/products.js';
import { largest } from '../../src/backends/fused/kernels/outer-products.js';
import { supporting, type Support } from '../../src/backends/fused/plan/values.js';
import type { Applied } from '../../src/backends/graph.js';

const types = {
  s: { shape: [2, 3], dtype: 'bool' },
  x: { shape: [2, 3], dtype: 'f32' },
  t: { shape: [2, 4], dtype: 'bool' },
  y: { shape: [2, 4], dtype: 'f32' },
  m: { shape: [3, 4], dtype: 'bool' },
  w: { shape: [3, 4], dtype: 'f32' },
  n: { shape: [2], dtype: 'i32' },
  z: { shape: [1, 3], dtype: 'f32' },
} as const;
type Inputs = Readonly<Record<keyof typeof types, Node>>;
type Formula = (A: Algebra<Node>, of: Inputs) => Node;
const drawn = (f: Formula): Applied =>
  (draw(types, (A, of) => ({ y: f(A, of as Inputs) })).outputs as Readonly<Record<string, Applied>>)['y']!;
const supportOf = (f: Formula): Support => supporting()(drawn(f));

/** A matrix of each support. */
const matrices: Readonly<Record<Support, Formula>> = {
  nowhere: (A) => A.constant(filled([3, 4], 0)),
  spikes: (A, { w, m }) => A.mul(w, m),
  rows: (A, { s, y }) => A.contract('bi,bj->ij', s, y),
  columns: (A, { x, t }) => A.contract('bi,bj->ij', x, t),
  'rows and columns': (A, { s, x, t, y }) => A.sub(A.contract('bi,bj->ij', s, y), A.contract('bi,bj->ij', x, t)),
  everywhere: (_, { w }) => w,
};
const all = Object.keys(matrices) as readonly Support[];
const pairs = all.flatMap((a) => all.map((b) => [a, b] as const));

test.each(all)('a matrix is other than 0 in %s', (support) => {
  expect(supportOf(matrices[support])).toBe(support);
});

test.each(pairs)('a product of factors that are other than 0 in %s and %s is so where both are', (a, b) => {
  const either = [a, b].find((one) => one !== 'everywhere') ?? 'everywhere';
  expect(supportOf((A, of) => A.mul(matrices[a](A, of), matrices[b](A, of)))).toBe(
    [a, b].includes('nowhere') ? 'nowhere' : either,
  );
});

test.each(pairs)('a sum of what is other than 0 in %s and in %s is so where either is', (a, b) => {
  const some = [...new Set([a, b].filter((one) => one !== 'nowhere'))];
  const isByNeurons = some.every((one) => one !== 'spikes' && one !== 'everywhere');
  const want = some.length < 2 ? (some[0] ?? 'nowhere') : isByNeurons ? 'rows and columns' : 'everywhere';
  for (const op of ['add', 'sub'] as const)
    expect(supportOf((A, of) => A[op](matrices[a](A, of), matrices[b](A, of)))).toBe(want);
});

test.each(all)('a choice is other than 0 where that which is chosen, in %s, is so, and spikes choose it', (support) => {
  const chosen = (other: number | Node): Support =>
    supportOf((A, of) => A.where(of.m, matrices[support](A, of), typeof other === 'number' ? other : of.w));
  expect(chosen(0)).toBe(support === 'everywhere' ? 'spikes' : support);
  expect(chosen(1)).toBe('everywhere');
  // Beside what is 0 but in some rows, whatever is chosen counts.
  expect(supportOf((A, of) => A.where(of.m, matrices[support](A, of), matrices.rows(A, of)))).toBe(
    { nowhere: 'rows', rows: 'rows', spikes: 'everywhere', everywhere: 'everywhere' }[support as string] ??
      'rows and columns',
  );
});

test.each(all)(
  'a quotient, and a magnitude, of what is other than 0 in %s are so there; moved, spikes only stay few',
  (support) => {
    const few = support === 'spikes' || support === 'nowhere' ? support : 'everywhere';
    expect(supportOf((A, of) => A.div(matrices[support](A, of), 3))).toBe(support);
    expect(supportOf((A, of) => A.abs(matrices[support](A, of)))).toBe(support);
    expect(supportOf((A, of) => A.reshape(matrices[support](A, of), [12]))).toBe(few);
    expect(supportOf((A, of) => A.gather(matrices[support](A, of), tensor([2], [1, 0], 'i32')))).toBe(few);
    expect(supportOf((A, of) => A.exp(matrices[support](A, of)))).toBe('everywhere');
  },
);

describe('products of which every axis is kept', () => {
  test.each<readonly [string, boolean, Formula]>([
    ['of pairs in each row', true, (A, { x, y }) => A.contract('bi,bj->bij', x, y)],
    ['of all pairs', true, (A, { x, y }) => A.contract('bi,cj->bcij', x, y)],
    ['element by element', true, (A, { x, s }) => A.contract('bi,bi->bi', x, s)],
    ['the first operand the other way round', false, (A, { w, y }) => A.contract('ij,bj->bji', w, y)],
    ['the second operand the other way round', false, (A, { y, w }) => A.contract('bj,ij->bji', y, w)],
    ['summed over the first operand', false, (A, { x, y }) => A.contract('bi,bj->bj', x, y)],
    ['summed over the second operand', false, (A, { x, y }) => A.contract('bi,bj->bi', x, y)],
    ['of whole numbers', false, (A, { n, x }) => A.contract('b,bi->bi', n, x)],
    ['with whole numbers', false, (A, { n, x }) => A.contract('bi,b->bi', x, n)],
    ['that are no contraction', false, (A, { x, s }) => A.mul(x, s)],
  ])('%s: %s', (_, is, f) => {
    expect(isProduct(drawn(f))).toBe(is);
  });
});

describe('joined over the rows of a batch, products of pairs are one contraction', () => {
  test.each<readonly [string, readonly unknown[] | undefined, Formula]>([
    ['their sum', ['bi,bj->ij'], (A, { x, y }) => A.sum(A.contract('bi,bj->bij', x, y), [0])],
    ['the largest', ['bi,bj->ij', largest], (A, { x, y }) => A.maxOver(A.contract('bi,bj->bij', x, y), [0])],
    [
      'the sum of one row',
      ['bi,bj->ij'],
      (A, { z, y }) =>
        A.sum(A.contract('bi,bj->bij', z, A.gather(A.reshape(y, [1, 8]), tensor([4], [0, 1, 2, 3], 'i32'))), [0]),
    ],
    ['not the largest of one row', undefined, (A, { z }) => A.maxOver(A.contract('bi,bj->bij', z, z), [0])],
    ['not over other axes', undefined, (A, { x, y }) => A.sum(A.contract('bi,bj->bij', x, y), [1])],
    ['nor over more', undefined, (A, { x, y }) => A.sum(A.contract('bi,bj->bij', x, y), [0, 1])],
    [
      'not where the second has rows of its own',
      undefined,
      (A, { x, w }) => A.sum(A.contract('bi,cj->bcij', x, w), [0]),
    ],
    ['not where it is in none', undefined, (A, { x, y }) => A.sum(A.contract('bi,j->bij', x, A.sum(y, [0])), [0])],
    [
      'not where the first has but rows',
      undefined,
      (A, { x, y }) => A.sum(A.contract('b,bj->bj', A.sum(x, [1]), y), [0]),
    ],
    ['not of elements', undefined, (A, { x, s }) => A.sum(A.contract('bi,bi->bi', x, s), [0])],
    [
      'not of pairs that stand the other way round',
      undefined,
      (A, { x, y }) => A.sum(A.contract('bi,bj->bji', x, y), [0]),
    ],
    ['not of what is already summed', undefined, (A, { x, y }) => A.sum(A.contract('bi,bj->ij', x, y), [0])],
    ['not of what is no product', undefined, (A, { x }) => A.sum(A.exp(x), [0])],
    ['not joined otherwise', undefined, (A, { x, y }) => A.abs(A.contract('bi,bj->bij', x, y))],
  ])('%s: %j', (_, attribute, f) => {
    const node = drawn(f);
    const joined = joinedProduct(node);
    expect(joined?.attribute).toEqual(attribute);
    if (joined !== undefined) expect([joined.op, joined.args]).toEqual(['contract', (node.args[0] as Applied).args]);
  });
});
