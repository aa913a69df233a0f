import { describe, expect, test } from 'vitest';
import { tensor, zeros } from '../../src/index.js';
import type { Block, BlockReader } from '../../src/core/run/block.js';
import {
  constantly,
  eachBlock,
  fromBlocks,
  intoBlocks,
  rowsInBlocks,
  stepsAtOnce,
  stretches,
} from '../../src/models/encoders/in-blocks.js';

const read = <A>({ next }: BlockReader<A>): readonly Block<A>[] => {
  const all: Block<A>[] = [];
  for (let block = next(); block !== undefined; block = next()) all.push(block);
  expect(next()).toBeUndefined();
  return all;
};

const rows = tensor([5, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
const each = [0, 1, 2, 3, 4].map((row) => tensor([2], [2 * row, 2 * row + 1]));

describe('steps in blocks', () => {
  test('are worked out at once as far as their spikes fill 256 KB, from 1 to 256', () => {
    expect([1, 1024, 1025, 2048, 2 ** 17, 2 ** 18, 2 ** 18 + 1, 2 ** 20].map(stepsAtOnce)).toEqual([
      256, 256, 255, 128, 2, 1, 1, 1,
    ]);
  });

  test('are the rows of a tensor, so many at once', () => {
    expect(read(rowsInBlocks(rows, 2)).map(({ steps, values }) => [steps, values.shape, [...values.data]])).toEqual([
      [2, [2, 2], [0, 1, 2, 3]],
      [2, [2, 2], [4, 5, 6, 7]],
      [1, [1, 2], [8, 9]],
    ]);
    expect(read(rowsInBlocks(zeros([0, 2]), 2))).toEqual([]);
    expect(read(rowsInBlocks(tensor([], [3]), 2))).toEqual([]);
  });

  test('are stretches from one step on until before another', () => {
    expect(read(stretches(7, 3, (start, end) => [start, end]))).toEqual([
      { steps: 3, values: [0, 3] },
      { steps: 3, values: [3, 6] },
      { steps: 1, values: [6, 7] },
    ]);
    expect(read(stretches(6, 3, (start) => start)).map(({ steps }) => steps)).toEqual([3, 3]);
    expect(read(stretches(0, 3, () => 1))).toEqual([]);
  });

  test('of one value have it once, for all their steps', () => {
    const blocks = read(constantly(tensor([2], [3, 4]), 7, 3));
    expect(blocks.map(({ steps }) => steps)).toEqual([3, 3, 1]);
    for (const { values } of blocks) expect(values).toEqual(tensor([1, 2], [3, 4]));
    expect(read(constantly(3, 5)).map(({ steps }) => steps)).toEqual([5]);
    expect(read(constantly(3, 0, 4))).toEqual([]);
  });

  test('are tensors that come one by one, and those again', () => {
    const blocks = read(intoBlocks(each, 3));
    expect(blocks).toEqual([
      { steps: 3, values: tensor([3, 2], [0, 1, 2, 3, 4, 5]) },
      { steps: 2, values: tensor([2, 2], [6, 7, 8, 9]) },
    ]);
    expect(read(intoBlocks([], 3))).toEqual([]);
    expect([...fromBlocks(intoBlocks(each, 3))].map(({ data }) => [...data])).toEqual(
      each.map(({ data }) => [...data]),
    );
    expect([...fromBlocks(constantly(each[1]!, 3, 2))].map(({ data }) => [...data])).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
  });

  test('may each be changed', () => {
    expect(
      read(
        eachBlock(
          stretches(5, 3, (start) => start),
          (start) => 10 * start,
        ),
      ),
    ).toEqual([
      { steps: 3, values: 0 },
      { steps: 2, values: 30 },
    ]);
  });
});
