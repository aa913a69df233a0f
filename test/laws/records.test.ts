import { describe, expect, test } from 'vitest';
import { inputName, inputOf } from '../../src/core/input-name.js';
import { isList } from '../../src/core/list.js';
import { entryOf, hasOwn, mapEntries, mapValues, pick, remembered } from '../../src/core/record.js';

describe('a record', () => {
  const record = { a: 1, b: 2 };

  test('is mapped by its values, and its names', () => {
    expect(mapEntries(record, (name, value) => `${name}${value}`)).toEqual({ a: 'a1', b: 'b2' });
    expect(mapValues(record, (value) => value * 10)).toEqual({ a: 10, b: 20 });
    expect([pick(record, ['b']), pick(record), pick(record, [])]).toEqual([{ b: 2 }, {}, {}]);
  });

  test('has what is its own', () => {
    expect([hasOwn(record, 'a'), hasOwn(record, 'c'), hasOwn(record, 'toString'), hasOwn({ 3: 1 }, 3)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([entryOf(record, 'b'), entryOf(record, 'c'), entryOf(record, 'toString'), entryOf(record, 3)]).toEqual([
      2,
      undefined,
      undefined,
      undefined,
    ]);
    expect([entryOf(undefined, 'a'), entryOf<number>(null, 'a')]).toEqual([undefined, undefined]);
  });

  test('of what is known remembers what is made, once for each key', () => {
    const known = new Map<string, number>();
    const made: string[] = [];
    const of = (key: string): number => remembered(known, key, () => made.push(key));
    expect([of('a'), of('b'), of('a'), of('b')]).toEqual([1, 2, 1, 2]);
    expect(made).toEqual(['a', 'b']);
    expect([...known]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });
});

test.each<readonly [string, object]>([
  ['Y', { to: 'Y' }],
  ['Y.exc', { to: 'Y', receptor: 'exc' }],
  ['Y.exc.slow', { to: 'Y', receptor: 'exc.slow' }],
  ['.exc', { to: '', receptor: 'exc' }],
])("an input '%s' goes to %j", (name, input) => {
  expect(inputOf(name)).toEqual(input);
  const { to, receptor } = inputOf(name);
  expect(inputName(to, receptor)).toBe(name);
});

test('what is no name goes on as it is', () => {
  expect(inputOf(3 as never)).toEqual({ to: 3 });
});

test.each<readonly [string, unknown, boolean]>([
  ['an array', [1], true],
  ['a typed array', Float64Array.of(1), true],
  ['bytes', Uint8Array.of(1), true],
  ['a view of bytes', new DataView(new ArrayBuffer(1)), false],
  ['an array of bigints', BigInt64Array.of(1n), false],
  ['an array of bigints without signs', BigUint64Array.of(1n), false],
  ['a buffer', new ArrayBuffer(1), false],
  ['what has a length', { length: 0 }, false],
  ['a text', 'a', false],
  ['nothing', undefined, false],
])('%s is a list of numbers or not', (_, value, is) => {
  expect(isList(value)).toBe(is);
});
