import type { ElementOp } from '../../src/core/algebra.js';
import { tensor, uniforms, type Shape, type Tensor } from '../../src/index.js';
import { draw, mapTree, type Algebra, type Graph, type Node, type Tree, type Type } from '../../src/authoring.js';

const some = (shape: Shape, seed: number, least: number, most: number): Tensor =>
  tensor(
    shape,
    uniforms(
      seed,
      0,
      shape.reduce((a, b) => a * b, 1),
    ).map((u) => least + (most - least) * u),
  );
const flags = (shape: Shape, seed: number): Tensor =>
  tensor(shape, some(shape, seed, 0, 2).data.map(Math.floor), 'bool');

/** What the operations are tried on: numbers, flags, positive numbers, a window and its newest row, chances, a counter. */
export const operands = {
  a: some([8, 12], 1, -8, 8),
  b: some([8, 12], 2, -8, 8),
  row: some([12], 3, -8, 8),
  column: some([8, 1], 4, -8, 8),
  some: some([8, 12], 5, 0.01, 9),
  s: flags([8, 12], 6),
  t: flags([8, 12], 7),
  u: some([8], 8, 0, 0.999),
  window: some([8, 5, 12], 9, -8, 8),
} as const satisfies Readonly<Record<string, Tensor>>;

type Operands<T> = { readonly [name in keyof typeof operands]: T };
type Use = <T>(A: Algebra<T>, x: Operands<T>) => T;

const places = tensor([15], [3, -1, 0, 11, 3, 7, -1, 2, 2, 2, 5, 10, 9, 0, 4], 'i32');
const targets = tensor([12], [3, -1, 0, 3, 3, 1, -1, 2, 2, 2, 0, 0], 'i32');

/** Every operation that kernels compute, on operands of which some have to be repeated. */
export const operations: Readonly<Record<ElementOp, Use> & Record<string, Use>> = {
  add: (A, { a, row }) => A.add(a, row),
  sub: (A, { a, column }) => A.sub(column, a),
  mul: (A, { a, b }) => A.mul(a, b),
  div: (A, { a, some: d }) => A.div(a, d),
  max: (A, { a, row }) => A.max(a, row),
  min: (A, { a, column }) => A.min(a, column),
  abs: (A, { a }) => A.abs(a),
  exp: (A, { a }) => A.exp(a),
  log: (A, { a, s }) => A.log(A.mul(a, s)),
  clamp: (A, { a }) => A.clamp(a, -2, 3),
  gt: (A, { a, b }) => A.gt(a, b),
  ge: (A, { s, t }) => A.ge(s, t),
  lt: (A, { a, row }) => A.lt(a, row),
  ne: (A, { s, t }) => A.ne(s, t),
  and: (A, { s, t }) => A.and(s, t),
  or: (A, { s, t }) => A.or(s, t),
  not: (A, { s }) => A.not(s),
  where: (A, { s, a }) => A.where(s, a, -Infinity),
  sum: (A, { window }) => A.sum(window, [1]),
  maxOver: (A, { window }) => A.maxOver(window, [0, 2]),
  reshape: (A, { window, a }) => A.mul(A.reshape(A.add(window, 1), [8, 60]), A.sum(a, [0, 1])),
  contract: (A, { s, a }) => A.contract('bi,bj->ij', s, a),
  'contract (numbers)': (A, { a, b }) => A.contract('bi,ji->bj', a, b),
  gather: (A, { a }) => A.gather(a, places),
  scatter: (A, { a }) => A.scatter(a, targets, 7),
  shiftIn: (A, { window, a }) => A.shiftIn(window, a),
  chooseOne: (A, { s, u }) => A.chooseOne(s, u),
};

/**
 * How far a GPU may be from eager, by `distance`; 0 where nothing is named: choosing, comparing and moving numbers is exact. The
 * bounds are what WGSL asks of hardware (add, sub, mul correctly rounded or one fused away; div 2.5 units in the last place; exp 3
 * + 2 |x|; log 2^-21 between 0.5 and 2, else 3), for these operands.
 */
export const tolerances: { readonly [name in keyof typeof operations]?: number } = {
  add: 1.2e-7,
  sub: 1.2e-7,
  mul: 1.2e-7,
  div: 3e-7,
  exp: 2.4e-6,
  log: 4.8e-7,
  sum: 1e-6,
  contract: 1e-6,
  'contract (numbers)': 2e-5,
  scatter: 1e-6,
};
/** The same for any variable after one step from equal states. */
export const stepTolerance = 1e-5;

/** One operation as a graph over all operands. */
export const graphOf = (use: Use): Graph =>
  draw(
    mapTree<Tensor, Type>(({ shape, dtype }) => ({ shape, dtype }), operands),
    (A, x) => ({ result: use(A, x as unknown as Operands<Node>) }) as Tree<Node>,
  );

/** How far numbers are from others: the largest difference, relative to a number that is more than 1. */
export const distance = (got: ArrayLike<number>, want: ArrayLike<number>): number =>
  Array.from(want).reduce((worst, x, k) => {
    const off = Object.is(x, got[k]) || x === got[k] ? 0 : Math.abs(got[k]! - x) / Math.max(1, Math.abs(x));
    return off <= worst ? worst : off;
  }, 0);
