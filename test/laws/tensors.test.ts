import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled, tensor, zeros, type Dtype, type Tensor } from '../../src/index.js';
import { deferred } from '../../src/core/deferred.js';
import { elementFault, isTruth } from '../../src/core/elements.js';
import { size, type Shape } from '../../src/core/shape.js';
import {
  asF32,
  everyNumber,
  isTensor,
  mapParam,
  mapParams,
  paramAt,
  paramValues,
  productParam,
  repeated,
  reshaped,
  sameTensor,
  withValues,
} from '../../src/core/tensor.js';
import { wholeIn } from '../support/arbitraries.js';
import { tried } from '../../src/core/either.js';
import { said as saidOf } from '../saving/support/tried.js';
import { quickLaw } from '../support/law.js';

const said = (make: () => unknown): readonly string[] => saidOf(tried(make));

describe('what is no tensor is told', () => {
  const whole = 'must be whole numbers from -2147483648 to 2147483647 for i32, got';
  test.each<readonly [string, () => unknown]>([
    ['tensor: values must be an array of 6 numbers, got 3', () => tensor([2, 3], 3 as never)],
    ['tensor: values must be 6, to fill [2, 3], got 5', () => tensor([2, 3], [1, 2, 3, 4, 5])],
    ['tensor: values must be 6, to fill [2, 3], got 0', () => tensor([2, 3], [])],
    [
      'tensor: values must be 6, to fill [2, 3], got 2 arrays (values.flat(Infinity) makes one of them)',
      () =>
        tensor([2, 3], [
          [1, 2, 3],
          [4, 5, 6],
        ] as never),
    ],
    ["tensor: values must be numbers, got '2' at 1", () => tensor([2], [1, '2' as never])],
    [`tensor: values ${whole} 0.5 at 1`, () => tensor([2], [1, 0.5], 'i32')],
    [`tensor: values ${whole} 2147483648 at 0`, () => tensor([1], [2 ** 31], 'i32')],
    [`tensor: values ${whole} -2147483649 at 0`, () => tensor([1], [-(2 ** 31) - 1], 'i32')],
    [`tensor: values ${whole} true at 0`, () => tensor([1], [true as never], 'i32')],
    [
      'tensor: values must be bools of 0 and 1 (i32 or f32 carry counts), got 2 at 1',
      () => tensor([2], [1, 2], 'bool'),
    ],
    ['filled: value must be bools of 0 and 1 (i32 or f32 carry counts), got 0.5', () => filled([2], 0.5, 'bool')],
    ["zeros: dtype must be one of 'f32', 'i32', 'bool', got 'f64'", () => zeros([2], 'f64' as never)],
    ["tensor: dtype must be one of 'f32', 'i32', 'bool', got 'toString'", () => tensor([1], [1], 'toString' as never)],
    ['zeros: shape must be whole numbers of at least 0, such as [28, 28], got 3', () => zeros(3 as never)],
    ['zeros: shape must be whole numbers of at least 0, such as [28, 28], got [-1]', () => zeros([-1])],
    ['zeros: shape must be whole numbers of at least 0, such as [28, 28], got [1.5]', () => zeros([1.5])],
    ['size: shape must be an array of whole numbers, such as [28, 28], got 3', () => size(3 as never)],
    ['mapParam: f must be a function of a number, got 1', () => mapParam(1 as never, 1)],
    ["mapParam: parameter must be a number or a tensor, got 'a'", () => mapParam(Math.abs, 'a' as never)],
  ])('%s', (message, make) => {
    const [told, ...others] = said(make);
    expect(others).toEqual([]);
    expect(told?.replace(/ at 0$/, '')).toBe(message.replace(/ at 0$/, ''));
  });

  test('all numbers of 32 bits are whole numbers, and all numbers are those of f32', () => {
    const ends = [-(2 ** 31), -1, 0, 2 ** 31 - 1];
    expect(Array.from(tensor([4], ends, 'i32').data)).toEqual(ends);
    expect(Array.from(tensor([3], [NaN, Infinity, 0.1]).data)).toEqual([NaN, Infinity, Math.fround(0.1)]);
    expect(Array.from(tensor([4], [0, 1, false, true] as never, 'bool').data)).toEqual([0, 1, 0, 1]);
    expect(elementFault(Float64Array.of(0.5), 'i32')?.got).toBe('0.5 at 0');
    expect(elementFault(Int32Array.of(7), 'i32')).toBeUndefined();
    expect(elementFault(Uint8Array.of(0, 2), 'bool')?.got).toBe('2 at 1');
  });
});

quickLaw(
  'bytes are truths where none is above 1, however many there are and wherever they lie',
  [wholeIn(0, 600), wholeIn(0, 7), fc.option(fc.tuple(fc.nat(599), wholeIn(2, 255)))],
  (count, offset, wrong) => {
    const data = new Uint8Array(new ArrayBuffer(count + offset + 8), offset, count).fill(1);
    // What lies beside them does not matter.
    new Uint8Array(data.buffer).forEach((_, k, all) => (k < offset || k >= offset + count) && (all[k] = 9));
    if (wrong !== null && wrong[0] < count) data[wrong[0]] = wrong[1];
    expect(isTruth(data)).toBe(wrong === null || wrong[0] >= count);
  },
);

test('bytes are truths where none is above 1, however few there are and wherever they lie', () => {
  for (let offset = 0; offset < 4; offset++)
    for (let count = 0; count <= 12; count++) {
      // What lies beside them does not matter.
      const room = new Uint8Array(count + offset + 4).fill(9);
      const data = room.subarray(offset, offset + count).fill(1);
      expect(isTruth(data)).toBe(true);
      for (let place = 0; place < count; place++)
        for (let bit = 1; bit < 8; bit++) {
          data[place] = 1 << bit;
          expect(isTruth(data)).toBe(false);
          data[place] = 0;
          expect(isTruth(data)).toBe(true);
        }
    }
});

describe('a value is a tensor', () => {
  const sound = { shape: [2], dtype: 'f32', data: new Float32Array(2) };
  test.each<readonly [string, unknown, boolean]>([
    ['of an array for each type', sound, true],
    ['whose elements are made later', deferred([2], 'f32', { into: () => {}, least: 0, most: 0 }), true],
    ['unless it has too few elements', { ...sound, data: new Float32Array(1) }, false],
    ['unless its elements are of another type', { ...sound, data: new Int32Array(2) }, false],
    ['unless its elements are a list', { ...sound, data: [1, 2] }, false],
    ['unless its type is none', { ...sound, dtype: 'f64' }, false],
    ['unless its type is no text', { ...sound, dtype: ['f32'] }, false],
    ['unless its shape is none', { ...sound, shape: 2 }, false],
    ['unless it is nothing', null, false],
  ])('%s', (_, value, is) => {
    expect(isTensor(value)).toBe(is);
  });

  test('the same as another to the bit', () => {
    const of = (values: readonly number[], dtype: Dtype = 'f32', shape: Shape = [values.length]): Tensor =>
      tensor(shape, values, dtype);
    expect(sameTensor(of([0, NaN]), of([0, NaN]))).toBe(true);
    expect(sameTensor(of([1, 0], 'bool'), of([1, 0], 'bool'))).toBe(true);
    expect(sameTensor(of([0]), of([-0]))).toBe(false);
    expect(sameTensor(of([1, 2]), of([1, 3]))).toBe(false);
    expect(sameTensor(of([1, 0], 'bool'), of([1, 1], 'bool'))).toBe(false);
    expect(sameTensor(of([0, 0]), of([0, 0], 'i32'))).toBe(false);
    expect(sameTensor(of([0, 0]), of([0, 0], 'f32', [1, 2]))).toBe(false);
    // Of a part of an array the elements count, not where they lie.
    const part = { ...of([2, 3]), data: Float32Array.of(1, 2, 3).subarray(1) };
    expect([sameTensor(part, of([2, 3])), sameTensor(part, of([1, 2]))]).toEqual([true, false]);
  });

  test('filled by a function that is asked once for each place, in order', () => {
    const asked: number[] = [];
    expect(withValues(new Float32Array(3), (place) => asked.push(place))).toEqual(Float32Array.of(1, 2, 3));
    expect(asked).toEqual([0, 1, 2]);
  });

  test('under another shape, with the same elements', () => {
    const x = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
    expect(reshaped(x, [2, 3])).toBe(x);
    expect(reshaped(x, [6])).toEqual(tensor([6], x.data));
    expect(reshaped(x, [6]).data).toBe(x.data);
    expect(repeated(tensor([2], [1, 0], 'bool'), [3, 2])).toEqual(tensor([3, 2], [1, 0, 1, 0, 1, 0], 'bool'));
  });
});

describe('parameters', () => {
  const x = tensor([3], [1, 2, 3]);
  test('are numbers for all neurons, or one for each, rounded to float32', () => {
    expect(mapParam((value) => value / 10, 1)).toBe(Math.fround(0.1));
    expect(mapParam((value) => value / 10, tensor([2], [1, 3], 'i32'))).toEqual(tensor([2], [0.1, 0.3]));
    expect(mapParams((a, b) => a! / b!, 1, 10)).toBe(Math.fround(0.1));
    expect(mapParams((a, b) => a! - b!, x, 0.5)).toEqual(tensor([3], [0.5, 1.5, 2.5]));
    expect(mapParams((a, b) => a! - b!, 10, tensor([3], [1, 2, 3], 'i32'))).toEqual(tensor([3], [9, 8, 7]));
    expect([productParam(x, x), productParam(2, 3)]).toEqual([tensor([3], [1, 4, 9]), 6]);
  });

  test('are looked at number by number', () => {
    expect([paramAt(7, 2), paramAt(x, 2), paramAt(tensor([1], [4]), 2)]).toEqual([7, 3, 4]);
    expect([Array.from(paramValues(7)), Array.from(paramValues(x))]).toEqual([[7], [1, 2, 3]]);
    expect([everyNumber(x, (value) => value < 4), everyNumber(x, (value) => value < 3)]).toEqual([true, false]);
    expect([everyNumber(3, (value) => value < 4), everyNumber(3, (value) => value < 3)]).toEqual([true, false]);
  });

  test('of whole numbers and of 0 and 1 are numbers too', () => {
    expect(asF32(x)).toBe(x);
    expect(asF32(0.1)).toBe(0.1);
    expect(asF32(tensor([2], [0, 1], 'bool'))).toEqual(tensor([2], [0, 1]));
    expect(asF32(tensor([2], [5, -1], 'i32'))).toEqual(tensor([2], [5, -1]));
  });
});
