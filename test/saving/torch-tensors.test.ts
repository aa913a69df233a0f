import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, test } from 'vitest';
import { explain, orThrow, tensor, type Dtype } from '../../src/index.js';
import { fromTorch } from '../../src/file.js';
import { little } from '../events/support/files.js';
import { archive, type Archived } from './support/archive.js';
import { said } from './support/tried.js';

type Bytes = readonly number[];
const letters = (text: string): Bytes => [...new TextEncoder().encode(text)];

/** Instructions of a pickle, by Python's pickletools. */
const text = (value: string): Bytes => [...letters('X'), ...little(4, letters(value).length), ...letters(value)];
const whole = (value: number): Bytes => [...letters('J'), ...little(4, value < 0 ? value + 2 ** 32 : value)];
const name = (of: string): Bytes =>
  letters(`c${of.slice(0, of.lastIndexOf('.'))}\n${of.slice(of.lastIndexOf('.') + 1)}\n`);
const tuple = (...parts: readonly Bytes[]): Bytes => [...letters('('), ...parts.flat(), ...letters('t')];
const called = (of: string, ...given: readonly Bytes[]): Bytes => [...name(of), ...tuple(...given), ...letters('R')];
const dict = (entries: Readonly<Record<string, Bytes>>): Bytes => [
  ...letters('}('),
  ...Object.entries(entries).flatMap(([key, value]) => [...text(key), ...value]),
  ...letters('u'),
];

const storage = (type: string, count: number, key = '0', tag = 'storage'): Bytes => [
  ...tuple(text(tag), name(type), text(key), text('cpu'), whole(count)),
  ...letters('Q'),
];
const none = called('collections.OrderedDict');
const no: Bytes = [0x89];
const extents = (values: readonly number[]): Bytes => tuple(...values.map(whole));
const rebuilt = (of: Bytes, shape: readonly number[], steps: readonly number[], offset = 0, marks = none): Bytes =>
  called('torch._utils._rebuild_tensor_v2', of, whole(offset), extents(shape), extents(steps), no, none, marks);
const typed = (of: Bytes, type: string, count: number): Bytes =>
  called('torch._utils._rebuild_tensor_v3', of, whole(0), extents([count]), extents([1]), no, none, name(type), none);

const saved = (pickle: Bytes, data: Bytes = [], ...others: readonly Archived[]): Uint8Array =>
  archive([{ name: 'net/data.pkl', data: [...pickle, ...letters('.')] }, { name: 'net/data/0', data }, ...others]);
const bytesOf = (array: { readonly buffer: ArrayBufferLike }): Bytes => [...new Uint8Array(array.buffer)];

describe('a tensor of PyTorch', () => {
  test.each<readonly [string, Bytes, Dtype]>([
    ['FloatStorage', bytesOf(Float32Array.of(1, 0, 1)), 'f32'],
    ['DoubleStorage', bytesOf(Float64Array.of(1, 0, 1)), 'f32'],
    ['HalfStorage', bytesOf(Uint16Array.of(0x3c00, 0, 0x3c00)), 'f32'],
    ['BFloat16Storage', bytesOf(Uint16Array.of(0x3f80, 0, 0x3f80)), 'f32'],
    ['LongStorage', bytesOf(BigInt64Array.of(1n, 0n, 1n)), 'i32'],
    ['IntStorage', bytesOf(Int32Array.of(1, 0, 1)), 'i32'],
    ['ShortStorage', bytesOf(Int16Array.of(1, 0, 1)), 'i32'],
    ['CharStorage', [1, 0, 1], 'i32'],
    ['ByteStorage', [1, 0, 1], 'i32'],
    ['BoolStorage', [1, 0, 1], 'bool'],
  ])('in a %s is read, also where its name has another module', (type, bytes, dtype) => {
    for (const module of ['torch', 'torch.storage']) {
      const read = orThrow(fromTorch(saved(rebuilt(storage(`${module}.${type}`, 3), [3], [1]), bytes)));
      expect(read).toEqual({ tensors: { '': tensor([3], [1, 0, 1], dtype) }, values: {}, skipped: [] });
    }
  });

  test.each<readonly [string, Bytes]>([
    ['uint16', bytesOf(Uint16Array.of(7, 0, 9))],
    ['uint32', bytesOf(Uint32Array.of(7, 0, 9))],
    ['uint64', bytesOf(BigUint64Array.of(7n, 0n, 9n))],
  ])('of type %s, whose storage has only bytes, is read', (type, bytes) => {
    const pickle = typed(storage('torch.storage.UntypedStorage', bytes.length), `torch.${type}`, 3);
    expect(orThrow(fromTorch(saved(pickle, bytes))).tensors).toEqual({ '': tensor([3], [7, 0, 9], 'i32') });
  });

  test.each([
    ['float8_e4m3fn', 'F8_E4M3'],
    ['float8_e4m3fnuz', 'F8_E4M3FNUZ'],
    ['float8_e5m2', 'F8_E5M2'],
    ['float8_e5m2fnuz', 'F8_E5M2FNUZ'],
    ['float8_e8m0fnu', 'F8_E8M0'],
  ])('of type %s is left out by its name', (type, code) => {
    const pickle = typed(storage('torch.storage.UntypedStorage', 3), `torch.${type}`, 3);
    const { tensors, skipped } = orThrow(fromTorch(saved(pickle, [1, 2, 3])));
    expect([tensors, skipped.map(explain)]).toEqual([{}, [expect.stringMatching(new RegExp(`, got '${code}'$`))]]);
  });

  test.each([
    ['ComplexFloatStorage', 'complex64', 8],
    ['ComplexDoubleStorage', 'complex128', 16],
  ])('in a %s is left out by its name', (type, code, width) => {
    const pickle = rebuilt(storage(`torch.${type}`, 2), [2], [1]);
    const { skipped } = orThrow(fromTorch(saved(pickle, little(2 * width, 0))));
    expect(skipped.map(explain)).toEqual([expect.stringMatching(new RegExp(`, got '${code}'$`))]);
    expect(said(fromTorch(saved(pickle, little(2 * width - 1, 0))))).toEqual([
      `file: storage '0' must be ${2 * width} bytes, for 2 of ${code}, got ${2 * width - 1}`,
    ]);
  });

  test('may be a view, a parameter, or one with a size', () => {
    const bytes = [0, 1, 2, 3, 4, 5];
    const of = storage('torch.CharStorage', 6);
    const view = rebuilt(of, [2, 2], [1, 2], 1);
    const parameter = called('torch._utils._rebuild_parameter', view, no, none);
    const size = called('torch.Size', extents([4, 5]));
    const { tensors, values } = orThrow(fromTorch(saved(dict({ view, parameter, size }), bytes)));
    const want = tensor([2, 2], [1, 3, 2, 4], 'i32');
    expect(tensors).toEqual({ view: want, parameter: want });
    expect(values).toEqual({ 'size.0': 4, 'size.1': 5 });
  });

  test('whose marks say that its numbers are to be changed is left out', () => {
    const marks = dict({ neg: [0x88], conj: [0x88] });
    const { skipped } = orThrow(fromTorch(saved(rebuilt(storage('torch.CharStorage', 1), [1], [1], 0, marks), [1])));
    expect(skipped.map(explain)).toEqual([
      "file: tensor '' must be as it is stored (save tensor.resolve_neg()), got a view by neg and conj",
    ]);
  });

  test('may come from a machine that says its order of bytes, if that is the usual one', () => {
    const pickle = rebuilt(storage('torch.CharStorage', 1), [1], [1]);
    const order = (of: string): Archived => ({ name: 'net/byteorder', data: letters(of) });
    expect(E.isRight(fromTorch(saved(pickle, [1], order('little'))))).toBe(true);
    expect(said(fromTorch(saved(pickle, [1], order('big'))))).toEqual(["file: byteorder must be 'little', got 'big'"]);
  });
});

describe('a file of PyTorch is refused', () => {
  const one = storage('torch.CharStorage', 1);
  const plain = 'part of tensors, dicts, lists, numbers or strings';
  const call = (of: string) =>
    new RegExp(`^file: byte \\d+ of data.pkl must be ${plain}, got a call of '${of.replaceAll('.', '\\.')}'$`);
  const two = 'torch._utils._rebuild_tensor_v2';
  const three = 'torch._utils._rebuild_tensor_v3';
  const id = /^file: byte \d+ of data\.pkl must be the storage of a tensor, got another persistent id$/;

  test.each<readonly [string, Bytes, RegExp]>([
    [
      'of fewer bytes than a storage has',
      storage('torch.ShortStorage', 1),
      /^file: storage '0' must be 2 bytes, for 1 of I16, got 1$/,
    ],
    [
      'of more bytes than a storage has',
      storage('torch.CharStorage', 0),
      /^file: storage '0' must be 0 bytes, for 0 of I8, got 1$/,
    ],
    [
      'without the bytes of a storage',
      storage('torch.CharStorage', 1, '1'),
      /^file: storage '1' must be 1 bytes, for 1 of I8, got none$/,
    ],
    ['with an id of something else', storage('torch.CharStorage', 1, '0', 'module'), id],
    ['with an id of another type', storage('torch.uint16', 1), id],
    ['with fewer elements than none', storage('torch.CharStorage', -1), id],
    ['with an id that is no tuple', [...text('storage'), ...letters('Q')], id],
    [
      'with a key that is no text',
      [...tuple(text('storage'), name('torch.CharStorage'), whole(0), text('cpu'), whole(1)), ...letters('Q')],
      id,
    ],
    ['of a storage alone', one, /^file: '' must be a tensor, number or string, got a storage of PyTorch$/],
    ['of a name alone', name('torch.Size'), /^file: '' must be a tensor, number or string, got a global of PyTorch$/],
    ['with an order that is not empty', called('collections.OrderedDict', none), call('collections.OrderedDict')],
    ['with a tensor of no storage', rebuilt(whole(1), [1], [1]), call(two)],
    ['with a tensor from before its storage', rebuilt(one, [1], [1], -1), call(two)],
    ['with a tensor of half a shape', rebuilt(one, [-1], [1]), call(two)],
    ['with a tensor of more steps than axes', rebuilt(one, [1], [1, 1]), call(two)],
    ['with a tensor of fewer steps than axes', rebuilt(one, [1, 1], [1]), call(two)],
    ['with a tensor of no type', typed(one, 'torch.Size', 1), call(three)],
    ['with a tensor of a type and no storage', typed(whole(1), 'torch.uint16', 1), call(three)],
    ['with a call of a type', called('torch.uint16', whole(1)), call('torch.uint16')],
    [
      'with a path that two values have',
      dict({ 'a.b': whole(1), a: dict({ b: whole(2) }) }),
      /^file: 'a\.b' must be the path of one value, got that of two$/,
    ],
  ])('%s', (_, pickle, sentence) => {
    expect(said(fromTorch(saved(pickle, [1])))).toEqual([expect.stringMatching(sentence)]);
  });

  test('where it is more than 64 deep', () => {
    const deep = (levels: number): Bytes =>
      levels === 0 ? whole(1) : [...letters(']'), ...deep(levels - 1), ...letters('a')];
    expect(orThrow(fromTorch(saved(deep(64)))).values).toEqual({ [Array(64).fill('0').join('.')]: 1 });
    expect(said(fromTorch(saved(deep(65))))).toEqual([
      expect.stringMatching(/^file: '0\.0.*' must be at most 64 levels and 1000000 entries in all, got more$/),
    ]);
  });

  test('where what it names is more than 16 times as many bytes as it', () => {
    // Each tensor has all bytes of a storage: so many in all as there are tensors.
    const count = 4000;
    const pickle = (tensors: number): Bytes =>
      dict(Object.fromEntries(Array.from({ length: tensors }, (_, k) => [`t${k}`, [...letters('h'), 0]])));
    const kept = (tensors: number): Uint8Array => {
      const whole = rebuilt(storage('torch.FloatStorage', count), [count], [1]);
      return saved([...whole, ...letters('q'), 0, ...pickle(tensors)], little(4 * count, 0));
    };
    const most = (tensors: number): boolean => tensors * 4 * count <= 16 * kept(tensors).length;
    const fits = Array.from({ length: 30 }, (_, k) => k).findLast(most)!;
    expect(fits).toBe(16);
    expect(Object.keys(orThrow(fromTorch(kept(fits))).tensors)).toHaveLength(fits);
    const room = 16 * kept(fits + 1).length;
    expect(said(fromTorch(kept(fits + 1)))).toEqual([
      `file: 't${fits}' must be within ${room} bytes, 16 times the file, got ${(fits + 1) * 4 * count} in all`,
    ]);
  });
});
