import { describe, expect, test } from 'vitest';
import {
  counts,
  every,
  foldAll,
  intervals,
  raster,
  rasterColumns,
  rates,
  record,
  rolling,
  rowsOf,
  stack,
  tensor,
  type Fold,
  type Tensor,
  type Time,
} from '../../src/index.js';
import { isSpikeColumns } from '../../src/models/monitors/raster.js';

/** Spikes of a batch of two of a layer [3, 2], at these of its twelve places. */
const spikes = (...places: readonly number[]): Tensor =>
  tensor(
    [2, 3, 2],
    Array.from({ length: 12 }, (_, place) => Number(places.includes(place))),
    'bool',
  );

/** What a fold makes of steps, each with its time: dt 0.5 in episode 0 unless it says otherwise. */
const come = <O>(of: Fold<Tensor, O>, ...steps: readonly (readonly [Tensor, Partial<Time>])[]): O =>
  steps.reduce((now, [x, time]) => now.next(x, { dt: 0.5, step: 0, every: 1, episode: 0, ...time }), of).done();

describe('spikes by hand', () => {
  test('a raster has step, row and neuron, of every third step that a run goes on with', () => {
    const made = come(
      raster(),
      [spikes(5, 6), { step: 32, every: 3 }],
      [spikes(), { step: 35, every: 3 }],
      [spikes(0, 11), { step: 38, every: 3 }],
    );
    expect(made).toEqual([
      { step: 32, row: 0, neuron: 5 },
      { step: 32, row: 1, neuron: 0 },
      { step: 38, row: 0, neuron: 0 },
      { step: 38, row: 1, neuron: 5 },
    ]);
  });

  test('a raster takes several steps at once as one by one, and numbers without rows', () => {
    const times = [4, 5].map((step) => ({ dt: 1, step, every: 1, episode: 0 }));
    const rows = tensor([2, 2, 2], [0, 1, 1, 0, 0, 0, 0, 1], 'bool');
    const { step, row, neuron } = rasterColumns().next.rows!(rows, times).done();
    expect([step, row, neuron].map((column) => Array.from(column))).toEqual([
      [4, 4, 5],
      [0, 1, 1],
      [1, 0, 1],
    ]);
    expect(come(raster(), [tensor([], [1]), { step: 7 }])).toEqual([{ step: 7, row: 0, neuron: 0 }]);
  });

  test('steps of a raster go up to 2^31 - 1', () => {
    const last = 2 ** 31 - 1;
    expect(come(raster(), [spikes(0), { step: last }])[0]!.step).toBe(last);
    expect(() => come(rasterColumns(), [spikes(0), { step: last + 1 }])).toThrow(
      'rasterColumns: step must be at most 2147483647 (begin a new monitor), got 2147483648',
    );
    expect(() => raster().next(spikes(0), undefined as never)).toThrow(
      'raster: time must be the second argument of next, as foldAll gives it, got none',
    );
  });

  test('columns of spikes are three of whole numbers', () => {
    const column = Int32Array.of(1);
    const fits = { step: column, row: column, neuron: column };
    expect(isSpikeColumns(fits)).toBe(true);
    for (const name of ['step', 'row', 'neuron']) expect(isSpikeColumns({ ...fits, [name]: [1] })).toBe(false);
    expect([isSpikeColumns(undefined), isSpikeColumns(3)]).toEqual([false, false]);
  });

  test('counts and rates of 5 steps of 0.5 ms', () => {
    const steps = [spikes(0, 1), spikes(1, 11), spikes(1), spikes(), spikes(11)].map(
      (x, step) => [x, { step }] as const,
    );
    const twelve = (values: Readonly<Record<number, number>>): Tensor =>
      tensor(
        [2, 3, 2],
        Array.from({ length: 12 }, (_, place) => values[place] ?? 0),
      );
    expect(come(counts(), ...steps)).toStrictEqual(twelve({ 0: 1, 1: 3, 11: 2 }));
    expect(come(rates(), ...steps)).toStrictEqual(twelve({ 0: 400, 1: 1200, 11: 800 }));
    expect(come(counts())).toStrictEqual(tensor([0], []));
    expect(come(counts(), [spikes(), {}])).toStrictEqual(twelve({}));
    expect(come(counts(), [tensor([3], [0, 4, 1]), {}], [tensor([3], [2, 1, 0]), {}])).toStrictEqual(
      tensor([3], [2, 5, 1]),
    );
  });

  test('intervals in ms, their number, mean and variation, of each episode by itself', () => {
    const made = come(
      intervals(),
      [spikes(0, 1, 11), { step: 10 }],
      [spikes(0), { step: 12 }],
      [spikes(0, 1), { step: 18 }],
      [spikes(), { step: 19 }],
      // No interval leads from one episode into another.
      [spikes(0, 11), { step: 20, episode: 1 }],
      [spikes(0), { step: 24, episode: 1 }],
    );
    const twelve = (first: number, second: number, other: number): Tensor =>
      tensor([2, 3, 2], [first, second, ...Array.from({ length: 10 }, () => other)]);
    // 2, 6 and 4 steps, and 8 steps: the means are 4 and 8 steps of 0.5 ms.
    expect(made.count).toStrictEqual(twelve(3, 1, 0));
    expect(made.mean).toStrictEqual(twelve(2, 4, NaN));
    expect(made.cv).toStrictEqual(twelve(Math.sqrt(8 / 3) / 4, NaN, NaN));
  });

  test('two equal intervals vary by 0, and a spike in step 0 begins one', () => {
    const at = (step: number) => [tensor([1, 1], [1], 'bool'), { step, dt: 2 }] as const;
    const { count, mean, cv } = come(intervals(), at(0), at(3), at(6));
    expect([count, mean, cv].map(({ data }) => data[0])).toEqual([2, 6, 0]);
    expect(come(intervals()).count).toStrictEqual(tensor([0], []));
  });

  test.each<readonly [string, () => unknown, string]>([
    [
      'counts',
      () => come(counts(), [spikes(), {}], [tensor([2], [0, 1]), {}]),
      'counts: input 1 must be [2, 3, 2], as those before, got [2]',
    ],
    [
      'rates',
      () => come(rates(), [spikes(0), { dt: NaN }]),
      'rates: dt must be given in ms, as in foldAll(rates(), inputs, { dt: 1 }), got NaN',
    ],
    [
      'intervals',
      () => come(intervals(), [spikes(), { step: 4 }], [tensor([2, 3], [0, 0, 0, 0, 0, 0], 'bool'), { step: 5 }]),
      'intervals: input 5 must be [2, 3, 2], as those before, got [2, 3]',
    ],
    [
      'record',
      () => come(record(), [spikes(), {}], [spikes(), {}], [tensor([12], spikes().data, 'bool'), {}]),
      'record: input 2 must be [2, 3, 2], as those before, got [12]',
    ],
    ['rolling', () => rolling(-1), 'rolling: count must be a whole number of at least 0, got -1'],
    ['every', () => every(0, record()), 'every: count must be a whole number of at least 1, got 0'],
    [
      'arguments',
      () => record(...([3] as never[])),
      'record: arguments must be none: rolling(count) keeps the last steps, every(k, record()) some; neurons are chosen by monitor(..., { only }), got 3',
    ],
    ['counts of what', () => counts(...(['Y'] as never[])), "counts: arguments must be none: the run says dt, got 'Y'"],
  ])('%s refuse what they cannot take', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe('values by hand', () => {
  const pair = (a: number, b: number, dtype: Tensor['dtype'] = 'f32'): Tensor => tensor([2], [a, b], dtype);

  test.each([
    [0, [0], []],
    [1, [1, 2], [9, 10]],
    [2, [2, 2], [7, 8, 9, 10]],
    [3, [3, 2], [5, 6, 7, 8, 9, 10]],
    [5, [5, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    [6, [5, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
  ])('the last %i of five', (count, shape, data) => {
    const five = [1, 3, 5, 7, 9].map((x) => pair(x, x + 1));
    expect(foldAll(rolling(count), five).done()).toStrictEqual(tensor(shape, data));
  });

  test('of more than one type are f32 from then on', () => {
    const made = come(record(), [pair(1, 0, 'bool'), {}], [pair(5, 6, 'i32'), {}], [pair(0, 1, 'bool'), {}]);
    expect(made).toStrictEqual(tensor([3, 2], [1, 0, 5, 6, 0, 1]));
    expect(come(record(), [pair(5, 6, 'i32'), {}]).dtype).toBe('i32');
  });

  test('parts of two and of three, the last unfinished', () => {
    const five = [1, 2, 3, 4, 5].map((x) => [pair(x, 0), { step: x }] as const);
    const firsts = (count: number) => come(every(count, record()), ...five).map(({ data }) => Array.from(data));
    expect(firsts(2)).toEqual([
      [1, 0, 2, 0],
      [3, 0, 4, 0],
    ]);
    expect(firsts(3)).toEqual([[1, 0, 2, 0, 3, 0]]);
    expect(firsts(1)).toHaveLength(5);
    expect(firsts(6)).toEqual([]);
  });

  test('tensors on a new first axis, and apart again', () => {
    expect(stack([pair(1, 2), pair(3, 4)])).toStrictEqual(tensor([2, 2], [1, 2, 3, 4]));
    expect(stack([pair(1, 2, 'i32'), pair(3, 4, 'i32')])).toStrictEqual(tensor([2, 2], [1, 2, 3, 4], 'i32'));
    expect(stack([pair(1, 0, 'bool'), pair(3, 4, 'i32')])).toStrictEqual(tensor([2, 2], [1, 0, 3, 4]));
    expect(stack([])).toStrictEqual(tensor([0], []));
    expect(() => stack([pair(1, 2), pair(3, 4), tensor([1], [5])])).toThrow(
      'stack: row 2 must be [2], as row 0, got [1]',
    );
    expect(() => stack([pair(1, 2), 3 as never])).toThrow('stack: row must be a tensor');
    expect(() => stack(3 as never)).toThrow('stack: rows must be an array, got 3');
    expect([...rowsOf(tensor([2, 1], [1, 2]))]).toStrictEqual([tensor([1], [1]), tensor([1], [2])]);
    expect([...rowsOf(tensor([], [1]))]).toEqual([]);
  });
});
