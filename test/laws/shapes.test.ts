import { describe, expect, test } from 'vitest';
import { roomFaults } from '../../src/core/room.js';
import {
  broadcast,
  isExtents,
  isShape,
  sameShape,
  showShape,
  size,
  strides,
  type Shape,
} from '../../src/core/shape.js';
import { allocate } from '../../src/core/tensor.js';

describe('shapes', () => {
  test('have a size, strides, and a text', () => {
    expect([size([]), size([3]), size([2, 3, 4]), size([2, 0])]).toEqual([1, 3, 24, 0]);
    expect([strides([]), strides([3]), strides([2, 3, 4])]).toEqual([[], [1], [12, 4, 1]]);
    expect([showShape([]), showShape([28, 28])]).toEqual(['[]', '[28, 28]']);
  });

  test.each<readonly [Shape, Shape, Shape | undefined]>([
    [[2, 3], [], [2, 3]],
    [[], [2, 3], [2, 3]],
    [
      [2, 3],
      [2, 3],
      [2, 3],
    ],
    [[2, 3], [3], [2, 3]],
    [[3], [2, 3], [2, 3]],
    [[2, 1], [3], [2, 3]],
    [
      [1, 3],
      [2, 1],
      [2, 3],
    ],
    [
      [4, 1, 3],
      [2, 1],
      [4, 2, 3],
    ],
    [[1], [0], [0]],
    [[2], [3], undefined],
    [[2, 3], [2], undefined],
    [[2, 3], [3, 1], undefined],
  ])('%j and %j broadcast to %j', (a, b, joint) => {
    expect(broadcast(a, b)).toEqual(joint);
    expect(broadcast(b, a)).toEqual(joint);
  });

  test('are the same in each axis', () => {
    expect([sameShape([2, 3], [2, 3]), sameShape([2, 3], [2]), sameShape([2], [2, 3]), sameShape([2], [3])]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test.each<readonly [unknown, boolean, boolean]>([
    [[28, 28], true, true],
    [[1], true, true],
    [[0], true, false],
    [[], true, false],
    [[-1], false, false],
    [[1.5], false, false],
    [['1'], false, false],
    [{ length: 1, 0: 3 }, false, false],
    [undefined, false, false],
  ])('%j is that of a tensor: %s, of a layer: %s', (value, ofTensor, ofLayer) => {
    expect([isExtents(value), isShape(value)]).toEqual([ofTensor, ofLayer]);
  });
});

describe('the room of a tensor', () => {
  const [most, gib] = ['at most 536870912 elements, 2 GiB', 2 ** 28];
  test.each<readonly [Shape, string]>([
    [[2 * gib + 1], '[536870913], 2 GiB'],
    [[4 * gib + gib / 8], '[1107296256], 4.13 GiB'],
    [[1023, gib], '[1023, 268435456], 1020 GiB'],
    [[1024, gib], '[1024, 268435456], 1 TiB'],
    [[1e200, 1e200], '[1e+200, 1e+200], more than can be counted'],
  ])('of %j is told', (shape, got) => {
    expect(roomFaults('weights', shape)).toEqual([{ _tag: 'Shape', what: 'weights', want: most, got }]);
    expect(roomFaults('weights', shape, 'join fewer')[0]?.want).toBe(`${most} (join fewer)`);
  });

  test('is that of an array of its type', () => {
    const arrays = (['f32', 'i32', 'bool'] as const).map((dtype) => allocate(dtype, 3));
    expect(arrays).toEqual([new Float32Array(3), new Int32Array(3), new Uint8Array(3)]);
    expect(() => allocate('bool', 2 ** 29 + 1)).toThrow(/^tensor: shape must be at most/);
  });
});
