import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { draw, eagerAlgebra as A, evaluate, nodesOf, type Algebra, type Node, type Tree } from '../../src/authoring.js';
import { withoutRings } from '../../src/backends/rings.js';
import { tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { elementAt, tensorBy } from '../support/plain.js';
import { expectSame } from '../support/same.js';

/** A ring `[b, t, n]`, which row is due in each sample, a row, and elements with their places. */
interface Ring {
  readonly ring: Tensor;
  readonly at: Tensor;
  readonly row: Tensor;
  readonly x: Tensor;
  readonly places: Tensor;
}

const ringOf = (dtype: 'f32' | 'bool'): fc.Arbitrary<Ring> =>
  fc.tuple(wholeIn(1, 3), wholeIn(1, 4), wholeIn(1, 4), wholeIn(0, 6)).chain(([b, t, n, m]) => {
    const values = dtype === 'bool' ? wholeIn(0, 1) : fc.float({ noNaN: true, min: -9, max: 9 });
    return fc.record({
      ring: tensorOf([b, t, n], values, dtype),
      at: tensorOf([b], wholeIn(0, t - 1), 'i32'),
      row: tensorOf([b, n], values, dtype),
      x: tensorOf([b, m], fc.float({ noNaN: true, min: -9, max: 9 })),
      places: tensorOf([m], wholeIn(-1, t * n - 1), 'i32'),
    });
  });

const either = fc.constantFrom<'f32' | 'bool'>('f32', 'bool').chain(ringOf);

/** What an algebra makes of a function of tensors that it draws first. */
const drawn = (f: (A: Algebra<Node>, x: Record<string, Node>) => Node, given: Record<string, Tensor>): Tensor => {
  const graph = draw(given as Tree<Tensor>, (B, inputs) => f(withoutRings(B), inputs as Record<string, Node>));
  expect(
    nodesOf(graph).filter(
      (node) => node._tag === 'Apply' && ['rowAt', 'withRow', 'deposit', 'collect'].includes(node.op),
    ),
  ).toEqual([]);
  return evaluate(A, graph, given as Tree<Tensor>) as Tensor;
};

describe('rings', () => {
  quickLaw('rowAt reads the row that is due', [either], ({ ring, at, row }) => {
    const want = tensorBy(row.shape, ring.dtype, ([b, j]) => elementAt(ring, [b!, at.data[b!]!, j!]));
    expectSame(A.rowAt(ring, at), want);
    expectSame(
      A.add(
        drawn((B, x) => B.rowAt(x['ring']!, x['at']!), { ring, at }),
        0,
      ),
      A.add(want, 0),
    );
  });

  quickLaw('withRow puts a row in its place, and leaves the others', [either], ({ ring, at, row }) => {
    const want = tensorBy(ring.shape, ring.dtype, ([b, t, j]) =>
      t === at.data[b!] ? elementAt(row, [b!, j!]) : elementAt(ring, [b!, t!, j!]),
    );
    expectSame(A.withRow(ring, at, row), want);
    expectSame(
      drawn((B, x) => B.withRow(x['ring']!, x['at']!, x['row']!), { ring, at, row }),
      want,
    );
  });

  quickLaw(
    'deposit empties the row that is due, and adds in order from it on, round the ring',
    [ringOf('f32')],
    ({ ring, at, x, places }) => {
      const [, steps, width] = ring.shape as [number, number, number];
      const want = tensorBy(ring.shape, 'f32', ([b, t, j]) => {
        const due = at.data[b!]!;
        return Array.from(places.data).reduce(
          (sum, place, k) => {
            const here = place >= 0 && (due + Math.floor(place / width)) % steps === t && place % width === j;
            return here ? Math.fround(sum + elementAt(x, [b!, k])) : sum;
          },
          t === due ? 0 : elementAt(ring, [b!, t!, j!]),
        );
      });
      expectSame(A.add(A.deposit(ring, at, x, places), 0), A.add(want, 0));
      const made = drawn((B, of) => B.deposit(of['ring']!, of['at']!, of['x']!, places), { ring, at, x });
      expectSame(A.add(made, 0), A.add(want, 0));
    },
  );

  quickLaw('collect reads places that count from the row that is due on, round the ring', [either], (of) => {
    const { ring, at, places } = of;
    const [, steps, width] = ring.shape as [number, number, number];
    const want = tensorBy([ring.shape[0]!, places.shape[0]!], ring.dtype, ([b, k]) => {
      const place = places.data[k!]!;
      return place < 0 ? 0 : elementAt(ring, [b!, (at.data[b!]! + Math.floor(place / width)) % steps, place % width]);
    });
    expectSame(A.collect(ring, at, places), want);
    const made = drawn((B, x) => B.collect(x['ring']!, x['at']!, places), { ring, at });
    expectSame(A.add(made, 0), A.add(want, 0));
  });

  quickLaw('it is the transpose of deposit: <deposit(x), ring> = <x, collect(ring)>', [ringOf('f32')], (of) => {
    const [ring, x] = [A.where(A.gt(of.ring, 0), 1, 2), A.where(A.gt(of.x, 0), 3, 1)];
    const total = (y: Tensor): number => Array.from(y.data).reduce((sum, value) => sum + value, 0);
    const deposited = A.deposit(A.mul(ring, 0), of.at, x, of.places);
    expect(total(A.mul(deposited, ring))).toBe(total(A.mul(x, A.collect(ring, of.at, of.places))));
  });

  test('what does not fit is refused', () => {
    const [ring, at] = [tensor([2, 3, 2], Array(12).fill(0)), tensor([2], [0, 1], 'i32')];
    expect(() => A.rowAt(ring, tensor([3], [0, 0, 0], 'i32'))).toThrow(/rowAt needs a ring/);
    expect(() => A.rowAt(ring, tensor([2], [0, 1]))).toThrow(/rowAt needs a ring/);
    expect(() => A.withRow(ring, at, tensor([2, 3], Array(6).fill(0)))).toThrow(/withRow needs/);
    expect(() => A.deposit(ring, at, tensor([2, 2], [1, 2, 3, 4]), tensor([3], [0, 1, 2], 'i32'))).toThrow(
      /deposit needs/,
    );
    expect(() => A.collect(ring, at, tensor([1], [0]))).toThrow(/collect needs a ring and i32 places/);
  });
});
