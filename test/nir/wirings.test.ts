import { describe, expect, test } from 'vitest';
import { tensor, type Shape } from '../../src/index.js';
import type { NirNode } from '../../src/nir.js';
import { windowed, type Windowed } from '../../src/io/nir/from/convolution.js';
import { wiringsOf } from '../../src/io/nir/from/wirings.js';

type Linear = Parameters<typeof wiringsOf>[0];

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k);

/** The terms of the connections that a node becomes, between layers of two shapes. */
const terms = (node: NirNode, from: Shape, to: Shape, dt = 1): readonly unknown[] =>
  wiringsOf(node as Linear, from, to, dt).map((wiring) => wiring(from, to).term);

const pattern = (...places: readonly number[]) => ({
  pre: tensor([places.length], places, 'i32'),
  post: tensor([places.length], places, 'i32'),
});

describe('delays', () => {
  const delay = (seconds: readonly number[]): NirNode => ({ type: 'Delay', delay: tensor([seconds.length], seconds) });
  const now = (...places: readonly number[]) => ({ name: 'sparse', params: { pattern: pattern(...places) } });
  const later = (time: unknown, ...places: readonly number[]) => ({
    name: 'delayed',
    params: { delay: time, of: now(...places) },
  });

  test.each<readonly [string, readonly number[], number, readonly unknown[]]>([
    ['of less than half a step are none', [0, 0.00049, 0.0001], 1, [now(0, 1, 2)]],
    ['of one number of steps are one connection', [0.0015, 0.002, 0.0024], 1, [later(2, 0, 1, 2)]],
    ['of several are one with a time for each', [0.001, 0.003, 0.0006], 1, [later(tensor([3], [1, 3, 1]), 0, 1, 2)]],
    ['beside none are two', [0.0002, 0.001, 0.0001], 1, [now(0, 2), later(1, 1)]],
    ['of half a step are a step', [0.001, 0.0009, 0.005], 2, [now(1), later(tensor([2], [2, 6]), 0, 2)]],
  ])('%s', (_, seconds, dt, want) => {
    expect(terms(delay(seconds), [3], [3], dt)).toMatchObject(want);
  });

  test('of one number are for all neurons', () => {
    expect(terms(delay([0.003]), [3], [3])).toMatchObject([later(3, 0, 1, 2)]);
    expect(terms(delay([0]), [3], [3])).toMatchObject([now(0, 1, 2)]);
  });
});

describe('a matrix', () => {
  const linear = (...shape: readonly number[]): NirNode => ({
    type: 'Linear',
    weight: tensor(
      shape,
      range(shape.reduce((a, b) => a * b)).map((k) => k + 1),
    ),
  });
  const dense = (from: number, to: number, values: readonly number[]) => [
    { name: 'dense', params: { w: tensor([from, to], values) } },
  ];

  test('of outputs by inputs is transposed', () => {
    expect(terms(linear(2, 3), [3], [2])).toMatchObject(dense(3, 2, [1, 4, 2, 5, 3, 6]));
  });

  test('is there for each row of what it gets', () => {
    expect(terms(linear(1, 2), [3, 2], [3, 1])).toMatchObject(
      dense(6, 3, [1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 2]),
    );
  });

  test('with axes before its own has one for each block, over and over', () => {
    expect(terms(linear(2, 1, 2), [2, 2], [2, 1])).toMatchObject(dense(4, 2, [1, 0, 2, 0, 0, 3, 0, 4]));
    expect(terms(linear(2, 1, 1), [4], [4])).toMatchObject(
      dense(4, 4, [1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2]),
    );
  });

  test('has a bias for each output, repeated for each block', () => {
    const affine: NirNode = {
      ...(linear(2, 1) as NirNode & { type: 'Linear' }),
      type: 'Affine',
      bias: tensor([2], [7, 8]),
    };
    expect(terms(affine, [2, 1], [2, 2])).toMatchObject([
      { name: 'biased', params: { b: tensor([2, 2], [7, 8, 7, 8]), of: dense(2, 4, [1, 2, 0, 0, 0, 0, 1, 2])[0] } },
    ]);
  });
});

test('a scale is a weight for each pair, one number for all of them', () => {
  const scale = (...values: readonly number[]): NirNode => ({ type: 'Scale', scale: tensor([values.length], values) });
  const scaled = (...values: readonly number[]) => [{ name: 'sparse', params: { w: tensor([values.length], values) } }];
  expect(terms(scale(2, 3, 4, 5), [2, 2], [2, 2])).toMatchObject(scaled(2, 3, 4, 5));
  expect(terms(scale(2), [3], [3])).toMatchObject(scaled(2, 2, 2));
});

describe('windows over an image', () => {
  const conv = (more: object, ...shape: readonly number[]): Windowed => ({
    type: shape.length === 3 ? 'Conv1d' : 'Conv2d',
    weight: tensor(
      shape,
      range(shape.reduce((a, b) => a * b)).map((k) => k + 1),
    ),
    bias: tensor([shape[0]!], range(shape[0]!)),
    stride: 1,
    padding: 0,
    dilation: 1,
    groups: 1,
    ...more,
  });
  const pool = (more: object): Windowed => ({ type: 'SumPool2d', kernel_size: [2, 3], stride: 1, padding: 0, ...more });

  /** How many windows there are along an axis, counted one by one. */
  const counted = (extent: number, kernel: number, stride: number, padding: number, dilation: number): number => {
    let count = 0;
    while (count * stride + dilation * (kernel - 1) < extent + 2 * padding) count++;
    return count;
  };

  test.each([
    [1, 1, 0, 0, 1, 1],
    [2, 3, 0, 0, 1, 1],
    [1, 2, 1, 2, 1, 1],
    [3, 1, 0, 1, 1, 2],
    [2, 2, 2, 0, 3, 1],
    [4, 5, 1, 0, 1, 2],
  ])('are as many as fit, by strides %d, %d, paddings %d, %d and dilations %d, %d', (...numbers) => {
    const [stride, padding, dilation] = [0, 2, 4].map((at) => numbers.slice(at, at + 2)) as unknown as [
      Shape,
      Shape,
      Shape,
    ];
    const want = [7, 9].map((extent, axis) =>
      counted(extent, 2 + axis, stride[axis]!, padding[axis]!, dilation[axis]!),
    );
    const seen = windowed(conv({ stride, padding, dilation }, 4, 2, 2, 3), [2, 7, 9]);
    expect(seen.out).toEqual([4, ...want]);
    expect(seen.sliding).toEqual({ kernel: [2, 3], stride, padding, dilation, widened: [false, false] });
    const [across] = want;
    const line = { stride: stride[0], padding: padding[0], dilation: dilation[0] };
    for (const more of [line, { stride: [stride[0]], padding: [padding[0]], dilation: [dilation[0]] }])
      expect(windowed(conv(more, 3, 1, 2), [1, 7]).out).toEqual([3, across]);
    if (dilation.every((step) => step === 1))
      expect(windowed(pool({ stride, padding }), [5, 7, 9])).toMatchObject({
        out: [5, ...want],
        sliding: { dilation: [1, 1] },
      });
  });

  test.each<readonly [string, Windowed, Shape, readonly boolean[], Shape, Shape]>([
    ['odd ones', conv({ padding: 'same' }, 2, 1, 3, 5), [1, 4, 6], [false, false], [3, 5], [1, 2]],
    [
      'odd ones, dilated',
      conv({ padding: 'same', dilation: [3, 2] }, 2, 1, 3, 5),
      [1, 4, 6],
      [false, false],
      [3, 5],
      [3, 4],
    ],
    ['even ones', conv({ padding: 'same' }, 2, 1, 2, 4), [1, 4, 6], [true, true], [3, 5], [1, 2]],
    ['an even and an odd one', conv({ padding: 'same' }, 2, 1, 3, 4), [1, 4, 6], [false, true], [3, 5], [1, 2]],
    [
      'even ones, dilated by two',
      conv({ padding: 'same', dilation: [2, 1] }, 2, 1, 2, 3),
      [1, 4, 6],
      [false, false],
      [2, 3],
      [1, 1],
    ],
  ])('that are to be as many as pixels, of %s, are padded by half', (_, node, from, widened, kernel, padding) => {
    const { out, sliding } = windowed(node, from);
    expect(out).toEqual([2, 4, 6]);
    expect(sliding).toMatchObject({ widened, kernel, padding });
  });

  test("that are 'valid' have no padding", () => {
    expect(windowed(conv({ padding: 'valid' }, 2, 1, 2, 3), [1, 4, 6])).toMatchObject({
      out: [2, 3, 4],
      sliding: { padding: [0, 0] },
    });
  });

  const unsame =
    "something else than padding 'same', which is for stride 1, and kernels of even extents only undilated";
  test.each<readonly [string, Windowed, Shape, string]>([
    ['strides', conv({ padding: 'same', stride: [1, 2] }, 1, 1, 3, 3), [1, 4, 4], unsame],
    ['even kernels, dilated by three', conv({ padding: 'same', dilation: [1, 3] }, 1, 1, 3, 2), [1, 9, 9], unsame],
    ['a line', conv({}, 1, 2, 1, 1), [2, 4], '[2, height, width]'],
    ['other channels', conv({ groups: 2 }, 2, 2, 1), [2, 4], '[4, extent]'],
    ['kernels of an axis more', conv({ type: 'Conv1d' }, 1, 1, 1, 1), [1, 4], '[1, extent]'],
    ['pixels without channels', pool({}), [4, 4], '[channels, height, width]'],
    ['another image', conv({ input_shape: [4, 5] }, 1, 1, 1, 1), [1, 4, 4], '[1, 4, 5]'],
    ['another image, of one number', conv({ input_shape: 5 }, 1, 1, 1, 1), [1, 5, 4], '[1, 5, 5]'],
    ['a smaller image', pool({}), [1, 2, 2], 'an image of at least the kernel, [2, 3]'],
  ])('say what they want in place of %s', (_, node, from, want) => {
    expect(windowed(node, from)).toEqual({ want });
  });

  test('take the smallest image, and one that they name', () => {
    expect(windowed(pool({}), [1, 2, 3]).out).toEqual([1, 1, 1]);
    expect(windowed(conv({ input_shape: [4, 5] }, 3, 1, 1, 1), [1, 4, 5]).out).toEqual([3, 4, 5]);
    expect(windowed(conv({ groups: 2 }, 4, 1, 1), [2, 4]).out).toEqual([4, 4]);
  });

  test('have a row or a column of zeros in front where an even kernel sees as many as there are pixels', () => {
    const [term] = terms(conv({ padding: 'same' }, 2, 1, 2, 3) as NirNode, [1, 4, 5], [2, 4, 5]);
    expect(term).toMatchObject({
      name: 'biased',
      params: {
        b: tensor([2], [0, 1]),
        of: {
          name: 'conv',
          params: {
            w: tensor([2, 1, 3, 3], [0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 7, 8, 9, 10, 11, 12]),
            stride: [1, 1],
            padding: [1, 1],
            dilation: [1, 1],
            groups: 1,
          },
        },
      },
    });
    const both = terms(conv({ padding: 'same' }, 1, 2, 2, 2) as NirNode, [2, 3, 3], [1, 3, 3]);
    expect(both).toMatchObject([
      {
        params: { of: { params: { w: tensor([1, 2, 3, 3], [0, 0, 0, 0, 1, 2, 0, 3, 4, 0, 0, 0, 0, 5, 6, 0, 7, 8]) } } },
      },
    ]);
    const line = terms(conv({ padding: 'same' }, 1, 1, 2) as NirNode, [1, 3], [1, 3]);
    expect(line).toMatchObject([{ params: { of: { params: { w: tensor([1, 1, 3], [0, 1, 2]) } } } }]);
  });

  test.each([
    ['SumPool2d', 'sum'],
    ['AvgPool2d', 'mean'],
  ] as const)('of %s are pooled by their %s', (type, by) => {
    const node = { ...pool({ stride: [2, 1], padding: [0, 1] }), type } as NirNode;
    expect(terms(node, [2, 4, 5], [2, 2, 5])).toMatchObject([
      { name: 'pool', params: { by, kernel: [2, 3], stride: [2, 1], padding: [0, 1] } },
    ]);
  });
});
