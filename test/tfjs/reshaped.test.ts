import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import { size, tensor, type Shape, type Tensor } from '../../src/index.js';
import { eagerAlgebra, type Algebra } from '../../src/authoring.js';
import type { Value } from '../../src/backends/tfjs/device-value.js';
import { leaves, type Tree } from '../../src/core/graph/tree.js';
import { boolsOf, floats, tensorOf, wholeIn } from '../support/arbitraries.js';
import { law } from '../support/law.js';
import { bare } from '../support/plain.js';
import { expectSame } from '../support/same.js';
import { onDevice } from '../support/tfjs.js';

/** The shapes that a tensor of 12 elements takes, one after the other. */
const shapes = fc.array(fc.constantFrom<Shape>([12, 1], [1, 12], [3, 4], [4, 3], [2, 6], [6, 2]), {
  minLength: 2,
  maxLength: 6,
});

const places = (count: number, below: number): Tensor =>
  tensor(
    [count],
    Array.from({ length: count }, (_, k) => ((k * 5) % (below + 1)) - 1),
    'i32',
  );

const firstPlaces = (count: number): Tensor =>
  tensor(
    [count],
    Array.from({ length: count }, (_, k) => k),
    'i32',
  );

type Use = <T>(A: Algebra<T>, x: T, other: (shape: Shape) => T) => T;

/** Every operation that a kernel computes, with a matrix in each of its operands. */
const uses: Readonly<Record<string, Use>> = {
  'contract, first': (A, x, other) => A.contract('ij,jk->ik', x, other([A.type(x).shape[1]!, 5])),
  'contract, second': (A, x, other) => A.contract('ki,ij->kj', other([5, A.type(x).shape[0]!]), x),
  'contract, second, turned': (A, x, other) => A.contract('ki,ji->kj', other([5, A.type(x).shape[1]!]), x),
  'contract, outer': (A, x, other) => A.contract('bi,bj->ij', other([A.type(x).shape[0]!, 2]), x),
  'contract, each': (A, x, other) => A.contract('bi,bij->bj', x, other([...A.type(x).shape, 2])),
  add: (A, x, other) => A.add(x, other(A.type(x).shape)),
  'sub, row': (A, x, other) => A.sub(other(A.type(x).shape.slice(1)), x),
  mul: (A, x, other) => A.mul(x, other(A.type(x).shape)),
  div: (A, x) => A.div(x, 3),
  'max, min, clamp': (A, x, other) => A.clamp(A.max(A.min(x, 4), other([])), -2, 3),
  abs: (A, x) => A.abs(x),
  where: (A, x, other) => A.where(A.gt(x, 0), other(A.type(x).shape), x),
  'ge, lt, ne, and, or, not': (A, x, other) => A.or(A.and(A.ge(x, other([])), A.lt(x, 2)), A.not(A.ne(x, 0))),
  'sum, rows': (A, x) => A.sum(x, [0]),
  'sum, columns': (A, x) => A.sum(x, [1]),
  'sum, all': (A, x) => A.sum(x, [0, 1]),
  'maxOver, rows': (A, x) => A.maxOver(x, [0]),
  'maxOver, columns': (A, x) => A.maxOver(x, [1]),
  gather: (A, x) => A.gather(x, places(7, A.type(x).shape[1]!)),
  scatter: (A, x) => A.scatter(x, places(A.type(x).shape[1]!, 5), 5),
  'shiftIn, window': (A, x, other) => A.shiftIn(A.mul(x, 2), other(A.type(x).shape.slice(0, 1))),
  'shiftIn, newest': (A, x, other) => A.shiftIn(other([A.type(x).shape[0]!, 3, A.type(x).shape[1]!]), x),
  chooseOne: (A, x, other) => A.chooseOne(A.gt(x, 0), A.where(A.gt(other(A.type(x).shape.slice(0, 1)), 0), 0.7, 0.2)),
};

const named = (values: readonly Tensor[]): Tree<Tensor> =>
  Object.fromEntries(values.map((value, place) => [`value ${place}`, bare(value)]));

describe.each(Object.entries(uses))('%s', (_, use) => {
  law(
    'takes on wasm one tensor in several shapes, as eager does',
    [
      shapes,
      tensorOf(
        [12],
        fc.oneof(
          floats.filter((value) => Math.abs(value) < 1e6),
          wholeIn(-3, 3),
        ),
      ),
      boolsOf([12]),
      tensorOf([72], wholeIn(-4, 4)),
    ],
    async (seen, numbers, spikes, others) => {
      const compute = <T>(A: Algebra<T>, given: readonly T[]): readonly T[] => {
        const other = (shape: Shape): T =>
          A.reshape(A.gather(A.reshape(given[2]!, [1, 72]), firstPlaces(size(shape))), shape);
        return given.slice(0, 2).flatMap((x) => seen.map((shape) => use(A, A.reshape(x, shape), other)));
      };
      const given = { numbers, spikes, others };
      const want = compute(eagerAlgebra, Object.values(given));
      const got = await onDevice(tf, 'wasm', given, (A, there) =>
        compute<Value>(
          A,
          leaves(there).map(([, value]) => value),
        ),
      );
      expect(got.length).toBe(want.length);
      expectSame(named(got), named(want));
    },
    12,
  );
});
