import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explain, tensor } from '../../src/index.js';
import { joinedShards, shardIndex } from '../../src/io/file/shards.js';
import { isPlainRecord, plainFaults } from '../../src/io/file/plain-faults.js';
import { parse } from '../../src/io/file/text.js';

const faults = (value: unknown): readonly string[] => plainFaults(value, 'x').map(explain);

/** A value in so many arrays or records. */
const nested = (levels: number, value: unknown): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner, _, k) => (k % 2 === 0 ? [inner] : { a: inner }), value);

describe('plain data', () => {
  test('may be 100 deep, also where a part is met again further down', () => {
    const deep = /^file: x(\[0\]|\.a)+ must be at most 100 deep, got more$/;
    expect(faults(nested(100, 1))).toEqual([]);
    expect(faults(nested(101, 1))).toEqual([expect.stringMatching(deep)]);
    expect(faults(nested(100, []))).toEqual([]);
    const part = nested(60, 1);
    expect(faults([part, nested(39, part)])).toEqual([]);
    expect(faults([part, nested(40, part)])).toEqual([
      expect.stringMatching(/^file: x\[1\].* must be at most 100 deep/),
    ]);
  });

  test('may have 2^24 parts that were written before, and any number that were not', () => {
    const repeated = (times: number, length: number) => {
      const inner = Array<number>(length).fill(0);
      return Array.from({ length: times }, () => inner);
    };
    expect(faults(repeated(2 ** 12 + 1, 2 ** 12))).toEqual([]);
    expect(faults(repeated(2 ** 12 + 2, 2 ** 12))).toEqual([
      'file: x must be with at most 16777216 parts that were written before (a part that is referred to twice is written twice), got more',
    ]);
    expect(faults(Array<number>(2 ** 23 + 1).fill(0))).toEqual([]);
    // As many, and one more: an array of one number, written twice.
    const one = [0];
    expect(faults([...repeated(2 ** 12 + 1, 2 ** 12), one])).toEqual([]);
    expect(faults([...repeated(2 ** 12 + 1, 2 ** 12), one, one])).toHaveLength(1);
  });

  test.each<readonly [string, unknown, string]>([
    [
      'a function',
      { f: () => 1 },
      'x.f must be plain data: null, true or false, numbers, strings, tensors, arrays and records of them, got the function f',
    ],
    [
      'a date',
      [new Date(0)],
      'x[0] must be plain data: null, true or false, numbers, strings, tensors, arrays and records of them, got',
    ],
    [
      'nothing',
      [undefined],
      'x[0] must be plain data: null, true or false, numbers, strings, tensors, arrays and records of them, got nothing',
    ],
    ['a key __proto__', JSON.parse('{"a":{"__proto__":1}}'), 'x.a must be without the key __proto__, got one'],
  ])('is not %s', (_, value, sentence) => {
    expect(faults(value)).toEqual([expect.stringContaining(`file: ${sentence}`)]);
  });

  test('is what literals make, of any realm, and no instance', () => {
    const all = [{}, Object.create(null), Object.create(Object.create(null) as object), [], new Map(), null, 7];
    expect(all.map(isPlainRecord)).toEqual([true, true, true, false, false, false, false]);
  });

  test('that is met twice is walked once, and written in one piece where it is a tensor', () => {
    const x = tensor([1], [2]);
    expect(faults({ a: x, b: [x, x] })).toEqual([]);
    const loop: unknown[] = [];
    loop.push({ loop });
    expect(faults(loop)).toEqual(['file: x[0].loop must be without itself inside, got a cycle']);
  });
});

describe('strict JSON', () => {
  const parsed = (text: string) => {
    const read = parse(text, 'it');
    return E.isRight(read) ? read.right : `${read.left.want}; ${read.left.got}`;
  };

  test('is at most 200 deep', () => {
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(JSON.stringify(parsed(deep(200)))).toBe(deep(200));
    expect(parsed(deep(201))).toBe('at most 200 deep; more at character 200');
    // What is closed does not count.
    expect(parsed(`[${Array(300).fill('[]').join()}]`)).toHaveLength(300);
  });

  test.each<readonly [string, unknown]>([
    ['{"a":1,"b":{"a":2}}', { a: 1, b: { a: 2 } }],
    ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['{"a":"a","b":"a"}', { a: 'a', b: 'a' }],
    ['["{","[","a\\"",":"]', ['{', '[', 'a"', ':']],
    ['{"a\\\\":1,"a":2}', { 'a\\': 1, a: 2 }],
    ['{"a":"__proto__"}', { a: '__proto__' }],
    ['"a"', 'a'],
  ])('%s is read as by JSON.parse', (text, value) => {
    expect(parsed(text)).toEqual(value);
  });

  test.each([
    ['{"a":1,"a":2}', "without a key given twice; 'a' at character 7"],
    ['{"b":{"a":1,"a":2}}', "without a key given twice; 'a' at character 12"],
    ['{"a\\"":1,"a\\"":2}', "without a key given twice; 'a\"' at character 9"],
    ['{"a":[{}],"a":2}', "without a key given twice; 'a' at character 10"],
    ['{"__proto__":1}', 'without the key __proto__; one at character 1'],
    ['{"\\u005f_proto__":1}', 'without the key __proto__; one at character 1'],
  ])('%s is refused', (text, sentence) => {
    expect(parsed(text)).toBe(sentence);
  });

  test.each(['', '{"a', '{"a":1', '{"a\\', '"\\x":1', '{"a":1}}', ']'])('%s is no JSON', (text) => {
    expect(parsed(text)).toMatch(/^JSON; an error: /);
  });
});

describe('the index of several files', () => {
  const read = (text: string) => {
    const index = shardIndex(text);
    return E.isRight(index) ? index.right : index.left.map(explain);
  };

  test.each(['a', 'a.b', 'a..b', 'model-1 of 2'])("may name a file '%s'", (file) => {
    expect(read(JSON.stringify({ weight_map: { w: file } }))).toEqual({ w: file });
  });

  test.each(['', '.', '..', '.a', 'a/b', '/a', 'a\\b', 'c:a', 7])('may not name a file %j', (file) => {
    expect(read(JSON.stringify({ weight_map: { w: file } }))).toEqual([
      expect.stringMatching(/^file: file of tensor 'w' must be the name of a file in the folder of the index, got /),
    ]);
  });

  test('that is none is a fault', () => {
    const want = "file: index must be a record with 'weight_map', the file of each tensor, got";
    expect(read('[]')).toEqual([`${want} []`]);
    expect(read('{"weight_map":7}')).toEqual([expect.stringContaining(want)]);
    expect(read('{')).toEqual([expect.stringMatching(/^file: index must be JSON, got an error: /)]);
  });

  test('has only its tensors, and misses those that are in no file', () => {
    const [a, b] = [tensor([1], [1]), tensor([1], [2])];
    const skipped = { _tag: 'Data', place: 'file', what: "dtype of tensor 'c'", want: 'w', got: 'g' } as const;
    const files = {
      one: { tensors: { a, extra: b }, metadata: {}, skipped: [] },
      two: { tensors: { b }, metadata: {}, skipped: [skipped] },
    };
    const joined = (index: Readonly<Record<string, string>>) => {
      const found = joinedShards(index, files);
      return E.isRight(found) ? found.right : found.left.map(explain);
    };
    expect(joined({ b: 'two', a: 'one' })).toEqual({ tensors: { a, b }, skipped: [skipped] });
    expect(joined({ a: 'one', c: 'two' })).toEqual({ tensors: { a }, skipped: [skipped] });
    expect(joined({ a: 'two', b: 'three' })).toEqual([
      "file: tensor 'a' must be in 'two', as the index says, got none",
      "file: tensor 'b' must be in 'three', as the index says, got none",
    ]);
  });
});
