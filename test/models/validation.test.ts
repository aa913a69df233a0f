import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import {
  biased,
  bounded,
  constant,
  conv,
  dale,
  dense,
  explain,
  input,
  layer,
  lif,
  local,
  masked,
  maxPool,
  meanField,
  network,
  normalised,
  postPre,
  sparse,
  traced,
  weightDependentPostPre,
  zeros,
  type Names,
  type Shape,
} from '../../src/index.js';
import type { AnyRule, AnyWiring } from '../../src/authoring.js';

/** What `network` says of a connection between two shapes. */
const said = (from: Shape, to: Shape, wiring: AnyWiring, rule?: AnyRule): readonly string[] => {
  const built = network<Names, Names>(
    { dt: 1 },
    { X: layer(from, traced(input())), Y: layer(to, traced(lif())) },
    (connect) => ({ XY: connect('X', 'Y', wiring, rule as never) }),
  );
  return E.isLeft(built) ? built.left.map((fault) => explain(fault).replace("connection 'XY': ", '')) : [];
};

const one = constant(1);
const image: Shape = [1, 3, 3];

describe('geometry that does not fit is refused', () => {
  const sliding: readonly (readonly [string, (options: { kernel: number; stride?: number }) => AnyWiring])[] = [
    ['conv', (options) => conv(one, options)],
    ['local', (options) => local(one, options)],
    ['maxPool', (options) => maxPool({ ...options, decay: 0.5 })],
  ];

  test.each(sliding)('of %s', (_, wire) => {
    expect(said(image, [1, 2, 2], wire({ kernel: 2 }))).toStrictEqual([]);
    expect(said(image, [1, 1, 1], wire({ kernel: 4 }))).toStrictEqual([
      'kernel must be no larger than the image [3, 3], got [4, 4]',
    ]);
    expect(said(image, [1, 3, 3], wire({ kernel: 2 }))[0]).toMatch(/^target must be \[\d, 2, 2\], got \[1, 3, 3\]$/);
    expect(said(image, [1, 2, 2], wire({ kernel: 2, stride: 0 }))).toStrictEqual([
      'stride must be 2 whole numbers of at least 1, got 0',
    ]);
    expect(said([3, 3], [1, 2, 2], wire({ kernel: [2, 2] as never }))[0]).toBe(
      'kernel over a source of 3 channels (an image of one is [1, 3, 3]) must be a whole number of at least 1, got [2, 2]',
    );
    expect(said([9], [1, 2, 2], wire({ kernel: 2 }))).toStrictEqual(['source must be [channels, ...extents], got [9]']);
  });

  test.each(sliding)('of %s: a kernel larger than the image, with a stride', (_, wire) => {
    expect(said([1, 3], [1, 1], wire({ kernel: 4, stride: 2 }))).toStrictEqual([
      'kernel must be no larger than the image [3], got [4]',
    ]);
  });

  test('all of it at once', () => {
    const options = { kernel: [2, 0], stride: [1, 2, 3], padding: -1, dilation: 0.5 };
    expect(said(image, [1, 2, 2], conv(one, options))).toStrictEqual([
      'kernel must be 2 whole numbers of at least 1, got [2, 0]',
      'stride must be 2 whole numbers of at least 1, got [1, 2, 3]',
      'padding must be 2 whole numbers of at least 0, got -1',
      'dilation must be 2 whole numbers of at least 1, got 0.5',
    ]);
    expect(said(image, [1, 2, 2], conv(one))).toStrictEqual(['kernel must be 2 whole numbers of at least 1, got []']);
    expect(said(image, [2, 2, 2], maxPool({ kernel: 2, decay: 2 }))).toStrictEqual([
      'decay must be in [0, 1], got 2',
      'target must be [1, 2, 2], got [2, 2, 2]',
    ]);
  });
});

test.each<readonly [string, Shape, Shape, AnyWiring, string]>([
  [
    'dense',
    [3],
    [2],
    dense(zeros([2, 3])),
    'weights must be [3, 2] (transposed(w) of spikefold/file turns them), got [2, 3]',
  ],
  ['conv', image, [2, 2, 2], conv(zeros([2, 2, 2, 2])), 'weights must be [2, 1, 2, 2], got [2, 2, 2, 2]'],
  ['local', image, [8], local(zeros([8, 4]), { kernel: 2 }), 'weights must be [1, 8, 4], got [8, 4]'],
  [
    'conv of an image whose channels were forgotten',
    [5, 5],
    [2, 4, 4],
    conv(one, { kernel: 2 }),
    'target must be [2, 4], got [2, 4, 4] (an image of one channel is [1, 5, 5])',
  ],
  ['local for the wrong target', image, [7], local(one, { kernel: 2 }), 'target must be [2, 2, 2], got [7]'],
  ['meanField', [3], [2], meanField(zeros([3])), 'weights must be [2], got [3]'],
  ['meanField of nothing', [3], [2], meanField(Number.NaN), 'weights must be finite, got NaN'],
  ['sparse', [3], [2], sparse({ pre: [0, 1], post: [1, 1] }, zeros([3])), 'weights must be [2], got [3]'],
  ['sparse, from', [3], [2], sparse({ pre: [0, 3], post: [1, 1] }, one), 'pre must be neurons from 0 to 2, got 3'],
  ['sparse, to', [3], [2], sparse({ pre: [0], post: [-1] }, one), 'post must be neurons from 0 to 1, got -1'],
  ['sparse, in between', [3], [2], sparse({ pre: [0.5], post: [1] }, one), 'pre must be neurons from 0 to 2, got 0.5'],
  [
    'sparse, one end',
    [3],
    [2],
    sparse({ pre: [0, 1], post: [1] }, one),
    'post must be 2 indices, as many as the other end, got 1',
  ],
  ['a mask', [3], [2], masked(dense(one), zeros([2, 3], 'bool')), 'mask must be bool [3, 2], got bool [2, 3]'],
  ['a mask of numbers', [3], [2], masked(dense(one), zeros([3, 2])), 'mask must be bool [3, 2], got f32 [3, 2]'],
  ['a bias', [3], [2], biased(dense(one), zeros([3])), 'bias must be [2], got [3]'],
  ['a norm', [3], [2], normalised(dense(one), -1), 'norm must be positive and finite, got -1'],
])('%s with what does not fit is refused', (_, from, to, wiring, text) => {
  expect(said(from, to, wiring)).toStrictEqual([text]);
});

test('a rule needs weights, and what it needs of them', () => {
  const pooling = maxPool({ kernel: 2, decay: 0 });
  expect(said(image, [1, 2, 2], pooling, postPre([1, 1]))).toStrictEqual([
    'a connection without weights takes no rule, got postPre',
  ]);
  const soft = weightDependentPostPre([1, 1]);
  const text = 'bounds of the rule must be finite, got none, or infinite ones';
  expect(said([3], [2], dense(one), soft)).toStrictEqual([text]);
  expect(said([3], [2], dense(one), bounded(soft, 0, Infinity))).toStrictEqual([text]);
  expect(said([3], [2], dense(one), bounded(soft, 0, 1))).toStrictEqual([]);
  expect(said([3], [2], dense(one), postPre([zeros([2, 3]), 1]))).toStrictEqual([
    'nu pre must be a number or [3, 2], got [2, 3]',
  ]);
});

// The compiler keeps these off connections without weights, but AnyWiring and descriptions get past it.
test.each<readonly [string, (of: AnyWiring) => AnyWiring]>([
  ['masked', (of) => masked(of, zeros([1, 2], 'bool'))],
  ['dale', (of) => dale(of, 'excitatory')],
  ['normalised', (of) => normalised(of, 1)],
])('%s around a connection without weights is refused', (_, wrap) => {
  const texts = said([1, 3], [1, 2], wrap(maxPool({ kernel: 2, decay: 0 })));
  expect(texts[0]).toMatch(/^a connection without weights takes no (mask|sign|norm), got (masked|dale|normalised)$/);
});
