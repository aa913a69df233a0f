import { describe, expect, test } from 'vitest';
import {
  constant,
  conv,
  dense,
  fixedProbability,
  local,
  masked,
  meanField,
  receptiveFields,
  size,
  sparse,
  tensor,
  uniform,
  zeros,
  type Shape,
} from '../../src/index.js';
import { eagerAlgebra as A, type Connection } from '../../src/authoring.js';

/** Which source neurons each target neuron hears, found by letting each source neuron spike alone. */
const fieldsOf = (connection: Connection<string>, from: Shape): readonly (readonly number[])[] => {
  const m = size(from);
  const alone = tensor(
    [m, ...from],
    Array.from({ length: m * m }, (_, k) => (k % (m + 1) === 0 ? 1 : 0)),
  );
  const { current } = connection.apply(A, connection.init, alone, 1);
  const n = current.data.length / m;
  return Array.from({ length: n }, (_, j) =>
    Array.from({ length: m }, (_, i) => i).filter((i) => current.data[i * n + j] !== 0),
  );
};

const quarters = [
  [0, 1, 3, 4],
  [1, 2, 4, 5],
  [3, 4, 6, 7],
  [4, 5, 7, 8],
];

describe('the worked examples of docs/spec/topology.md', () => {
  test('a flat local connection: 3 x 3, kernel 2, two filters one after the other', () => {
    const wiring = masked(dense(constant(1)), receptiveFields([3, 3], [2, 2], 2));
    expect(fieldsOf(wiring([9], [8]), [9])).toStrictEqual([...quarters, ...quarters]);
  });

  test('the same with local weights, and as a convolution', () => {
    expect(fieldsOf(local(constant(1), { kernel: 2 })([1, 3, 3], [2, 2, 2]), [1, 3, 3])).toStrictEqual([
      ...quarters,
      ...quarters,
    ]);
    expect(fieldsOf(conv(constant(1), { kernel: 2 })([1, 3, 3], [2, 2, 2]), [1, 3, 3])).toStrictEqual([
      ...quarters,
      ...quarters,
    ]);
  });

  test('on an image that is not square rows are as long as the image is wide', () => {
    const wiring = masked(dense(constant(1)), receptiveFields([2, 4], [2, 2], 1, { stride: [1, 2] }));
    expect(fieldsOf(wiring([2, 4], [2]), [2, 4])).toStrictEqual([
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]);
  });

  test('local in 1 dimension: row 4 is filter 1 at position 1, and sees inputs 1 and 2', () => {
    const connection = local(constant(1), { kernel: 2 })([1, 4], [2, 3]);
    expect(connection.init['w'].shape).toStrictEqual([1, 6, 2]);
    expect(fieldsOf(connection, [1, 4])).toStrictEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const w = tensor(
      [1, 6, 2],
      Array.from({ length: 12 }, (_, k) => k),
    );
    const { current } = connection.apply(A, { w }, tensor([1, 1, 4], [0, 10, 1, 0]), 1);
    expect(current.data[4]).toBe(80 + 9);
  });

  test('a dilated convolution of golden Conv2d-dilation: 9 x 9, kernel 2, stride 3, dilation 2', () => {
    const connection = conv(constant(1), { kernel: 2, stride: 3, dilation: 2 })([1, 9, 9], [1, 3, 3]);
    expect(connection.faults).toStrictEqual([]);
    expect(fieldsOf(connection, [1, 9, 9])[4]).toStrictEqual([30, 32, 48, 50]);
  });
});

test('a convolution does not turn its kernel round', () => {
  const { init, apply } = conv(tensor([1, 1, 3], [1, 10, 100]))([1, 3], [1, 1]);
  expect(apply(A, init, tensor([1, 1, 3], [1, 2, 3]), 1).current.data[0]).toBe(321);
});

test.each([{}, { kernel: 2 }])(
  'a convolution of weights that are given fits a target of their filters: %o',
  (kernel) => {
    const w = zeros([3, 1, 2, 2]);
    const sliding = { stride: 1, padding: 0, dilation: [1, 2], groups: 1 };
    const to = conv.entry.target!([1, 3, 4], { w, ...sliding, ...kernel });
    expect([to, conv(w, sliding)([1, 3, 4], to).faults]).toStrictEqual([[3, 2, 2], []]);
    // Of weights to be drawn there are two filters a group.
    expect(conv.entry.target!([2, 3, 4], { w: uniform(1), ...sliding, kernel: 2, groups: 2 })).toStrictEqual([4, 2, 2]);
  },
);

test('the mean of a mean field is that of each sample', () => {
  const { init, apply } = meanField(6)([3], [2]);
  const { current } = apply(A, init, tensor([2, 3], [1, 0, 0, 1, 1, 1], 'bool'), 1);
  expect(Array.from(current.data)).toStrictEqual([2, 2, 6, 6]);
});

test('synapses between one pair add up', () => {
  const { init, apply } = sparse({ pre: [1, 1, 0], post: [0, 0, 1] }, tensor([3], [2, 3, 7]))([2], [2]);
  expect(Array.from(apply(A, init, tensor([1, 2], [0, 1], 'bool'), 1).current.data)).toStrictEqual([5, 0]);
});

test.each([{ pre: [1, 1, 0], post: [0, 0, 1] }, { pre: [0, 1, 1], post: [1, 0, 1] }, fixedProbability(1, 0.5)])(
  'the ends of a sparse connection are a pattern of the same synapses: %o',
  (pattern) => {
    const { ends } = sparse(pattern, uniform(1))([2], [2]);
    expect(sparse(ends!, uniform(1))([2], [2]).ends).toStrictEqual(ends);
  },
);
