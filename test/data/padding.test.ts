import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explain, fold, foldAll, orThrow, poisson, record, sink, tensor, zeros, type Tensor } from '../../src/index.js';
import { readBatch, within, type Sample } from '../../src/data.js';

const rows = (...values: readonly (readonly number[])[]): Tensor =>
  tensor([values.length, values[0]!.length], values.flat());

/** Which values a fold is given, as lists. */
const seen = fold<readonly (readonly number[])[], Tensor, readonly (readonly number[])[]>(
  [],
  (before, { data }) => [...before, Array.from(data)],
  (all) => all,
);

describe('within', () => {
  const steps = Array.from({ length: 4 }, (_, t) => rows([10 + t, 20 + t], [30 + t, 40 + t], [50 + t, 60 + t]));

  test('gives each row its own steps, and zeros from then on', () => {
    expect(foldAll(within([2, 0, 3], seen), steps).done()).toEqual([
      [10, 20, 0, 0, 50, 60],
      [11, 21, 0, 0, 51, 61],
      [0, 0, 0, 0, 52, 62],
      [0, 0, 0, 0, 0, 0],
    ]);
  });

  test('leaves a step in which all rows go on as it is, and writes into none', () => {
    const given: Tensor[] = [];
    const keeping = fold<number, Tensor, number>(
      0,
      (n, x) => {
        given.push(x);
        return n + 1;
      },
      (n) => n,
    );
    const before = steps.map(({ data }) => Array.from(data));
    foldAll(within([2, 1, 3], keeping), steps);
    expect(given.map((x, t) => x === steps[t])).toEqual([true, false, false, false]);
    expect(steps.map(({ data }) => Array.from(data))).toEqual(before);
  });

  test.each([
    // Of every second step the k-th is step 2 k + 1, of every third 3 k + 2.
    [2, 4, 2],
    [2, 3, 1],
    [3, 5, 1],
    [3, 6, 2],
  ])('of every %i-th step sees, of a row of %i steps, the first %i', (every, length, count) => {
    const times = [0, 1, 2].map((k) => ({ dt: 1, step: (k + 1) * every - 1, every, episode: 0 }));
    const end = times.reduce((state, time) => state.next(rows([1]), time), within([length], seen));
    expect(end.done().flat()).toEqual([0, 1, 2].map((k) => Number(k < count)));
  });

  test('takes steps without a time as every one', () => {
    const [one, two] = [rows([1]), rows([2])];
    const end = within([1], seen)
      .next(one, undefined as never)
      .next(two, undefined as never);
    expect(end.done()).toEqual([[1], [0]]);
  });

  test.each<readonly [string, () => unknown, string]>([
    ['no list', () => within(3 as never, seen), 'within: steps must be an array, got 3'],
    [
      'no rows',
      () => within([], seen),
      'within: steps must be a whole number for each row, as batch.steps of readBatch, got []',
    ],
    ['half a step', () => within([1, 0.5], seen), 'as batch.steps of readBatch, got [1, 0.5]'],
    ['less than none', () => within([-1], seen), 'as batch.steps of readBatch, got [-1]'],
    ['endless rows', () => within([Infinity], seen), 'as batch.steps of readBatch, got [Infinity]'],
    ['no fold', () => within([1], 3 as never), 'within: fold must be'],
    [
      'a fold that writes',
      () =>
        within(
          [1],
          sink(() => undefined),
        ),
      'within: fold must be none that writes: sink(write, { rows, of }) goes around others, got a sink',
    ],
    [
      'a number that is no row',
      () => foldAll(within([1], record()), [tensor([], [1])]),
      'within: rows must be 1, as there are steps, got 0',
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe('readBatch', () => {
  const sample = (read: Sample['read'], name?: string): Sample => ({
    label: 4,
    read,
    ...(name !== undefined && { name }),
  });

  test('puts samples side by side, and pads the shorter ones by 0', async () => {
    const given = [
      sample(() => tensor([1, 2], [1, 2], 'i32')),
      sample(() => tensor([3, 2], [3, 4, 5, 6, 7, 8], 'i32')),
      sample(() => tensor([2, 2], [9, 10, 11, 12], 'i32')),
    ];
    expect(orThrow(await readBatch(given, 1))).toStrictEqual({
      input: tensor([3, 3, 2], [1, 2, 3, 4, 9, 10, 0, 0, 5, 6, 11, 12, 0, 0, 7, 8, 0, 0], 'i32'),
      steps: [1, 3, 2],
      labels: [4, 4, 4],
    });
  });

  test('is of f32 where the samples are of more than one type', async () => {
    const given = [sample(() => tensor([1, 1], [1], 'bool')), sample(() => tensor([1, 1], [7], 'i32'))];
    expect(orThrow(await readBatch(given, 1)).input).toStrictEqual(tensor([1, 2, 1], [1, 7]));
  });

  const fine = sample(() => zeros([1, 2]));
  const failing = (): never => {
    throw new Error('gone');
  };
  test.each<readonly [string, unknown, unknown, string]>([
    ['no list', 3, 1, 'readBatch: samples must be an array, got 3'],
    ['no samples', [], 1, 'readBatch: samples must be at least one, got none'],
    ['no step', [fine], 0, 'readBatch: dt must be a positive number of ms, as net.dt, got 0'],
    ['no dt', [fine], undefined, 'readBatch: dt must be a positive number of ms, as net.dt, got nothing'],
    [
      'half a label',
      [fine, { ...fine, label: 0.5 }],
      1,
      'readBatch: label of sample 1 must be a whole number, got 0.5',
    ],
    [
      'nothing to read',
      [{ label: 0 }],
      1,
      'readBatch: read of sample 0 must be a function that gives a source, got nothing',
    ],
    ['a file that is gone', [fine, sample(failing, 'a.aedat')], 1, "sample 'a.aedat': reading failed: gone"],
    ['another that is gone', [fine, sample(failing)], 1, 'sample 1: reading failed: gone'],
    [
      'no steps',
      [sample(() => [], 'b')],
      1,
      "sample 'b': source must be of at least one step, got none (option duration)",
    ],
    [
      'a step that is none',
      [sample((() => [zeros([2]), 'x']) as never, 'c')],
      1,
      "sample 'c': step 1 must be a tensor, got 'x'",
    ],
    [
      'what an encoder refuses',
      [fine, sample(() => poisson(1, tensor([2], [0, 2000]), 3))],
      1,
      'sample 1: poisson: rates must be from 0 to 1000 Hz (one spike a step), got 2000',
    ],
    [
      'another shape in the second step',
      [fine, sample(() => [zeros([2]), zeros([2, 1])])],
      1,
      'sample 1: shape must be [2], as of sample 0, got [2, 1]',
    ],
  ])('refuses %s', async (_, samples, dt, message) => {
    const read = await readBatch(samples as never, dt as never);
    expect(E.isLeft(read) && read.left.map(explain)).toEqual([message]);
  });
});
