import { describe, expect, test } from 'vitest';
import { unpickled } from '../../src/io/torch/pickle.js';
import { listOf, type Pickled, type Words } from '../../src/io/torch/pickled.js';
import { little } from '../events/support/files.js';
import { letters, read } from '../nir/support/bytes.js';

/** Words of a program of its own: `a.b` may be called with numbers, of which it makes a list turned round; the id 'here' stands for 7. */
const words: Words = {
  knows: (name) => name === 'a.b',
  call: (_, given) => (given.includes('no') ? undefined : listOf([...given].reverse())),
  persistent: (id) => (id === 'here' ? 7 : undefined),
};

const shown = (value: Pickled): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (value.kind === 'list') return value.items.map(shown);
  return value.kind === 'dict' ? Object.fromEntries([...value.entries].map(([key, of]) => [key, shown(of)])) : value;
};

type Part = string | number | readonly number[];

/** A pickle: letters and numbers are instructions. */
const bytesOf = (parts: readonly Part[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? letters(part) : part)));
const made = (...parts: readonly Part[]) => read(() => shown(unpickled(bytesOf([...parts, '.']), words)));

/** A number of one byte, and texts with their length. */
const one = (value: number): Part => [...letters('K'), value];
const text = (value: string): Part => [0x8c, value.length, ...letters(value)];
const double = (value: number): readonly number[] => [...new Uint8Array(Float64Array.of(value).buffer)].toReversed();

// Python's pickletools: what each instruction leaves.
describe('the instruction', () => {
  test.each<readonly [string, readonly Part[], unknown]>([
    ['NONE', ['N'], null],
    ['NEWTRUE', [0x88], true],
    ['NEWFALSE', [0x89], false],
    ['BININT1', ['K', 200], 200],
    ['BININT2', ['M', little(2, 65_000)], 65_000],
    ['BININT', ['J', [254, 255, 255, 255]], -2],
    ['BINFLOAT', ['G', double(-1.5e9)], -1.5e9],
    ['LONG1 of no bytes', [0x8a, 0], 0],
    ['LONG1 with a sign', [0x8a, 1, 255], -1],
    ['LONG1 without one', [0x8a, 2, 255, 0], 255],
    ['LONG1 of 2^53 - 1', [0x8a, 7, [255, 255, 255, 255, 255, 255, 31]], 2 ** 53 - 1],
    ['LONG1 of 2^53', [0x8a, 7, little(7, 2 ** 53)], 2n ** 53n],
    ['LONG1 of many bytes', [0x8a, 10, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1]], 2n ** 72n],
    ['BINUNICODE', ['X', little(4, 3), letters('aö')], 'aö'],
    ['SHORT_BINUNICODE', [0x8c, 3, letters('aö')], 'aö'],
    ['EMPTY_DICT', ['}'], {}],
    ['EMPTY_LIST', [']'], []],
    ['EMPTY_TUPLE', [')'], []],
    ['TUPLE', ['(', one(1), one(2), one(3), one(4), 't'], [1, 2, 3, 4]],
    ['TUPLE within another', ['(', one(1), '(', one(2), 't', 't'], [1, [2]]],
    ['TUPLE1', [one(1), 0x85], [1]],
    ['TUPLE2', [one(1), one(2), 0x86], [1, 2]],
    ['TUPLE3', [one(1), one(2), one(3), 0x87], [1, 2, 3]],
    ['GLOBAL', ['ca\nb\n'], { kind: 'global', name: 'a.b' }],
    ['STACK_GLOBAL', [text('a'), text('b'), 0x93], { kind: 'global', name: 'a.b' }],
    ['REDUCE', ['ca\nb\n', one(1), one(2), 0x86, 'R'], [2, 1]],
    ['BINPERSID', [text('here'), 'Q'], 7],
    ['BUILD, whose state is left out', ['}', '}', 'b'], {}],
    ['PROTO', [0x80, 2, 'N'], null],
    ['FRAME', [0x95, little(8, 99), 'N'], null],
    ['APPEND', [']', one(1), 'a', one(2), 'a'], [1, 2]],
    ['APPENDS', [']', '(', one(1), one(2), 'e', '(', 'e'], [1, 2]],
    ['SETITEM', ['}', text('a'), one(1), 's', one(2), one(3), 's'], { a: 1, 2: 3 }],
    ['SETITEMS', ['}', '(', text('a'), one(1), text('b'), one(2), 'u', '(', 'u'], { a: 1, b: 2 }],
    ['BINGET of BINPUT', [one(1), 'q', 5, one(2), 'q', 6, 'h', 5, 0x87], [1, 2, 1]],
    ['LONG_BINGET of LONG_BINPUT', [one(1), 'r', little(4, 70_000), 'j', little(4, 70_000), 0x86], [1, 1]],
    ['MEMOIZE, counted from 0', ['(', one(8), 0x94, one(9), 0x94, 'h', 0, 'h', 1, 't'], [8, 9, 8, 9]],
  ])('%s', (_, parts, value) => {
    expect(made(...parts)).toEqual(value);
  });

  test('keeps a list that grows afterwards as the one that it is', () => {
    expect(made(']', 'q', 0, one(1), 'a', 'h', 0, 0x86)).toEqual([[1], [1]]);
  });
});

describe('a pickle is refused', () => {
  const plain = 'part of tensors, dicts, lists, numbers or strings';
  const code = 'which is code of Python: save module.state_dict(), or a dict of tensors';

  test.each<readonly [string, readonly Part[], string]>([
    [
      'that ends without a value',
      [],
      'byte 0 of data.pkl must be a pickle with a value here, got none: the file is damaged',
    ],
    [
      'whose mark has nothing behind it',
      [one(1), '(', 0x85],
      'byte 3 of data.pkl must be a pickle with a value here, got none: the file is damaged',
    ],
    [
      'that ends a tuple without a mark',
      [one(1), 't'],
      'byte 2 of data.pkl must be a pickle with a mark here, got none: the file is damaged',
    ],
    [
      'with items of no dict',
      [']', one(1), one(2), 's'],
      'byte 5 of data.pkl must be items of a dict, got of something else',
    ],
    [
      'with an item that has no value',
      ['}', '(', one(1), 'u'],
      'byte 4 of data.pkl must be items of a dict, got of something else',
    ],
    [
      'with a key that is a list',
      ['}', ']', one(2), 's'],
      'byte 4 of data.pkl must be a dict whose keys are strings or numbers, got other keys',
    ],
    [
      'with a key twice',
      ['}', text('1'), one(2), 's', one(1), one(2), 's'],
      "byte 11 of data.pkl must be keys that differ as strings, got '1' twice",
    ],
    ['with items of no list', ['}', one(1), 'a'], 'byte 3 of data.pkl must be items of a list, got of something else'],
    ['of code', ['cos\nsystem\n'], `byte 0 of data.pkl must be ${plain}, got 'os.system', ${code}`],
    [
      'of code by two texts',
      [text('os'), text('system'), 0x93],
      `byte 12 of data.pkl must be ${plain}, got 'os.system', ${code}`,
    ],
    [
      'that calls what cannot be',
      ['ca\nb\n', text('no'), 0x85, 'R'],
      `byte 10 of data.pkl must be ${plain}, got a call of 'a.b'`,
    ],
    ['that calls with no list', ['ca\nb\n', one(1), 'R'], `byte 7 of data.pkl must be ${plain}, got a call of 'a.b'`],
    ['that calls a number', [one(1), ')', 'R'], `byte 3 of data.pkl must be ${plain}, got a call of another object`],
    [
      'of an unknown id',
      [text('there'), 'Q'],
      'byte 7 of data.pkl must be the storage of a tensor, got another persistent id',
    ],
    [
      'that takes what was not kept',
      ['h', 3],
      'byte 0 of data.pkl must be a value that was kept before, got none at 3: the file is damaged',
    ],
    [
      'with a state of no dict',
      [']', '}', 'b'],
      `byte 2 of data.pkl must be ${plain}, got the state of another object of Python`,
    ],
    [
      'of another instruction',
      [0x0f],
      `byte 0 of data.pkl must be ${plain}, got instruction 0x0f, which builds other objects`,
    ],
  ])('%s', (_, parts, sentence) => {
    expect(made(...parts)).toBe(`file: ${sentence}`);
  });

  test.each<readonly [string, readonly Part[]]>([
    ['a number', ['M', 1]],
    ['a text', ['X', little(4, 3), letters('ab')]],
    ['a name', ['ca\nb']],
    ['the first instruction', []],
    ['a frame', [0x95, little(7, 0)]],
  ])('that ends within %s', (_, parts) => {
    const cut = read(() => unpickled(bytesOf(parts), words));
    expect(cut).toBe('file: byte 0 of data.pkl must be followed by what it needs, got the end: the file is cut short');
  });
});
