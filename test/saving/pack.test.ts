import { isLeft } from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explain, tensor } from '../../src/index.js';
import { pack, unpack } from '../../src/io/file/pack.js';

const x = tensor([2], [1, 2]);
const tensors = { 'it.x': x, 'other.x': x };

const read = (text: string): unknown => {
  const result = unpack(text, tensors, 'it');
  return isLeft(result) ? result.left.map(explain) : result.right;
};
const unknown = (path: string, key: string): string =>
  `file: ${path} must be without unknown keys that begin with $, got '${key}'`;

describe('the text of packed data', () => {
  test.each<readonly [string, unknown]>([
    ['{}', {}],
    ['[]', []],
    ['null', null],
    ['"$tensor"', '$tensor'],
    ['{"a":1}', { a: 1 }],
    ['{"$$tensor":"it.x"}', { $tensor: 'it.x' }],
    ['{"$$$number":{"$number":"-0"}}', { $$number: -0 }],
    ['{"$number":"NaN"}', Number.NaN],
    ['[{"$number":"Infinity"},{"$number":"-Infinity"}]', [Infinity, -Infinity]],
  ])('%s is %j', (text, value) => {
    expect(read(text)).toEqual({ value, named: [] });
  });

  test('names tensors, its own as they are, and copies of others', () => {
    const { value, named } = read('[{"$tensor":"it.x"},{"a":{"$tensor":"other.x"}}]') as {
      readonly value: readonly [unknown, { readonly a: unknown }];
      readonly named: unknown;
    };
    expect(named).toEqual(['it.x', 'other.x']);
    expect(value).toEqual([x, { a: x }]);
    expect([value[0] === x, value[1].a === x]).toEqual([true, false]);
  });

  test.each<readonly [string, readonly string[]]>([
    ['{"$tensor":"it.y"}', ["file: it must be the tensor 'it.y', got none of that name"]],
    ['[0,{"$tensor":"constructor"}]', ["file: it[1] must be the tensor 'constructor', got none of that name"]],
    ['{"a":{"$number":"1"}}', ["file: it.a must be one of 'NaN', 'Infinity', '-Infinity', '-0', got '1'"]],
    ['{"$number":"toString"}', ["file: it must be one of 'NaN', 'Infinity', '-Infinity', '-0', got 'toString'"]],
    ['{"$tensor":7}', [unknown('it', '$tensor')]],
    ['{"$number":7}', [unknown('it', '$number')]],
    ['{"$tensor":"it.x","a":1}', [unknown('it', '$tensor')]],
    ['{"a":1,"$number":"NaN"}', [unknown('it', '$number')]],
    ['{"a":[{"$b":1,"$c":2}]}', [unknown('it.a[0]', '$b'), unknown('it.a[0]', '$c')]],
    ['{"a":1,"a":2}', ["file: it must be without a key given twice, got 'a' at character 7"]],
  ])('%s is refused', (text, sentences) => {
    expect(read(text)).toEqual(sentences);
  });
});

test('data are packed with a $ more before keys that begin with one, and a tensor for each path', () => {
  const packed = pack({ $a: [-0, 0, Number.NaN, 1], 'b.c': x, b: { c: x, d: [x] } }, 'it', {
    'before.y': tensor([1], [2]),
  });
  expect(packed).toEqual({
    _tag: 'Right',
    right: {
      text: '{"$$a":[{"$number":"-0"},0,{"$number":"NaN"},1],"b.c":{"$tensor":"it.b.c"},"b":{"c":{"$tensor":"it.b.c\'"},"d":[{"$tensor":"it.b.d[0]"}]}}',
      tensors: { 'it.b.c': x, "it.b.c'": x, 'it.b.d[0]': x },
    },
  });
  expect(pack([x, tensor([2], [1, 2])], 'it', { 'before.x': x })).toEqual({
    _tag: 'Right',
    right: { text: '[{"$tensor":"before.x"},{"$tensor":"before.x"}]', tensors: {} },
  });
});
