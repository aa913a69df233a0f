import { describe, expect, test } from 'vitest';
import { tensor } from '../../src/index.js';
import { draw, nodesOf, type Algebra, type Graph, type Node, type Type } from '../../src/authoring.js';
import { expOf } from '../../src/core/exp-log.js';
import { largestNumber } from '../../src/core/float32.js';
import { besideSpikes, stillness } from '../../src/backends/fused/plan/still.js';
import { bounding, isOuter } from '../../src/backends/fused/plan/values.js';
import type { Applied } from '../../src/backends/graph.js';
import { counter } from './support/written.js';

type Nodes = Readonly<Record<string, Node>>;
const graphOf = (types: Readonly<Record<string, Type>>, f: (A: Algebra<Node>, of: Nodes) => Node): Graph =>
  draw(types, (A, inputs) => ({ y: f(A, inputs as Nodes) }));
const outputOf = ({ outputs }: Graph): Node => (outputs as Nodes)['y']!;

describe('the largest magnitude, where the inputs are at most 3 and 0.5 from 0,', () => {
  const types = {
    x: { shape: [2, 3], dtype: 'f32' },
    u: { shape: [2, 3], dtype: 'f32' },
    ring: { shape: [2, 4, 3], dtype: 'f32' },
    at: { shape: [2], dtype: 'i32' },
    noise: { shape: counter.shape, dtype: 'i32' },
  } as const;
  const places = tensor([2], [2, 0], 'i32');
  const zero = (A: Algebra<Node>, x: Node): Node => A.gt(A.mul(x, 0), 0);
  /** A sum of so many, each of which may be rounded up. */
  const total = (each: number, count: number): number => Math.fround(each * count * (1 + count * 2 ** -23));
  const table: Readonly<Record<string, readonly [number, (A: Algebra<Node>, of: Nodes) => Node]>> = {
    'a sum': [3.5, (A, { x, u }) => A.add(x!, u!)],
    'a difference': [3.5, (A, { x, u }) => A.sub(x!, u!)],
    'a sum in float32': [Math.fround(0.5 + Math.fround(0.1)), (A, { u }) => A.add(u!, 0.1)],
    'a product': [1.5, (A, { x, u }) => A.mul(x!, u!)],
    'a product beyond float32': [Infinity, (A, { x }) => A.mul(x!, 3e38)],
    'a quotient': [12, (A, { x }) => A.div(x!, 0.25)],
    'a quotient by the least of some': [1.5, (A, { x }) => A.div(x!, tensor([3], [-4, 2, 8]))],
    'a quotient by what may be 0': [Infinity, (A, { x, u }) => A.div(x!, u!)],
    'a quotient by 0': [Infinity, (A, { x }) => A.div(x!, 0)],
    'an exponential': [expOf(3), (A, { x }) => A.exp(x!)],
    'a logarithm': [Infinity, (A, { x }) => A.log(x!)],
    'a comparison': [1, (A, { x, u }) => A.gt(x!, u!)],
    'a comparison with equality': [1, (A, { x, u }) => A.ge(x!, u!)],
    'larger, of zeros': [0, (A, { x }) => A.gt(A.mul(x!, 0), 0)],
    'less, of zeros': [0, (A, { x }) => A.lt(A.mul(x!, 0), 0)],
    'other, of zeros': [0, (A, { x }) => A.ne(A.mul(x!, 0), 0)],
    'other, of a zero and more': [1, (A, { x }) => A.ne(A.mul(x!, 0), x!)],
    'other, of more and a zero': [1, (A, { x }) => A.ne(x!, A.mul(x!, 0))],
    'and, with what is false': [0, (A, { x }) => A.and(A.gt(x!, 0), zero(A, x!))],
    'and, with what may be true': [1, (A, { x, u }) => A.and(A.gt(x!, 0), A.gt(u!, 0))],
    'or, of what is false': [0, (A, { x, u }) => A.or(zero(A, x!), zero(A, u!))],
    'or, with what may be true': [1, (A, { x }) => A.or(zero(A, x!), A.gt(x!, 0))],
    not: [1, (A, { x }) => A.not(zero(A, x!))],
    'a choice': [9, (A, { x }) => A.where(A.gt(x!, 0), 9, x!)],
    'the other choice': [9, (A, { x }) => A.where(A.gt(x!, 0), x!, -9)],
    'a choice that is never made': [3, (A, { x }) => A.where(zero(A, x!), 9, x!)],
    'the larger': [3, (A, { x, u }) => A.max(u!, x!)],
    'the smaller': [5, (A, { x }) => A.min(x!, -5)],
    'within bounds': [4, (A, { x }) => A.clamp(x!, -4, 2)],
    'a magnitude': [3, (A, { x }) => A.abs(x!)],
    'the largest of some': [3, (A, { x }) => A.maxOver(x!, [1])],
    'another shape': [3, (A, { x }) => A.reshape(x!, [6])],
    'what is gathered': [3, (A, { x }) => A.gather(x!, places)],
    'what is scattered': [Infinity, (A, { x }) => A.scatter(x!, tensor([3], [0, 1, 0], 'i32'), 2)],
    'a window': [9, (A, { ring, x }) => A.shiftIn(ring!, A.mul(x!, 3))],
    'a ring': [9, (A, { ring, at, x }) => A.withRow(ring!, at!, A.mul(x!, 3))],
    'a row of a ring': [2, (A, { ring, at }) => A.rowAt(ring!, at!)],
    'what is taken from a ring': [2, (A, { ring, at }) => A.collect(ring!, at!, places)],
    'a sum of two': [total(3, 2), (A, { x }) => A.sum(x!, [0])],
    'a sum of three': [total(3, 3), (A, { x }) => A.sum(x!, [1])],
    'a sum of six': [total(3, 6), (A, { x }) => A.sum(x!, [0, 1])],
    'sums of products': [total(1.5, 3), (A, { x, u }) => A.contract('bi,ci->bc', x!, u!)],
    'products of all': [total(1.5, 1), (A, { x, u }) => A.contract('bi,cj->bcij', x!, u!)],
    'sums of products with silence': [0, (A, { x, u }) => A.contract('bi,ci->bc', A.div(x!, u!), A.mul(x!, 0))],
    'random numbers': [1, (A, { noise }) => A.uniform(noise!, 1, [5])],
    'whole numbers': [2 ** 31, (A, { at }) => A.add(at!, 1)],
  };
  test.each(Object.entries(table))('of %s', (_, [bound, f]) => {
    const graph = graphOf(types, f);
    const { x, u, ring, noise, at } = graph.inputs as unknown as Nodes;
    const limits = new Map([
      [x, 3],
      [u, 0.5],
      [ring, 2],
      [noise, undefined],
      [at, undefined],
    ]);
    expect(bounding((node) => limits.get(node))(outputOf(graph))).toBe(bound);
  });
});

describe('a weight stays as it is where nothing spikes', () => {
  const types = {
    w: { shape: [3, 4], dtype: 'f32' },
    s: { shape: [2, 3], dtype: 'bool' },
    y: { shape: [2, 4], dtype: 'f32' },
    flag: { shape: [], dtype: 'bool' },
    u: { shape: [3, 4], dtype: 'f32' },
  } as const;
  type Formula = (A: Algebra<Node>, w: Node, brought: Node, flag: Node, others: Node) => Node;
  /** What is known of a formula of the weights and of what spikes bring: which of its new values are odd, and how many truths wake it. */
  const known = (f: Formula, most = largestNumber) => {
    const graph = graphOf(types, (A, { w, s, y, flag, u }) => f(A, w!, A.contract('bi,bj->ij', s!, y!), flag!, u!));
    const before = (graph.inputs as unknown as Nodes)['w']!;
    const boundOf = bounding((node) =>
      node._tag !== 'Input' || node.dtype === 'bool' ? undefined : node === before ? most : largestNumber,
    );
    const isOwn = (node: Node): node is Applied => node._tag === 'Apply' && node !== before;
    const own = nodesOf(graph).filter(isOwn);
    const still = stillness(before, outputOf(graph), boundOf, besideSpikes(own, isOuter, boundOf));
    return still && ([still.isOdd !== undefined, still.wakes.length] as const);
  };
  const [safe, watched] = [
    [false, 0],
    [true, 0],
  ] as const;
  const table: Readonly<Record<string, readonly [readonly [boolean, number] | undefined, Formula]>> = {
    'where products are added': [safe, (A, w, d) => A.add(w, d)],
    'where they are added to': [safe, (A, w, d) => A.add(d, w)],
    'where they are subtracted': [safe, (A, w, d) => A.sub(w, d)],
    'where they are multiplied by it': [safe, (A, w, d) => A.add(w, A.mul(d, w))],
    // The sign of 0 u may come and go, and with it that of a weight of -0.
    'but for -0, where they are multiplied by others': [watched, (A, w, d, _, u) => A.add(w, A.mul(d, u))],
    'within bounds': [safe, (A, w, d) => A.clamp(A.add(w, d), -1, 1)],
    'below a bound': [safe, (A, w, d) => A.min(A.add(w, d), 1)],
    'below a bound, which comes first': [safe, (A, w, d) => A.min(1, A.add(w, d))],
    'above a bound': [safe, (A, w, d) => A.max(A.sub(w, d), 0)],
    'within bounds, products by it': [safe, (A, w, d) => A.clamp(A.add(w, A.mul(d, w)), -1, 1)],
    'where a constant mask keeps it': [safe, (A, w, d) => A.where(tensor([4], [1, 0, 1, 1], 'bool'), A.add(w, d), 0)],
    'where a mask keeps the rest': [safe, (A, w, d) => A.where(tensor([4], [1, 0, 1, 1], 'bool'), 0, A.add(w, d))],
    'but where a truth moves all of it': [[false, 1], (A, w, d, t) => A.where(t, A.mul(w, 0.5), A.add(w, d))],
    'if it is not what is subtracted from': [undefined, (A, w, d) => A.sub(d, w)],
    'if nothing else is subtracted': [undefined, (A, w, d) => A.sub(w, A.add(d, 1))],
    'if it does not decay': [undefined, (A, w, d) => A.add(A.mul(w, 0.5), d)],
    'if nothing is added to it after its bounds': [undefined, (A, w, d) => A.add(A.clamp(w, -1, 1), d)],
    'if no bound is -0': [undefined, (A, w, d) => A.max(A.add(w, d), -0)],
    'if its bounds are fixed': [undefined, (A, w, d) => A.clamp(A.add(w, d), -1, A.add(d, 1))],
    'if its lower bound is fixed': [undefined, (A, w, d) => A.clamp(A.add(w, d), d, 1)],
    'if it is kept somewhere': [undefined, (A, w, d) => A.where(tensor([4], [1, 0, 1, 1], 'bool'), A.abs(w), d)],
    'if it is nothing else': [undefined, (A, w, d) => A.add(A.abs(w), d)],
  };
  test.each(Object.entries(table))('%s', (_, [want, f]) => expect(known(f)).toEqual(want));

  test('without a look at its values only if they cannot be so large that 0 times them is none', () => {
    const moved: Formula = (A, w, d) => A.add(w, A.mul(d, w));
    expect([known(moved, Infinity), known(moved, largestNumber)]).toEqual([watched, safe]);
    const squared: Formula = (A, w, d) => A.add(w, A.mul(d, A.mul(w, w)));
    expect([known(squared), known(squared, 2 ** 60)]).toEqual([watched, safe]);
    // Values beyond ordinary ones are looked at, and no bound lets others through.
    expect(known((A, w, d) => A.clamp(A.add(w, A.mul(d, A.mul(w, w))), -1, 1))).toEqual(safe);
    expect(known((A, w, d) => A.add(w, A.mul(d, A.mul(A.mul(w, w), A.mul(w, w)))))).toBe(undefined);
    expect(known((A, w, d) => A.add(w, d), Infinity)).toEqual(safe);
  });
});
