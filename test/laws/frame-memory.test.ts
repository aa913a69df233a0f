import { describe, expect, test } from 'vitest';
import { tensor, zeros, type Frame, type Tensor } from '../../src/index.js';
import { frameMemory } from '../../src/core/run/frame-memory.js';
import type { FramePart } from '../../src/core/run/frame-type.js';
import { factsOf, type Facts } from '../../src/core/run/source.js';

const any = factsOf([]);
const bools = (...values: readonly number[]): Tensor => ({
  shape: [values.length],
  dtype: 'bool',
  data: Uint8Array.from(values),
});
/** Whether a memory that has seen one frame knows another. */
const knows = (facts: Partial<Facts>, seen: Frame<Tensor>, then: Frame<Tensor>): boolean => {
  const memory = frameMemory({ ...any, ...facts });
  memory.remember(seen, seen);
  return memory.recall(then) !== undefined;
};

describe('elements of frames like one before are looked at again', () => {
  const row = tensor([2], [1, 2]);
  const bad = tensor([2], [1, NaN]);

  test('where they are numbers, unless they are the same that nobody writes into', () => {
    const written = tensor([2], [1, 2]);
    const memory = frameMemory({ ...any, fresh: true });
    memory.remember({ inputs: { X: written } }, { inputs: { X: written } });
    written.data[1] = NaN;
    expect(memory.recall({ inputs: { X: written } })).toBeDefined();
    expect(memory.recall({ inputs: { X: bad } })).toBeUndefined();
    // Those that were found sound are then the last that were looked at.
    expect(memory.recall({ inputs: { X: row } })).toBeDefined();
    expect(memory.recall({ inputs: { X: written } })).toBeUndefined();

    const again = tensor([2], [1, 2]);
    const watchful = frameMemory({ ...any, fresh: false });
    watchful.remember({ inputs: { X: again } }, { inputs: { X: again } });
    expect(watchful.recall({ inputs: { X: again } })).toBeDefined();
    again.data[1] = NaN;
    expect(watchful.recall({ inputs: { X: again } })).toBeUndefined();
  });

  test('where they are bools that may be others than 0 and 1', () => {
    const seen = { inputs: { X: bools(0, 1) }, clamp: { X: bools(0, 1) } };
    const wrong = { ...seen, inputs: { X: bools(0, 2) } };
    expect(knows({ doubtful: 'anywhere' }, seen, seen)).toBe(true);
    expect(knows({ doubtful: 'anywhere' }, seen, wrong)).toBe(false);
    expect(knows({ doubtful: ['inputs X'] }, seen, wrong)).toBe(false);
    expect(knows({ doubtful: ['clamp X', 'inputs Y'] }, seen, wrong)).toBe(true);
    expect(knows({ doubtful: [] }, seen, wrong)).toBe(true);
  });

  test('where they are drawn: from 0 to below 1', () => {
    const seen = { draws: { X: tensor([2], [0, 0.5]) } };
    expect(knows({}, seen, { draws: { X: tensor([2], [0.25, 0]) } })).toBe(true);
    for (const value of [1, -0.5, NaN]) expect(knows({}, seen, { draws: { X: tensor([2], [0, value]) } })).toBe(false);
  });

  test('but not where they are whole numbers, which are all sound', () => {
    expect(
      knows({}, { inputs: { X: tensor([2], [1, 2], 'i32') } }, { inputs: { X: tensor([2], [-7, 9], 'i32') } }),
    ).toBe(true);
  });

  test('by what tells finite numbers faster, if there is that', () => {
    const asked: number[] = [];
    const memory = frameMemory(any, (data) => {
      asked.push(data.length);
      return data[0] !== 7;
    });
    memory.remember({ inputs: { X: row } }, { inputs: { X: row } });
    expect([row, tensor([2], [7, 1])].map((X) => memory.recall({ inputs: { X } }) !== undefined)).toEqual([
      true,
      false,
    ]);
    expect(asked).toEqual([2, 2]);
  });
});

test('the elements of a part are sound where nobody doubts them, or where they are what they have to be', () => {
  const part = (field: FramePart['field'], dtype: FramePart['dtype']): FramePart => ({
    field,
    name: 'X',
    shape: [2],
    dtype,
  });
  const sound = (doubtful: Facts['doubtful'], of: FramePart, x: Tensor) =>
    frameMemory({ ...any, doubtful }).areSound(of, x);
  const f32 = part('inputs', 'f32');
  expect([tensor([2], [1, 2]), tensor([2], [1, Infinity])].map((x) => sound([], f32, x))).toEqual([true, false]);
  expect([bools(1, 1), bools(1, 2)].map((x) => sound('anywhere', part('inputs', 'bool'), x))).toEqual([true, false]);
  expect([bools(1, 1), bools(1, 2)].map((x) => sound(['clamp X'], part('inputs', 'bool'), x))).toEqual([true, true]);
  expect([0.5, 1].map((x) => sound([], part('draws', 'f32'), tensor([1], [x])))).toEqual([true, false]);
  expect(sound('anywhere', part('unclamp', 'i32'), tensor([2], [5, 6], 'i32'))).toBe(true);
});

describe('the types of frames', () => {
  const of = (n: number): Frame<Tensor> => ({ inputs: { X: zeros([n]) } });

  test('are remembered, the last eight, each once', () => {
    const memory = frameMemory(any);
    const types = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => memory.remember(of(n), of(n)).type);
    expect(new Set(types).size).toBe(8);
    expect(memory.recall(of(1))?.type).toBe(types[0]);
    // The same type again takes no place of another, and is the same object.
    expect(memory.remember(of(8), of(8)).type).toBe(types[7]);
    expect(memory.recall(of(1))?.type).toBe(types[0]);
    memory.remember(of(9), of(9));
    expect([1, 2, 9].map((n) => memory.recall(of(n)) !== undefined)).toEqual([false, true, true]);
  });

  test('are found again for a frame that came in another shape', () => {
    const memory = frameMemory(any);
    const full = { inputs: { X: zeros([1, 2]) }, reward: tensor([1], [3]) };
    const { type } = memory.remember({ inputs: { X: zeros([2]) }, reward: 3 }, full);
    expect(memory.recall({ inputs: { X: zeros([2]) }, reward: tensor([1], [4]) })).toBeUndefined();
    const other = memory.remember({ inputs: { X: zeros([1, 2]) }, reward: tensor([1], [3]) }, full);
    expect(other.type).toBe(type);
  });
});

test('a frame of which a part was repeated, or made a mask, is not known by its other parts, nor by its length', () => {
  const X = tensor([1, 2], [1, 2]);
  const memory = frameMemory(any);
  memory.remember({ inputs: { X }, reward: tensor([], [1]) }, { inputs: { X }, reward: tensor([2], [1, 1]) });
  expect(memory.recall({ inputs: { X } })).toBeUndefined();
  // Eight numbers of neurons are no mask of eight, where there are two rows of four.
  const numbers = tensor([8], [0, 1, 2, 3, 0, 1, 2, 3], 'i32');
  memory.remember({ clamp: { X: numbers } }, { clamp: { X: { ...bools(1, 1, 1, 1, 1, 1, 1, 1), shape: [2, 4] } } });
  expect(memory.recall({ clamp: { X: bools(1, 1, 1, 1, 1, 1, 1, 1) } })).toBeUndefined();
});

test('a reward that is a number is known again, with its value', () => {
  const memory = frameMemory(any);
  const { type } = memory.remember({ reward: 3 }, { reward: tensor([], [3]) });
  expect(memory.recall({ reward: 5 })).toEqual({ frame: { reward: tensor([], [5]) }, type });
  expect(memory.recall({ reward: NaN })).toBeUndefined();
  expect(memory.recall({})).toBeUndefined();
  expect(memory.recall({ reward: undefined as never })).toBeUndefined();
});

test('a frame is known with its end, and only where that is true or false; a tensor in full shape stays the same', () => {
  const memory = frameMemory(any);
  const X = tensor([1, 2], [1, 2]);
  const { type } = memory.remember({ inputs: { X } }, { inputs: { X } });
  for (const ends of [true, false])
    expect(memory.recall({ inputs: { X }, ends })).toEqual({ frame: { inputs: { X }, ends }, type });
  for (const ends of ['now', 1, undefined, null])
    expect(memory.recall({ inputs: { X }, ends } as never)).toBeUndefined();
  const fields: readonly object[] = [
    { clamp: undefined },
    { clamp: null },
    { clamp: 3 },
    { other: {} },
    { masks: { X } },
  ];
  for (const more of fields) expect(memory.recall({ inputs: { X }, ...more } as never)).toBeUndefined();
  expect(memory.recall({ inputs: { X }, clamp: {} })?.type).toBe(type);
  expect(memory.recall({ inputs: { X } })?.frame.inputs?.['X']).toBe(X);
  // An empty frame is known, but nothing that is none.
  memory.remember({}, {});
  expect(memory.recall({})?.frame).toEqual({});
  for (const none of [undefined, null, 3, Promise.resolve({})]) expect(memory.recall(none as never)).toBeUndefined();
});
