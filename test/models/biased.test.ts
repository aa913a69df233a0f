import { describe, expect, test } from 'vitest';
import { biased, constant, dense, explain, filled, tensor, zeros, type Param, type Shape } from '../../src/index.js';
import { eagerAlgebra as A, transmit } from '../../src/authoring.js';

const made = (bias: Param, to: Shape) => biased(dense(constant(1)), bias)([2], to);
const told = (bias: Param, to: Shape): readonly string[] =>
  made(bias, to).faults.map((one) => explain({ ...one, place: '' }).replace(/^: /, ''));

describe('a bias', () => {
  test.each<readonly [Param, Shape, Shape, readonly number[]]>([
    [5, [2, 3], [2, 3], [5, 5, 5, 5, 5, 5]],
    [5, [3], [3], [5, 5, 5]],
    // One for each target, in whatever shape.
    [tensor([2, 3], [1, 2, 3, 4, 5, 6]), [2, 3], [2, 3], [1, 2, 3, 4, 5, 6]],
    [tensor([3, 2], [1, 2, 3, 4, 5, 6]), [2, 3], [2, 3], [1, 2, 3, 4, 5, 6]],
    [tensor([6], [1, 2, 3, 4, 5, 6]), [2, 3], [2, 3], [1, 2, 3, 4, 5, 6]],
    [tensor([4], [1, 2, 3, 4]), [4], [4], [1, 2, 3, 4]],
    // One for each channel, in any number of dimensions.
    [tensor([2], [1, 2]), [2, 3], [2, 1], [1, 1, 1, 2, 2, 2]],
    [tensor([2, 1], [1, 2]), [2, 3], [2, 1], [1, 1, 1, 2, 2, 2]],
    [tensor([2], [1, 2]), [2, 3, 1], [2, 1, 1], [1, 1, 1, 2, 2, 2]],
    [tensor([1], [7]), [1, 3], [1, 1], [7, 7, 7]],
    [tensor([2], [1, 2], 'i32'), [2], [2], [1, 2]],
  ])('%j of a target %j is a variable of shape %j, and is added in every step', (bias, to, shape, added) => {
    const connection = made(bias, to);
    expect([connection.init.b.shape, connection.init.b.dtype, told(bias, to)]).toEqual([shape, 'f32', []]);
    expect(connection.learned).toEqual(['w', 'b']);
    const wire = { from: 'X', to: 'Y', wiring: () => connection, connection, variables: [] };
    for (const [spikes, delivered] of [
      [[0, 0], 0],
      [[1, 1], 2],
    ] as const) {
      const { current } = transmit(A, wire, connection.init, tensor([1, 2], spikes), 1);
      expect(Array.from(current.data)).toEqual(added.map((b) => b + delivered));
    }
  });

  test.each<readonly [Param, Shape, readonly string[]]>([
    [zeros([3]), [2, 3], ['bias must be [2, 3], got [3]']],
    [zeros([1]), [2, 3], ['bias must be [2, 3], got [1]']],
    [zeros([5]), [4], ['bias must be [4], got [5]']],
    [tensor([2], [1, Number.NaN]), [2, 3], ['bias must be finite, got NaN']],
    [filled([2, 3], -Infinity), [2, 3], ['bias must be finite, got -Infinity']],
    [Infinity, [2], ['bias must be finite, got Infinity']],
  ])('%j of a target %j is a fault', (bias, to, texts) => {
    expect(told(bias, to)).toEqual(texts);
  });
});

test('there is one bias, wherever the second is', () => {
  const twice = biased(biased(dense(constant(1)), 1), 2)([2], [3]);
  expect(twice.faults.map((one) => explain({ ...one, place: 'XY' }))).toEqual([
    'XY: biased takes no other bias, got a second one',
  ]);
});
