import { describe, expect, test } from 'vitest';
import { tensor, type Tensor } from '../../src/index.js';
import { draw, eagerAlgebra as A, type Algebra, type Node } from '../../src/authoring.js';
import { at, explain } from '../../src/core/faults/errors.js';
import { alongRows, averaged, batchFaults, counted, overRows, type Reduction } from '../../src/core/rows.js';

const three = tensor([3, 2], [1, -8, -5, -2, 7, -2]);
const two = tensor([2, 2], [1, -8, -5, -2]);
const one = tensor([1, 2], [1, -8]);

const first = <T>(B: Algebra<T>, x: T): T => B.gather(B.reshape(x, [1, 6]), tensor([2], [0, 1], 'i32'));

describe('the rows of a batch are joined', () => {
  test.each<readonly [Reduction | 'each', Tensor, Tensor]>([
    ['sum', three, tensor([2], [3, -12])],
    ['mean', three, tensor([2], [1, -4])],
    ['max', three, tensor([2], [7, -2])],
    ['single', three, tensor([2], [3, -12])],
    ['each', three, three],
    ['sum', two, tensor([2], [-4, -10])],
    ['mean', two, tensor([2], [-2, -5])],
    ['max', two, tensor([2], [1, -2])],
    ['sum', one, tensor([2], [1, -8])],
    ['mean', one, tensor([2], [1, -8])],
    ['max', one, tensor([2], [1, -8])],
    ['each', one, one],
  ])('by %s', (over, x, joined) => {
    expect(overRows(A, x, over)).toEqual(joined);
  });

  test("in a program's own way, which gives the shape of a row", () => {
    expect(overRows(A, three, (B, x) => B.reshape(first(B, x), [2]))).toEqual(tensor([2], [1, -8]));
    expect(() => overRows(A, three, first)).toThrow(new TypeError("'over' has to give [2] of [3, 2], got [1, 2]"));
  });

  test('in no other way', () => {
    expect(() => overRows(A, three, 'median' as Reduction)).toThrow(
      new TypeError("'over' has to be 'sum', 'mean', 'max', 'single' or a function, got 'median'"),
    );
  });

  test('one row by one and the same operation, whichever is asked for', () => {
    const drawn = (over: Reduction) =>
      draw({ x: { shape: [1, 2], dtype: 'f32' } }, (B, nodes) => ({
        joined: overRows(B, (nodes as { readonly x: Node }).x, over),
      })).outputs;
    for (const over of ['mean', 'max', 'single'] as const) expect(drawn(over)).toEqual(drawn('sum'));
  });

  test('to their average, of their number', () => {
    expect(averaged(A, tensor([2], [6, 9]), 3)).toEqual(tensor([2], [2, 3]));
    const total = tensor([2], [6, 9]);
    expect(averaged(A, total, 1)).toBe(total);
  });
});

test('a value of each row goes along the rows of what has more axes, a single number with all', () => {
  const rewards = tensor([3], [1, 2, 3]);
  expect(alongRows(A, rewards, 1)).toEqual(rewards);
  expect(alongRows(A, rewards, 3)).toEqual({ ...rewards, shape: [3, 1, 1] });
  const reward = tensor([], [4]);
  expect(alongRows(A, reward, 3)).toBe(reward);
});

test('rows are counted in words', () => {
  expect([0, 1, 2].map(counted)).toEqual(['0 rows', '1 row', '2 rows']);
});

test("'single' learns from no more than one row, the others from any number", () => {
  const told = (over: Reduction, rows: number) => batchFaults(over)(rows).map(at('run')).map(explain);
  expect(told('single', 1)).toEqual([]);
  for (const over of ['sum', 'mean', 'max', first] as const) expect(told(over, 2)).toEqual([]);
  expect(told('single', 2)).toEqual([
    "run: over must be 'sum' (for up to about 4 rows, and as in BindsNET), 'mean' (for 16 or more), 'max' or a function to learn from 2 rows at once (docs/running.md, Batches), got 'single'",
  ]);
});
