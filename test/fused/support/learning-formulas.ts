import { tensor, type Shape, type Tensor } from '../../../src/index.js';
import { draw, type Algebra, type Graph, type Node, type Type } from '../../../src/authoring.js';
import { leaves, type Tree } from '../../../src/core/graph/tree.js';

/** What a formula for new weights `[m, n]` can be made of; `pre` and `post` are spikes, `x` and `y` traces of the same neurons. */
export interface Seen<T> {
  readonly w: T;
  /** Another variable of the shape of w, and one of a row of it. */
  readonly v: T;
  readonly u: T;
  readonly pre: T;
  readonly post: T;
  readonly x: T;
  readonly y: T;
  readonly reward: T;
  readonly mask: T;
  readonly outer: (pre: T, post: T) => T;
  /** The largest product of the batch rows, where `outer` is their sum. */
  readonly largest: (pre: T, post: T) => T;
  /** Their sum again, of products that were written out. */
  readonly each: (pre: T, post: T) => T;
}
export type Formula = <T>(A: Algebra<T>, seen: Seen<T>) => T;
/** The variables after a step: w, v, and one `[n]`. */
export type After = <T>(A: Algebra<T>, seen: Seen<T>) => { readonly w: T; readonly v?: T; readonly u?: T };

export const [m, n] = [3, 5];
export const weights = (value: (k: number) => number): Tensor =>
  tensor(
    [m, n],
    Array.from({ length: m * n }, (_, k) => value(k)),
  );
const rising = weights((k) => k / 8);
/** A mask of every other weight. */
const odd = tensor(
  [m, n],
  rising.data.map((_, k) => k % 2),
  'bool',
);

const inputs = (rows: number, from: number, to: number): Tree<Type> => {
  const f32 = (shape: Shape): Type => ({ shape, dtype: 'f32' });
  const bool = (shape: Shape): Type => ({ shape, dtype: 'bool' });
  return {
    state: { w: f32([from, to]), v: f32([from, to]), u: f32([to]) },
    frame: {
      pre: bool([rows, from]),
      post: bool([rows, to]),
      x: f32([rows, from]),
      y: f32([rows, to]),
      reward: f32([]),
      mask: bool([from, to]),
    },
  };
};

export const drawn = (after: After, [rows, from, to]: readonly [number, number, number] = [1, m, n]): Graph =>
  draw(inputs(rows, from, to), (A, given) => {
    const of = Object.fromEntries(leaves(given).map(([path, node]) => [path.split('.')[1]!, node]));
    const outer = (pre: Node, post: Node): Node => A.contract('bi,bj->ij', pre, post);
    const largest = (pre: Node, post: Node): Node => A.maxOver(A.contract('bi,bj->bij', pre, post), [0]);
    const each = (pre: Node, post: Node): Node => A.sum(A.contract('bi,bj->bij', pre, post), [0]);
    const seen = { ...of, outer, largest, each } as unknown as Seen<Node>;
    return { state: { v: seen.v, u: seen.u, ...after(A, seen) } };
  });

export const byPre: Formula = (A, { w, pre, y, outer }) => A.sub(w, A.mul(0.125, outer(pre, y)));
export const byPost: Formula = (A, { w, x, post, outer }) => A.add(w, A.mul(0.25, outer(x, post)));
export const byBoth: Formula = (A, seen) => byPost(A, { ...seen, w: byPre(A, seen) });

/** Formulas that leave all but the rows and columns of spikes alone, and by what they are driven. */
export const still: Readonly<
  Record<string, readonly [formula: Formula, driven: 'row' | 'column' | 'both', products?: readonly [number, number]]>
> = {
  'depression where presynaptic neurons spike': [byPre, 'row'],
  'potentiation where postsynaptic neurons spike': [byPost, 'column'],
  both: [byBoth, 'both'],
  'spikes with spikes': [(A, { w, pre, post, outer }) => A.add(w, outer(pre, post)), 'row'],
  'the product first': [(A, { w, pre, y, outer }) => A.add(outer(pre, y), w), 'row'],
  'a rate for each weight': [(A, { w, pre, y, outer }) => A.sub(w, A.mul(rising, outer(pre, y))), 'row'],
  'a rate that divides': [(A, { w, pre, y, outer }) => A.sub(w, A.div(outer(pre, y), 3)), 'row'],
  'soft bounds': [
    (A, { w, pre, post, x, y, outer }) =>
      A.add(A.sub(w, A.mul(A.mul(0.1, outer(pre, y)), A.sub(w, -1))), A.mul(A.mul(0.1, outer(x, post)), A.sub(2, w))),
    'both',
  ],
  'two products by presynaptic spikes': [
    (A, { w, pre, post, y, outer }) => A.add(A.sub(w, outer(pre, y)), outer(pre, post)),
    'row',
    [2, 0],
  ],
  'products with what is 0 without spikes, as of triplets': [
    (A, { w, pre, post, x, y, outer }) =>
      A.add(A.sub(w, outer(A.mul(pre, A.add(0.5, x)), y)), outer(x, A.mul(post, A.add(0.25, y)))),
    'both',
  ],
  'a size': [(A, { w, pre, y, outer }) => A.add(w, A.max(A.abs(outer(pre, y)), 0)), 'row'],
  'a difference of both': [
    (A, { w, pre, post, x, y, outer }) => A.add(w, A.sub(A.mul(0.5, outer(x, post)), outer(pre, y))),
    'both',
  ],
  bounds: [(A, seen) => A.clamp(byBoth(A, seen), -1, 1), 'both'],
  'bounds for each weight': [(A, seen) => A.clamp(byBoth(A, seen), -1, rising), 'both'],
  'a least value': [(A, seen) => A.max(byBoth(A, seen), 0), 'both'],
  'a largest value, first': [(A, seen) => A.min(0, byBoth(A, seen)), 'both'],
  'a mask': [(A, seen) => A.where(odd, 0, byBoth(A, seen)), 'both'],
  'a mask the other way round': [(A, seen) => A.where(odd, byBoth(A, seen), rising), 'both'],
};

/** What moves other weights too, or is wanted in full, or reads what the event-driven form does not look for. */
export const restless: Readonly<Record<string, After>> = {
  'adds a constant': (A, seen) => ({ w: A.add(byBoth(A, seen), 0.5) }),
  decays: (A, seen) => ({ w: A.mul(byBoth(A, seen), 0.99) }),
  'decays by a difference': (A, seen) => ({ w: A.sub(byBoth(A, seen), A.mul(0.01, seen.w)) }),
  'is bounded by -0': (A, seen) => ({ w: A.max(byBoth(A, seen), -0) }),
  'is bounded by what is -0 somewhere': (A, seen) => ({
    w: A.clamp(
      byBoth(A, seen),
      weights((k) => -k),
      9,
    ),
  }),
  'is bounded by a variable': (A, seen) => ({ w: A.min(byBoth(A, seen), seen.v) }),
  'has a mask that changes': (A, seen) => ({ w: A.where(seen.mask, 0, byBoth(A, seen)) }),
  'is set where its old value says so': (A, seen) => ({ w: A.where(A.lt(seen.w, 0), 0, byBoth(A, seen)) }),
  'is set to a variable': (A, seen) => ({
    w: A.where(odd, seen.v, byBoth(A, seen)),
  }),
  'is bounded before it learns': (A, seen) => ({ w: byBoth(A, { ...seen, w: A.clamp(seen.w, 0, 1) }) }),
  'is masked before it learns': (A, seen) => ({
    w: byBoth(A, {
      ...seen,
      w: A.where(odd, 0, seen.w),
    }),
  }),
  'has only traces': (A, { w, x, y, outer }) => ({ w: A.add(w, outer(x, y)) }),
  'takes the size of w': (A, seen) => ({ w: A.abs(byBoth(A, seen)) }),
  'subtracts w': (A, { w, pre, y, outer }) => ({ w: A.sub(outer(pre, y), w) }),
  'divides by what may be 0': (A, { w, pre, y, outer }) => ({ w: A.add(w, A.div(outer(pre, y), 0)) }),
  'divides the product by w': (A, { w, pre, y, outer }) => ({ w: A.add(w, A.div(outer(pre, y), w)) }),
  'is read after the step': (A, seen) => {
    const w = byBoth(A, seen);
    return { w, u: A.sum(w, [0]) };
  },
  'shares its product': (A, seen) => ({ w: byBoth(A, seen), u: A.sum(seen.outer(seen.pre, seen.y), [0]) }),
  'shares what it adds': (A, seen) => ({ w: byPre(A, seen), v: A.mul(0.125, seen.outer(seen.pre, seen.y)) }),
  'is what two variables become': (A, seen) => {
    const w = byBoth(A, seen);
    return { w, v: w };
  },
  'takes the logarithm of its product': (A, { w, pre, y, outer }) => ({ w: A.add(w, A.log(outer(pre, y))) }),
  'takes the logarithm of its spikes': (A, { w, pre, y, outer }) => ({ w: A.add(w, outer(A.log(pre), y)) }),
  'is weighed by a reward': (A, { w, pre, y, reward, outer }) => ({ w: A.add(w, A.mul(reward, outer(pre, y))) }),
  'is weighed by a variable': (A, { w, v, pre, y, outer }) => ({ w: A.add(w, A.mul(v, outer(pre, y))) }),
  'is weighed by a sum': (A, { w, x, pre, y, outer }) => ({
    w: A.add(w, A.mul(A.sum(x, [0, 1]), outer(pre, y))),
  }),
  'has its old value kept': (A, seen) => ({ w: byBoth(A, seen), v: seen.w }),
  'is a variable of another': (A, seen) => ({ w: byBoth(A, { ...seen, w: seen.v }) }),
};

/** A formula whose products join the batch otherwise. */
export type Way = <T>(A: Algebra<T>, seen: Seen<T>) => Seen<T>['outer'];
export const ways: Readonly<Record<string, Way>> = {
  sum: (_, { outer }) => outer,
  mean:
    (A, { outer }) =>
    (pre, post) =>
      A.div(outer(pre, post), 3),
  'the largest': (_, { largest }) => largest,
  'a sum of products that are written out': (_, { each }) => each,
};
export const joined =
  (formula: Formula, way: Way): Formula =>
  (A, seen) =>
    formula(A, { ...seen, outer: way(A, seen) });
