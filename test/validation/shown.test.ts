import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { lif, tensor, zeros } from '../../src/index.js';
import { asBytes, shownBytes } from '../../src/core/faults/bytes.js';
import { called, clipped, shown, shownTensor } from '../../src/core/faults/shown.js';

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, k) => k + 10);
const named = (count: number) => Object.fromEntries(upTo(count).map((k) => [`name${k}`, k]));
const long = 'x'.repeat(90);
const cut = (most: number) => `${'x'.repeat(most - 3)}...`;
const functionOf = (name: string) => Object.defineProperty(() => 0, 'name', { value: name });
const instanceOf = (name: string): unknown => Object.create({ constructor: functionOf(name) });
const recordOf = (name: string, value: unknown): unknown => ({ [name]: value });
const unreadable = Object.defineProperty({ v: 1 }, 'w', {
  enumerable: true,
  get: () => {
    throw new Error('gone');
  },
});

test.each<readonly [string, unknown, string]>([
  ['nothing', undefined, 'nothing'],
  ['null', null, 'null'],
  ['-0', -0, '-0'],
  ['0', 0, '0'],
  ['a number', 0.5, '0.5'],
  ['true', true, 'true'],
  ['a symbol', Symbol('mark'), 'Symbol(mark)'],
  ['a text', 'lif', "'lif'"],
  ['a text of 60', 'x'.repeat(60), `'${'x'.repeat(60)}'`],
  ['a text of 61', 'x'.repeat(61), `'${cut(60)}'`],
  ['a bigint', 12n, '12n'],
  ['a bigint of 60 digits', 10n ** 59n, `${10n ** 59n}n`],
  ['a bigint of 61 digits', 10n ** 60n, `1${'0'.repeat(56)}...n`],
  ['a function', Math.max, 'the function max'],
  [
    'a function without a name',
    (
      () => () =>
        0
    )(),
    'a function',
  ],
  ['a function with a long name', functionOf(long), `the function ${cut(40)}`],
  ['a constructor of the vocabulary', lif, 'the function lif'],
  ['a function with a term', Object.assign(() => 0, { term: { name: 'dense' } }), 'dense(...)'],
  ['a function with a term of a long name', Object.assign(() => 0, { term: { name: long } }), `${cut(40)}(...)`],
  ['a typed array', new Float64Array(3), 'a Float64Array of 3'],
  ['a view of bytes', new DataView(new ArrayBuffer(5)), 'a DataView of 5'],
  ['an array', upTo(12), `[${upTo(12).join(', ')}]`],
  ['an array that is too long', upTo(14), `[${upTo(13).join(', ')}, ...] (14 values)`],
  ['an array of 50 characters', ['x'.repeat(22), 'x'.repeat(22)], `['${'x'.repeat(22)}', '${'x'.repeat(22)}']`],
  ['an array of 51 characters', ['x'.repeat(22), 'x'.repeat(23)], `['${'x'.repeat(22)}', ...] (2 values)`],
  ['an array of a long text', [long, 1], `['${cut(60)}', ...] (2 values)`],
  ['an array in an array', [[1, [2, 3]]], '[[1, an array of 2]]'],
  ['an empty array', [], '[]'],
  ['a Promise', Promise.resolve(1), 'a Promise (await it)'],
  ['what can be awaited', recordOf('then', () => 0), 'a Promise (await it)'],
  ['a record with a layer named then', recordOf('then', 1), '{ then: 1 }'],
  ['a Left', E.left(1), 'a Left, which holds faults (orThrow shows them)'],
  ['a Right', E.right(1), 'a Right (orThrow takes its value out)'],
  ['a tensor', zeros([2, 3], 'i32'), 'a tensor i32 [2, 3]'],
  ['one of one number', zeros([]), 'a tensor f32 []'],
  ['one without a type', { shape: [2], data: new Float32Array(2) }, 'a tensor without a type [2]'],
  ['one of a long type', { shape: [2], dtype: 'x'.repeat(11), data: new Float32Array(2) }, `a tensor ${cut(10)} [2]`],
  [
    'one of other data',
    { shape: [2], dtype: 'f32', data: new Float64Array(2) },
    'a tensor f32 [2], whose data is a Float64Array',
  ],
  [
    'one of many axes',
    { shape: upTo(30), dtype: 'f32', data: new Float32Array(2) },
    'a tensor f32 [10, 11, 12, 13, 14, 15, 16, 17, 18, ...',
  ],
  ['a shape with data that are no array', { shape: [2], data: [1, 2] }, '{ shape: [2], data: [1, 2] }'],
  [
    'data with a shape that is none',
    { shape: 2, data: new Float32Array(2) },
    '{ shape: 2, data: a Float32Array of 2 }',
  ],
  ['an error', new Error('lost'), 'an error: lost'],
  ['a long error', new Error(long), `an error: ${cut(60)}`],
  ['an instance', instanceOf('Recording'), 'a Recording'],
  ['one that begins with a vowel', instanceOf('Event'), 'an Event'],
  ['one without a name', instanceOf(''), '{}'],
  ['one with a long name', instanceOf(long), `a ${cut(40)}`],
  ['a map', new Map(), 'a Map'],
  ['a record', { v: -0, s: { deep: { deeper: 1 } }, w: {} }, '{ v: -0, s: { deep: a record }, w: {} }'],
  ['one without a constructor', Object.assign(Object.create(null) as object, { v: 1 }), '{ v: 1 }'],
  ['one with a long name', recordOf(long, 1), `{ ${cut(30)}: 1 }`],
  ['one with many names', named(9), '{ name10: 10, name11: 11, name12: 12, name13: 13, ... }'],
  ['one that cannot be read', unreadable, '{ v: 1, w: nothing }'],
])('%s is shown in words', (_, value, text) => {
  expect(shown(value)).toBe(text);
});

test('what is shown is one line of at most 80 characters', () => {
  const wide = { [long]: long, [`${long}y`]: long };
  expect(shown(wide)).toBe(`{ ${cut(30)}: '${'x'.repeat(42)}...`);
  for (const value of [wide, [[long, long]], upTo(500), named(100)])
    expect(shown(value).length).toBeLessThanOrEqual(80);
});

test('a text is cut off where it is longer than what there is room for', () => {
  expect([clipped('abcdef', 6), clipped('abcdefg', 6)]).toEqual(['abcdef', 'abc...']);
  expect([clipped('x'.repeat(80)), clipped('x'.repeat(81))]).toEqual(['x'.repeat(80), cut(80)]);
});

describe('what should be something else comes with its cure', () => {
  test.each<readonly [string, unknown, string]>([
    ['an array', [1, 2], '[1, 2] (tensor(shape, values) makes one of it)'],
    ['a typed array', new Float32Array(2), 'a Float32Array of 2 (tensor(shape, values) makes one of it)'],
    ['a tensor', tensor([2], [1, 2]), 'a tensor f32 [2] of 2 values'],
    [
      'a tensor whose array was transferred',
      { ...zeros([2]), data: new Float32Array(0) },
      'a tensor f32 [2] of 0 values (an array that was transferred is empty: send a copy of it)',
    ],
    ['a text', 'a tensor', "'a tensor'"],
    ['a number', 3, '3'],
  ])('%s in place of a tensor', (_, value, text) => {
    expect(shownTensor(value)).toBe(text);
  });

  test('a function in place of what it makes', () => {
    expect([called(lif), called(3)]).toEqual(['the function lif, not called', '3']);
  });

  test.each<readonly [unknown, string]>([
    ['net.spk', "'net.spk' (readFile(path) of node:fs/promises gives the bytes of a file)"],
    [new ArrayBuffer(4), 'an ArrayBuffer (new Uint8Array(buffer) makes one of it)'],
    [[1], '[1]'],
  ])('%j in place of bytes', (value, text) => {
    expect(shownBytes(value)).toBe(text);
  });
});

test('bytes are arrays of bytes alone, also those of another realm', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  // An array whose class is another: as one of another realm.
  const strange = Object.setPrototypeOf(
    Uint8Array.of(0, 1, 2, 3).subarray(1, 3),
    Object.create(Object.getPrototypeOf(Uint8Array.prototype) as object) as object,
  ) as Uint8Array;
  expect(asBytes(bytes)).toBe(bytes);
  expect(asBytes(strange)).toEqual(Uint8Array.of(1, 2));
  for (const none of [Int8Array.of(1), Float32Array.of(1), new ArrayBuffer(2), [1], 'bytes', null, undefined])
    expect(asBytes(none)).toBeUndefined();
});
