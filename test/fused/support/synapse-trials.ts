import * as fc from 'fast-check';
import { tensor, type Tensor } from '../../../src/index.js';
import { draw, type Algebra, type Graph, type Node } from '../../../src/authoring.js';
import { leaves } from '../../../src/core/graph/tree.js';
import { wholeIn } from '../../support/arbitraries.js';
import type { Given } from './compiled.js';
import { large, oftenOf, spikes } from './large.js';

/** Values at the ends of synapses: spikes and traces of both sides, and what rules make of two of them. */
export interface Seen<T> {
  readonly w: T;
  /** One number for each synapse in each batch row. */
  readonly v: T;
  readonly pre: T;
  readonly post: T;
  readonly x: T;
  readonly y: T;
  readonly reward: T;
  /** At the sources, and at the targets, `[b, synapses]`. */
  readonly from: (x: T) => T;
  readonly to: (y: T) => T;
  readonly pairs: (pre: T, post: T) => T;
  readonly each: (pre: T, post: T) => T;
}
export type Formula = <T>(A: Algebra<T>, seen: Seen<T>) => T;

export interface Wires {
  readonly rows: number;
  readonly m: number;
  readonly n: number;
  readonly pre: Tensor;
  readonly post: Tensor;
}

export type Way = 'sum' | 'mean' | 'largest';

export const drawn = (
  { rows, m, n, pre, post }: Wires,
  formula: Formula,
  way: Way,
  of: 'w' | 'v' | 'both' = 'w',
): Graph => {
  const f32 = (...shape: readonly number[]) => ({ shape, dtype: 'f32' }) as const;
  const bool = (...shape: readonly number[]) => ({ shape, dtype: 'bool' }) as const;
  const count = pre.data.length;
  const types = {
    state: { w: f32(count), v: f32(rows, count) },
    frame: { pre: bool(rows, m), post: bool(rows, n), x: f32(rows, m), y: f32(rows, n), reward: f32() },
  };
  return draw(types, (A, given) => {
    const values = Object.fromEntries(leaves(given).map(([path, node]) => [path.split('.')[1]!, node]));
    const each = (a: Node, b: Node): Node => A.contract('be,be->be', A.gather(a, pre), A.gather(b, post));
    const seen = {
      ...values,
      from: (x: Node) => A.gather(x, pre),
      to: (y: Node) => A.gather(y, post),
      each,
      pairs: (a: Node, b: Node) => {
        if (way === 'largest') return A.maxOver(each(a, b), [0]);
        const total = A.sum(each(a, b), [0]);
        return way === 'mean' ? A.div(total, 3) : total;
      },
    } as unknown as Seen<Node>;
    const next = formula(A, seen);
    if (of === 'both') return { state: { w: next, v: A.mul(0.5, A.add(seen.v, next)) } };
    return { state: { w: seen.w, v: seen.v, [of]: next } };
  });
};

const byPre: Formula = (A, { w, pre, y, pairs }) => A.sub(w, A.mul(0.125, pairs(pre, y)));
const byPost: Formula = (A, { w, x, post, pairs }) => A.add(w, A.mul(0.25, pairs(x, post)));
const byBoth: Formula = (A, seen) => byPost(A, { ...seen, w: byPre(A, seen) });

/** Formulas that leave a weight alone unless its source or its target spikes. */
export const still: Readonly<Record<string, Formula>> = {
  'presynaptic spikes': byPre,
  'postsynaptic spikes': byPost,
  both: byBoth,
  'spikes with spikes': (A, { w, pre, post, pairs }) => A.add(w, pairs(pre, post)),
  'soft bounds': (A, { w, pre, post, x, y, pairs }) =>
    A.add(A.sub(w, A.mul(A.mul(0.1, pairs(pre, y)), A.sub(w, -1))), A.mul(A.mul(0.1, pairs(x, post)), A.sub(2, w))),
  'products with what is 0 without spikes, as of triplets': (A, { w, pre, post, x, y, pairs }) =>
    A.add(A.sub(w, pairs(A.mul(pre, A.add(0.5, x)), y)), pairs(x, A.mul(post, A.add(0.25, y)))),
  bounds: (A, seen) => A.clamp(byBoth(A, seen), -1, 1),
  'a least value': (A, seen) => A.max(byBoth(A, seen), 0),
};

/** The same of one number for each synapse in each batch row, of what is at its ends however it is written. */
export const stillInRows: Readonly<Record<string, Formula>> = {
  'pairs of each row': (A, { v, pre, post, x, y, each }) => A.add(A.add(v, each(pre, y)), each(x, post)),
  'spikes at sources': (A, { v, pre, from }) => A.add(v, A.mul(0.5, from(pre))),
  'a choice by spikes at targets': (A, { v, post, to }) => A.clamp(A.add(v, A.where(to(post), 0.25, 0)), -1, 1),
  'spikes on one side only': (A, { v, pre, post, from, to }) =>
    A.sub(v, A.mul(2, A.where(A.or(from(pre), to(post)), A.add(v, 1), 0))),
};

/** What moves other weights too, or is read by others. */
export const restless: Readonly<Record<string, Formula>> = {
  decays: (A, seen) => A.mul(byBoth(A, seen), 0.99),
  'adds a constant': (A, seen) => A.add(byBoth(A, seen), 0.5),
  'has only traces': (A, { w, x, y, pairs }) => A.add(w, pairs(x, y)),
  'weighs spikes by pairs of traces': (A, { w, pre, post, x, y, pairs }) =>
    A.add(w, A.mul(pairs(x, y), pairs(pre, post))),
  'is bounded before it learns': (A, seen) => byBoth(A, { ...seen, w: A.clamp(seen.w, 0, 1) }),
  'reads weights of other synapses': (A, seen) => A.add(byBoth(A, seen), A.sum(seen.w, [0])),
};

const wires: fc.Arbitrary<Wires> = fc
  .record({
    rows: fc.constantFrom(1, 1, 2, 3, 34),
    m: wholeIn(1, 6),
    n: wholeIn(1, 6),
    count: wholeIn(1, 40),
    seed: fc.nat(1000),
  })
  .chain(({ rows, m, n, count }) => {
    const places = (below: number, inOrder: boolean): fc.Arbitrary<Tensor> =>
      fc
        .array(fc.nat(below - 1), { minLength: count, maxLength: count })
        .map((of) => tensor([count], inOrder ? of.toSorted((a, b) => a - b) : of, 'i32'));
    return fc.boolean().chain((inOrder) =>
      fc.record({
        rows: fc.constant(rows),
        m: fc.constant(m),
        n: fc.constant(n),
        pre: places(m, inOrder),
        post: places(n, false),
      }),
    );
  });

export interface Trial {
  readonly at: Wires;
  readonly first: Given;
  readonly later: readonly Given[];
}

export const trials = wires.chain((at): fc.Arbitrary<Trial> => {
  const { rows, m, n, pre } = at;
  const count = pre.data.length;
  const trace = (width: number): fc.Arbitrary<Tensor> =>
    fc.oneof(
      large([rows, width], oftenOf([0, -0, 0, 1], -2, 2)),
      large([rows, width], oftenOf([0, -0, 0, Number.NaN, Infinity, -Infinity], -2, 2)),
    );
  const weights = (...shape: readonly number[]): fc.Arbitrary<Tensor> =>
    fc.oneof(
      { weight: 3, arbitrary: large(shape, oftenOf([0, -0, 1, -1, 0.25], -4, 4)) },
      { weight: 1, arbitrary: large(shape, oftenOf([0, Number.NaN, Infinity, 2 ** 62, -3e38], -4, 4)) },
    );
  const moment = fc
    .record({ pre: spikes([rows, m]), post: spikes([rows, n]), x: trace(m), y: trace(n), reward: large([], (u) => u) })
    .map((frame): Given => new Map(Object.entries(frame).map(([name, value]) => [`frame.${name}`, value])));
  const anew = fc.option(weights(count), { nil: undefined, freq: 3 });
  return fc
    .tuple(weights(count), weights(rows, count), moment, fc.array(fc.tuple(moment, anew), { maxLength: 4 }))
    .map(([w, v, frame, later]) => ({
      at,
      first: new Map([['state.w', w] as const, ['state.v', v] as const, ...frame]),
      later: later.map(([next, other]) => new Map([...next, ...(other ? [['state.w', other] as const] : [])])),
    }));
});
