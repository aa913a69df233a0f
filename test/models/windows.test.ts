import { describe, expect, test } from 'vitest';
import { explain } from '../../src/index.js';
import { placedWindows, windows, type WindowOptions } from '../../src/authoring.js';
import { perAxis, windowsAlong } from '../../src/models/connections/windows.js';

describe('windows over an image', () => {
  test.each<readonly [string, Parameters<typeof windows>, readonly number[], readonly (readonly number[])[]]>([
    [
      'of a line, one cell on',
      [[1, 4], [2]],
      [3],
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ],
    ['two cells on, of which the last does not fit', [[1, 4], [1], { stride: 2 }], [2], [[0], [2]]],
    [
      'with silence around',
      [[1, 2], [2], { padding: 1 }],
      [3],
      [
        [-1, 0],
        [0, 1],
        [1, -1],
      ],
    ],
    ['with cells apart', [[1, 5], [2], { dilation: 4 }], [1], [[0, 4]]],
    [
      'of two axes, each in its way',
      [[1, 2, 3], [2, 1], { stride: [1, 2], padding: [0, 0] }],
      [1, 2],
      [
        [0, 3],
        [2, 5],
      ],
    ],
    [
      'in each channel',
      [[2, 2], [2], { padding: 1, stride: 2 }],
      [2],
      [
        [-1, 0],
        [1, -1],
        [-1, 2],
        [3, -1],
      ],
    ],
  ])('%s', (_, [from, kernel, options], out, places) => {
    const found = windows(from, kernel, options);
    const channels = from[0]!;
    expect(found).toMatchObject({ out, positions: places.length / channels, cells: places[0]!.length });
    expect(found.places).toEqual({
      shape: [places.length * places[0]!.length],
      dtype: 'i32',
      data: Int32Array.from(places.flat()),
    });
    expect(windowsAlong(from, kernel, options ?? {})).toEqual(out);
  });

  test('one number stands for every axis', () => {
    expect(perAxis(3, 2)).toEqual([3, 3]);
    expect(perAxis([3, 4], 2)).toEqual([3, 4]);
    expect(windowsAlong([1, 4, 5], 2, {})).toEqual([3, 4]);
  });
});

test.each<readonly [readonly number[], readonly number[], WindowOptions, readonly string[]]>([
  [[4], [2], {}, ['source must be [channels, ...extents], got [4]']],
  [[1, 4, 4], [0, 2], {}, ['kernel must be 2 whole numbers of at least 1, got [0, 2]']],
  [[1, 4], [1.5], {}, ['kernel must be a whole number of at least 1, got [1.5]']],
  [
    [3, 4],
    [2, 2],
    {},
    [
      'kernel over a source of 3 channels (an image of one is [1, 3, 4]) must be a whole number of at least 1, got [2, 2]',
    ],
  ],
  [
    [1, 4, 4],
    [2, 2],
    { stride: 0, padding: -1, dilation: [1, 0] },
    [
      'stride must be 2 whole numbers of at least 1, got 0',
      'padding must be 2 whole numbers of at least 0, got -1',
      'dilation must be 2 whole numbers of at least 1, got [1, 0]',
    ],
  ],
  [[1, 4, 3], [4, 4], {}, ['kernel must be no larger than the image [4, 3], got [4, 4]']],
  [[1, 4], [3], { dilation: 2 }, ['kernel must be no larger than the image [4], got [3]']],
  [[1, 4], [4], {}, []],
])('over %j of %j, %j', (from, kernel, options, faults) => {
  const placed = placedWindows(from, kernel, options, [1, 1], (out) => [from[0]!, ...out]);
  expect(placed.faults.map((one) => explain({ ...one, place: '' }).replace(/^: /, ''))).toEqual(faults);
  // Where there can be none one stands in their place.
  expect(placed.windows.places.shape.length).toBe(1);
  const said = faults.length === 0 ? undefined : faults[0];
  if (said !== undefined) expect(() => windowsAlong(from, kernel, options)).toThrow(said);
});

test('a target of another shape is told the one that it would have', () => {
  const faultsTo = (to: readonly number[]) =>
    placedWindows([1, 3, 3], [2, 2], {}, to, (out) => [5, ...out]).faults.map(({ want, got }) => [want, got]);
  expect(faultsTo([5, 2, 2])).toEqual([]);
  expect(faultsTo([5, 2, 3])).toEqual([['[5, 2, 2]', '[5, 2, 3]']]);
  expect(faultsTo([5, 2, 2, 1])).toEqual([['[5, 2, 2]', '[5, 2, 2, 1] (an image of one channel is [1, 1, 3, 3])']]);
});
