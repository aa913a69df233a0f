import * as fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Tensor } from '../../src/index.js';
import { eagerAlgebra as A } from '../../src/authoring.js';
import { anyTensor, shapes, tensorOf, wholeIn } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { elementAt, tensorBy } from '../support/plain.js';
import { expectSame } from '../support/same.js';

/** Rows `[b, n]`, and places in them, -1 for none. */
interface Places {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly places: Tensor;
}
const of = (element: fc.Arbitrary<number> | undefined): fc.Arbitrary<Places> =>
  fc.tuple(wholeIn(1, 3), wholeIn(1, 5), wholeIn(1, 6)).chain(([b, n, m]) => {
    const rows = (shape: readonly number[]) => (element === undefined ? anyTensor(shape) : tensorOf(shape, element));
    return fc.record({ x: rows([b, n]), y: rows([b, m]), places: tensorOf([m], wholeIn(-1, n - 1), 'i32') });
  });

describe('eager', () => {
  quickLaw('gather takes of each row the elements at some places, and 0 for none', [of(undefined)], ({ x, places }) => {
    const want = tensorBy([x.shape[0]!, places.shape[0]!], x.dtype, ([b, k]) => {
      const place = places.data[k!]!;
      return place < 0 ? 0 : elementAt(x, [b!, place]);
    });
    expectSame(A.gather(x, places), want);
  });

  quickLaw(
    'scatter adds each element to its place, in order, rounding each time',
    [of(undefined)],
    ({ x, y, places }) => {
      const want = tensorBy(x.shape, 'f32', ([b, i]) =>
        Array.from(places.data).reduce(
          (sum, place, k) => (place === i ? Math.fround(sum + elementAt(y, [b!, k])) : sum),
          0,
        ),
      );
      expectSame(A.add(A.scatter(y, places, x.shape[1]!), 0), A.add(want, 0));
    },
  );

  quickLaw(
    'scatter is the transpose of gather: <gather(x), y> = <x, scatter(y)>',
    [of(wholeIn(-9, 9))],
    ({ x, y, places }) => {
      const inner = (a: Tensor, b: Tensor): number =>
        Array.from(a.data).reduce((sum, value, k) => sum + value * b.data[k]!, 0);
      expect(inner(A.gather(x, places), y)).toBe(inner(x, A.scatter(y, places, x.shape[1]!)));
    },
  );

  const windows = fc
    .tuple(wholeIn(1, 3), wholeIn(1, 4), shapes)
    .chain(([b, t, shape]) =>
      fc.tuple(fc.constantFrom<Tensor['dtype']>('f32', 'i32', 'bool'), fc.constant([b, t, ...shape])),
    )
    .chain(([dtype, shape]) => {
      const [b, , ...rest] = shape as [number, number, ...number[]];
      const values = dtype === 'bool' ? wholeIn(0, 1) : wholeIn(-9, 9);
      return fc.tuple(tensorOf(shape, values, dtype), tensorOf([b, ...rest], values, dtype));
    });
  quickLaw(
    'push moves a window on by one: the oldest row goes, the newest comes last',
    [windows],
    ([window, newest]) => {
      const [, steps] = window.shape;
      const want = tensorBy(window.shape, window.dtype, ([b, t, ...place]) =>
        t! + 1 < steps! ? elementAt(window, [b!, t! + 1, ...place]) : elementAt(newest, [b!, ...place]),
      );
      expectSame(A.shiftIn(window, newest), want);
    },
  );
});
