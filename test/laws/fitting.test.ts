import { describe, expect, test } from 'vitest';
import {
  dense,
  explain,
  input,
  layer,
  lif,
  network,
  oneSpike,
  orThrow,
  tensor,
  zeros,
  type Frame,
  type Tensor,
} from '../../src/index.js';
import { blockFitter } from '../../src/core/run/block-fitter.js';
import { beyondUnit, fit, rowsIn, type Want } from '../../src/core/run/frame-fit.js';
import { frameMemory } from '../../src/core/run/frame-memory.js';
import { factsOf } from '../../src/core/run/source.js';

const rows = (count: number) => ({ count, because: () => 'as the state is' });
const row: Want = { shape: [2, 2], rowwise: true };

const fitted = (value: unknown, want: Want, count = 1): Tensor | string => {
  const result = fit('frame 3', value, want, rows(count));
  return result._tag === 'Right'
    ? result.right
    : `${result.left.what} must be ${result.left.want}, got ${result.left.got}`;
};
const four = [1, 2, 3, 4];
const mask = (shape: readonly number[], values: readonly number[]) => tensor(shape, values, 'bool');

describe('a tensor of a frame in full shape', () => {
  test.each<readonly [string, Tensor, Want, number, Tensor]>([
    ['as it was given', tensor([1, 2, 2], four), row, 1, tensor([1, 2, 2], four)],
    ['of one row', tensor([2, 2], four), row, 1, tensor([1, 2, 2], four)],
    ['of one row, flat', tensor([4], four), row, 1, tensor([1, 2, 2], four)],
    ['for every row', tensor([4], four), row, 2, tensor([2, 2, 2], [...four, ...four])],
    ['of rows, flat', tensor([2, 4], [...four, ...four]), row, 2, tensor([2, 2, 2], [...four, ...four])],
    [
      'of weights, which have no rows',
      mask([4], [1, 0, 0, 1]),
      { shape: [2, 2], rowwise: false, dtype: 'bool' },
      2,
      mask([2, 2], [1, 0, 0, 1]),
    ],
    ['of a number for each row', tensor([2], [5, 6]), { shape: [], rowwise: true }, 2, tensor([2], [5, 6])],
    ['of a number for all rows', tensor([], [5]), { shape: [], rowwise: true }, 2, tensor([2], [5, 5])],
    ['of one weight', mask([], [1]), { shape: [1, 1], rowwise: false, dtype: 'bool' }, 1, mask([1, 1], [1])],
    [
      'of whole numbers, where numbers are wanted',
      tensor([4], four, 'i32'),
      { ...row, dtype: 'f32' },
      1,
      tensor([1, 2, 2], four),
    ],
    [
      'of the numbers of neurons',
      tensor([2], [0, 3], 'i32'),
      { ...row, neurons: true },
      2,
      mask([2, 2, 2], [1, 0, 0, 1, 1, 0, 0, 1]),
    ],
    [
      'of those in each row',
      tensor([2, 1], [0, 3], 'i32'),
      { ...row, neurons: true },
      2,
      mask([2, 2, 2], [1, 0, 0, 0, 0, 0, 0, 1]),
    ],
    ['of none of them', tensor([0], [], 'i32'), { ...row, neurons: true }, 1, mask([1, 2, 2], [0, 0, 0, 0])],
  ])('%s', (_, value, want, count, full) => {
    expect(fitted(value, want, count)).toEqual(full);
  });

  const cures = {
    row: ' (a tensor has a row for each step; always(x) is x in every step)',
    batch: ' (a recording has no batch rows: its layer has to be of shape [4, 2])',
    size: ' (the shape has to be [4] or [2, 2])',
  };
  test.each<readonly [string, unknown, Want, number]>([
    ['a tensor of 4 values (2 x 2), or that for 2 rows, got nothing', undefined, row, 2],
    [
      'a tensor of 4 values (2 x 2), got 3 (a source gives a tensor for each step, as tensor([steps, n], values) does)',
      3,
      row,
      1,
    ],
    [
      'a tensor of 1 value, got {} (a frame: silence and frames give these, and go to run or concat themselves; a layer without input is left out)',
      {},
      { shape: [1], rowwise: true },
      1,
    ],
    ['for 2 rows, as the state is, got 3 rows [3, 4]', zeros([3, 4]), row, 2],
    ['for 1 row, as the state is, got 0 rows [0, 4]', zeros([0, 4]), row, 1],
    [
      'bools of 0 and 1 (i32 or f32 carry counts), got 7',
      { ...zeros([4], 'bool'), data: Uint8Array.of(0, 1, 7, 2) },
      row,
      1,
    ],
    ['a bool mask, or i32 numbers of neurons, got f32', zeros([4]), { ...row, neurons: true }, 1],
    ['bool, got f32', zeros([4]), { ...row, dtype: 'bool' }, 1],
    ['finite numbers, got -Infinity', tensor([4], [1, 2, -Infinity, NaN]), row, 1],
    ['numbers in [0, 1), got 1', tensor([4], [0, 0.5, 1, 2]), { ...row, unit: true }, 1],
    ['numbers of neurons from 0 to 3, got 4', tensor([2], [3, 4], 'i32'), { ...row, neurons: true }, 1],
    ['numbers of neurons from 0 to 3, got -1', tensor([2], [0, -1], 'i32'), { ...row, neurons: true }, 1],
    [`4 values (2 x 2), got 2 [2]${cures.row}`, zeros([2]), row, 1],
    [`4 values (2 x 2), got 1 []${cures.row}`, zeros([]), row, 1],
    [`4 values (2 x 2), got 4 [4, 1]${cures.size}`, zeros([4, 1]), row, 1],
    ['4 values (2 x 2), got 5 [5]', zeros([5]), row, 1],
    ['4 values (2 x 2), got 2 [2]', zeros([2], 'bool'), { shape: [2, 2], rowwise: false, dtype: 'bool' }, 1],
  ])('must be %s', (message, value, want, count) => {
    expect(fitted(value, want, count)).toBe(`frame 3 must be ${message}`);
  });

  test('says how many rows it has, where it comes in rows', () => {
    const counts = [zeros([3, 2, 2]), zeros([3, 4]), zeros([2, 2]), zeros([4]), zeros([])].map((x) => rowsIn(x, row));
    expect(counts).toEqual([3, 3, undefined, undefined, undefined]);
    expect(rowsIn(zeros([3, 4]), { ...row, rowwise: false })).toBeUndefined();
    expect([[0, 0.999], [0.5, -0.1], [1], [NaN]].map((values) => beyondUnit(tensor([values.length], values)))).toEqual([
      undefined,
      Math.fround(-0.1),
      1,
      NaN,
    ]);
  });
});

test('frames that are like one before are recognised: by every name, type, shape and length', () => {
  const memory = frameMemory(factsOf([]));
  const frame: Frame<Tensor> = { inputs: { X: tensor([2], [1, 2]), Y: zeros([1, 2]) }, reward: tensor([1], [3]) };
  const full = { inputs: { X: tensor([1, 2], [1, 2]), Y: zeros([1, 2]) }, reward: tensor([1], [3]) };
  expect(memory.recall(frame)).toBeUndefined();
  const { type } = memory.remember(frame, full);
  const recalled = memory.recall({ ...frame, inputs: { X: tensor([2], [5, 6]), Y: zeros([1, 2]) } });
  expect(recalled).toEqual({ frame: { ...full, inputs: { X: tensor([1, 2], [5, 6]), Y: zeros([1, 2]) } }, type });
  expect(recalled?.type).toBe(type);
  expect(memory.recall({ ...frame, ends: true })?.frame.ends).toBe(true);
  const X = tensor([2], [1, 2]);
  const others: readonly Frame<Tensor>[] = [
    { ...frame, inputs: { X } },
    { ...frame, inputs: { X, Z: zeros([1, 2]) } },
    { ...frame, inputs: { Y: zeros([1, 2]), X } },
    { ...frame, inputs: { X, Y: zeros([2]) } },
    { ...frame, inputs: { X, Y: zeros([1, 2], 'bool') } },
    { ...frame, inputs: { X, Y: { ...zeros([1, 2]), data: new Float32Array(3) } } },
    { ...frame, inputs: { X, Y: { ...zeros([1, 2]), data: new Int32Array(2) } } },
    { ...frame, inputs: { X: tensor([2], [1, NaN]), Y: zeros([1, 2]) } },
    { ...frame, inputs: { X, Y: undefined as never } },
    { ...frame, reward: zeros([2]) },
    { inputs: frame.inputs! },
    { ...frame, clamp: {}, other: {} } as Frame<Tensor>,
    { ...frame, ends: 'now' },
    undefined as never,
  ];
  for (const other of others) expect(memory.recall(other)).toBeUndefined();
  // One that had to be repeated for every row is fitted anew.
  memory.remember({ reward: tensor([], [1]) }, { reward: tensor([2], [1, 1]) });
  expect(memory.recall({ reward: tensor([], [1]) })).toBeUndefined();
});

describe('a block of frames', () => {
  const net = orThrow(
    network({ dt: 1 }, { X: layer([2], input()), Y: layer([2], oneSpike(lif())) }, (connect) => ({
      XY: connect('X', 'Y', dense(zeros([2, 2]))),
    })),
  );
  const fitBlock = (steps: number, values: Frame<Tensor>, index = 5) => {
    const { frames, faults } = blockFitter(net, rows(1), factsOf([]))(index, { steps, values });
    return { frames: frames.map(({ frame, steps: own }) => [own, frame]), said: faults?.map(explain) };
  };
  const x = tensor([3, 2], [1, 2, 3, 4, 5, 6]);

  test('stays one where its tensors have the shape of rows, flat or not, and ends an episode in its last step', () => {
    const full = { inputs: { X: tensor([3, 1, 2], x.data) } };
    expect(fitBlock(3, { inputs: { X: x } })).toEqual({ frames: [[3, full]], said: undefined });
    expect(fitBlock(3, { inputs: { X: tensor([3, 1, 2], x.data) }, ends: true }).frames).toEqual([
      [3, { ...full, ends: true }],
    ]);
    expect(fitBlock(1, { inputs: { X: tensor([1, 2], [7, 8]) } }).frames).toEqual([
      [1, { inputs: { X: tensor([1, 1, 2], [7, 8]) } }],
    ]);
    expect(fitBlock(3, { inputs: { X: x }, reward: 2 }).frames).toEqual([[3, { ...full, reward: tensor([1], [2]) }]]);
    expect(fitBlock(3, { inputs: { X: tensor([1, 2], [7, 8]) } }).frames).toEqual([
      [3, { inputs: { X: tensor([1, 1, 2], [7, 8]) } }],
    ]);
  });

  test('is taken frame by frame where each has to be made a mask', () => {
    const clamp = { Y: tensor([2, 1], [0, 1], 'i32') };
    expect(fitBlock(2, { clamp, ends: true })).toEqual({
      frames: [
        [undefined, { clamp: { Y: mask([1, 2], [1, 0]) } }],
        [undefined, { clamp: { Y: mask([1, 2], [0, 1]) }, ends: true }],
      ],
      said: undefined,
    });
  });

  test('is taken frame by frame where each is for several rows, or of whole numbers in place of others', () => {
    const { frames } = blockFitter(
      net,
      rows(2),
      factsOf([]),
    )(0, { steps: 2, values: { inputs: { X: tensor([2, 2], four) } } });
    expect(frames.map(({ frame, steps }) => [steps, frame])).toEqual([
      [undefined, { inputs: { X: tensor([2, 2], [1, 2, 1, 2]) } }],
      [undefined, { inputs: { X: tensor([2, 2], [3, 4, 3, 4]) } }],
    ]);
    expect(fitBlock(2, { inject: { Y: tensor([2, 2], four, 'i32') } }).frames).toEqual([
      [undefined, { inject: { Y: tensor([1, 2], [1, 2]) } }],
      [undefined, { inject: { Y: tensor([1, 2], [3, 4]) } }],
    ]);
  });

  test('is taken up to the frame that does not fit', () => {
    const wrong = tensor([3, 2], [1, 2, 3, NaN, 5, 6]);
    expect(fitBlock(3, { inputs: { X: wrong } })).toEqual({
      frames: [[undefined, { inputs: { X: tensor([1, 2], [1, 2]) } }]],
      said: ["inputs 'X': frame 6 must be finite numbers, got NaN"],
    });
    expect(fitBlock(3, { inputs: { X: zeros([3, 3]) } })).toEqual({
      frames: [],
      said: ["inputs 'X': frame 5 must be 2 values, got 3 [3]"],
    });
  });
});
