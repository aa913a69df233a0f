import { describe, expect, test } from 'vitest';
import {
  groupOf,
  itemAt,
  type AnyGroup,
  type Dataset,
  type ListArray,
  type NumberArray,
} from '../../src/io/hdf5/array.js';
import { listsAt, numbersAt } from '../../src/io/hdf5/numbers-at.js';
import { read } from './support/bytes.js';

const [whole, text]: readonly [NumberArray, Dataset] = [
  { shape: [2], dtype: 'i64', data: BigInt64Array.of(3n, -4n) },
  { shape: [1], dtype: 'text', data: ['a'] },
];
const lists = (...shape: readonly number[]): ListArray => ({ shape, dtype: 'lists', at: () => whole });
const group: AnyGroup = {
  members: new Map<string, AnyGroup | Dataset | ListArray>([
    ['n', whole],
    ['t', text],
    ['l', lists(2)],
    ['table', lists(1, 2)],
    ['g', groupOf({ f: { shape: [], dtype: 'f32', data: Float32Array.of(0.5) } })],
  ]),
};

describe('numbers of a file', () => {
  const numbers = (...paths: readonly string[]) => read(() => numbersAt('reader', group, ...paths));

  test('are doubles, whatever their type, at the first of some paths where there is anything', () => {
    expect(numbers('n')).toEqual(Float64Array.of(3, -4));
    expect(numbers('g/f')).toEqual(Float64Array.of(0.5));
    expect(numbers('none', 'g/none', 'g/f', 'n')).toEqual(Float64Array.of(0.5));
  });

  test.each([
    ['none', 'none'],
    ['g/none', 'none'],
    ['n/f', 'none'],
    ['t', 'something else'],
    ['l', 'something else'],
    ['g', 'something else'],
  ])('at %s are a fault', (path, got) => {
    expect(numbers(path)).toBe(`reader: '${path}' must be an array of numbers, got ${got}`);
    expect(numbers(path, path)).toBe(`reader: '${path}' must be an array of numbers, got ${got}`);
  });
});

describe('lists of a file', () => {
  test('are those along one axis', () => {
    expect(listsAt('reader', group, 'l')).toBe(itemAt(group, 'l'));
  });

  test.each([
    ['none', 'none'],
    ['n', 'something else'],
    ['t', 'something else'],
    ['table', 'something else'],
    ['g', 'something else'],
  ])('at %s are a fault', (path, got) => {
    expect(read(() => listsAt('reader', group, path))).toBe(
      `reader: '${path}' must be a list of numbers for each sample, got ${got}`,
    );
  });
});
