import { describe, expect, test } from 'vitest';
import { endOfEpisode, tensor, zeros, type Frame, type Tensor } from '../../src/index.js';
import { endsNow, isEnd, isFrame } from '../../src/core/frame.js';
import { lifted, parted, rowOf, rowsWithin, valueAt } from '../../src/core/run/block.js';
import { frameOf, frameType, oneByOne, sameType, tensorOf } from '../../src/core/run/frame-type.js';

const rows = tensor([3, 2], [1, 2, 3, 4, 5, 6]);

test.each<readonly [string, unknown, boolean, boolean, boolean]>([
  ['the end of an episode', endOfEpisode, true, true, true],
  ['one with a field of nothing', { ends: 'now', inputs: undefined }, true, true, true],
  ['one with inputs', { ends: 'now', inputs: {} }, true, false, true],
  ['the last frame of an episode', { ends: true }, false, false, true],
  ['an empty frame', {}, false, false, true],
  ['a promise', Promise.resolve({}), false, false, false],
  ['nothing', undefined, false, false, false],
  ['null', null, false, false, false],
  ['a number', 3, false, false, false],
])('%s: whether it ends now, is an end alone, is a frame', (_, value, ends, alone, frame) => {
  expect([endsNow(value), isEnd(value), isFrame(value)]).toEqual([ends, alone, frame]);
});

describe('the type of a frame', () => {
  const frame: Frame<Tensor> = {
    inputs: { X: zeros([1, 2], 'bool'), Y: zeros([1, 3]) },
    ends: true,
    masks: { XY: zeros([2, 3], 'bool') },
    reward: zeros([2]),
  };
  const type = frameType(frame);

  test('has a part for each tensor, in order', () => {
    expect(type).toEqual([
      { field: 'inputs', name: 'X', shape: [1, 2], dtype: 'bool' },
      { field: 'inputs', name: 'Y', shape: [1, 3], dtype: 'f32' },
      { field: 'masks', name: 'XY', shape: [2, 3], dtype: 'bool' },
      { field: 'reward', name: '', shape: [2], dtype: 'f32' },
    ]);
    expect(frameType({ reward: 3, ends: false })).toEqual([]);
    expect(frameType({ other: { X: rows } } as Frame<Tensor>)).toEqual([]);
  });

  test('leads back to its tensors', () => {
    const { ends: _, ...tensors } = frame;
    expect(frameOf(type, (part) => tensorOf(frame, part))).toEqual(tensors);
    expect(tensorOf({}, type[0]!)).toBeUndefined();
  });

  test('is the same where each part is', () => {
    const [first, ...others] = type;
    expect(sameType(type, frameType({ ...frame, ends: false }))).toBe(true);
    for (const part of [{ field: 'inject' }, { name: 'Z' }, { shape: [2, 2] }, { dtype: 'i32' }] as const)
      expect(sameType(type, [{ ...first!, ...part }, ...others])).toBe(false);
    expect([sameType(type, others), sameType(others, type)]).toEqual([false, false]);
  });
});

describe('a block of steps', () => {
  const always = tensor([1, 2], [7, 8]);
  const block = { steps: 3, values: { inputs: { X: rows, Y: always }, ends: true } };

  test('has a value for each step, which ends an episode in the last', () => {
    expect([0, 1, 2].map((step) => valueAt(block, step))).toEqual([
      { inputs: { X: tensor([2], [1, 2]), Y: tensor([2], [7, 8]) } },
      { inputs: { X: tensor([2], [3, 4]), Y: tensor([2], [7, 8]) } },
      { inputs: { X: tensor([2], [5, 6]), Y: tensor([2], [7, 8]) }, ends: true },
    ]);
  });

  test('gives copies, but of what is the same in many steps', () => {
    const one = valueAt(block, 0).inputs;
    expect([one.X.data.buffer === rows.data.buffer, one.Y.data === always.data]).toEqual([false, true]);
    expect(valueAt({ steps: 2, values: always }, 1).data).toBe(always.data);
    const alone = valueAt({ steps: 1, values: always }, 0);
    expect([alone, alone.data.buffer === always.data.buffer]).toEqual([tensor([2], [7, 8]), false]);
  });

  test('is parted into the first steps and the others', () => {
    expect(parted(block, 3)).toEqual([block, undefined]);
    expect(parted(block, 2)).toEqual([
      { steps: 2, values: { inputs: { X: tensor([2, 2], [1, 2, 3, 4]), Y: always } } },
      { steps: 1, values: { inputs: { X: tensor([1, 2], [5, 6]), Y: always }, ends: true } },
    ]);
    expect(parted({ steps: 2, values: 0.5 }, 1)).toEqual([
      { steps: 1, values: 0.5 },
      { steps: 1, values: 0.5 },
    ]);
  });

  test('is taken step by step', () => {
    const type = frameType({ inputs: { X: zeros([2]) } });
    const frame = { inputs: { X: rows }, ends: true };
    expect(oneByOne({ frame, type })).toEqual([{ frame, type }]);
    expect(oneByOne({ frame, type, steps: 3 })).toEqual([
      { frame: { inputs: { X: tensor([2], [1, 2]) } }, type },
      { frame: { inputs: { X: tensor([2], [3, 4]) } }, type },
      { frame: { inputs: { X: tensor([2], [5, 6]) }, ends: true }, type },
    ]);
  });

  test('of one value is that in every step', () => {
    expect(lifted({ inputs: { X: tensor([2], [7, 8]) }, reward: 2 })).toEqual({ inputs: { X: always }, reward: 2 });
  });

  test('shares the memory of its rows', () => {
    expect([rowOf(rows, 1), rowsWithin(rows, 1, 3)]).toEqual([tensor([2], [3, 4]), tensor([2, 2], [3, 4, 5, 6])]);
    expect([rowOf(rows, 1), rowsWithin(rows, 1, 3)].every(({ data }) => data.buffer === rows.data.buffer)).toBe(true);
  });
});
