import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orThrow, zeros, type Tensor } from '../../src/index.js';
import { fromSafetensors, toSafetensors } from '../../src/file.js';
import { anyTensor, shapes } from '../support/arbitraries.js';
import { quickLaw } from '../support/law.js';
import { expectSame } from '../support/same.js';
import { opened, raw } from './support/raw.js';
import { said } from './support/tried.js';

const entry = (dtype: string, shape: unknown, offsets: unknown): string =>
  JSON.stringify({ x: { dtype, shape, data_offsets: offsets } });

describe('a safetensors file', () => {
  test.each<[string, Uint8Array, string]>([
    ['of three bytes', new Uint8Array(3), 'length must be at least 8 bytes, got 3'],
    ['of a length alone', raw(''), 'header (bytes 8 to 7) must be a JSON record in UTF-8, got something else'],
    [
      'of another kind',
      new TextEncoder().encode('\u0089PNG not of our kind'),
      `header length (bytes 0 to 7) must be at most 100000000, as in every safetensors file, got ${0x4e50_89c2 + 0x6f6e2047 * 2 ** 32}`,
    ],
    [
      'whose header is longer than it',
      raw('{}', undefined, 3),
      'header length (bytes 0 to 7) must be at most the 2 bytes that follow, got 3: the file is cut short',
    ],
    [
      'whose header is as long as no file',
      raw('{}', undefined, 100_000_001),
      'header length (bytes 0 to 7) must be at most 100000000, as in every safetensors file, got 100000001',
    ],
    [
      'whose header may be as long, but is cut short',
      raw('{}', undefined, 100_000_000),
      'header length (bytes 0 to 7) must be at most the 2 bytes that follow, got 100000000: the file is cut short',
    ],
    [
      'that is no UTF-8',
      raw(new Uint8Array([0x7b, 0xff, 0x7d])),
      'header (bytes 8 to 10) must be a JSON record in UTF-8, got something else',
    ],
    [
      'that begins with a mark',
      raw('\ufeff{}'),
      'header (bytes 8 to 12) must be a JSON record in UTF-8, got something else',
    ],
    [
      'with a quoted name given twice',
      raw('{"a\\"b":1,"a\\"b":2}'),
      "header (from byte 8) must be without a key given twice, got 'a\"b' at character 10",
    ],
    ['that is no record', raw('[1]'), 'header (bytes 8 to 10) must be a JSON record in UTF-8, got something else'],
    [
      'with a name given twice',
      raw('{"a":1, "\\u0061" :2}'),
      "header (from byte 8) must be without a key given twice, got 'a' at character 8",
    ],
    [
      'with __proto__',
      raw('{"__proto__":{"x":1}}'),
      'header (from byte 8) must be without the key __proto__, got one at character 1',
    ],
    [
      'nested without end',
      raw(`{"a":${'['.repeat(5000)}`),
      'header (from byte 8) must be at most 200 deep, got more at character 204',
    ],
    ['with metadata that is no text', raw('{"__metadata__":{"a":1}}'), "metadata 'a' must be a string, got number"],
    [
      'with metadata that is no record',
      raw('{"__metadata__":[1]}'),
      "metadata '__metadata__' must be a string, got object",
    ],
    ['with an entry that is none', raw('{"x":7}'), "entry of tensor 'x' must be a record, got 7"],
    [
      'with an entry of more',
      raw('{"x":{"y":7}}'),
      "entry of tensor 'x' must be of dtype, shape and data_offsets, got 'y'",
    ],
    [
      'of no element type',
      raw(entry(7 as unknown as string, [1], [0, 2])),
      "dtype of tensor 'x' must be the name of an element type, such as F32, got 7",
    ],
    [
      'of fewer bytes than another type has',
      raw(entry('F16', [2], [0, 2]), new Uint8Array(2)),
      "data of tensor 'x' must be 4 bytes, for F16 [2], got 2",
    ],
    [
      'of half a neuron',
      raw(entry('F32', [0.5], [0, 2])),
      "shape of tensor 'x' must be whole numbers of at least 0, got [0.5]",
    ],
    [
      'of fewer than none',
      raw(entry('F32', [-1], [0, 4])),
      "shape of tensor 'x' must be whole numbers of at least 0, got [-1]",
    ],
    [
      'of more than can be counted',
      raw(entry('F32', [2 ** 27, 2 ** 26], [0, 0])),
      `shape of tensor 'x' must be of no more bytes than can be counted, got [134217728, 67108864]`,
    ],
    [
      'of more than can be counted, times nothing',
      raw(entry('F32', [2 ** 40, 2 ** 40, 0], [0, 0])),
      `shape of tensor 'x' must be of no more bytes than can be counted, got [${2 ** 40}, ${2 ** 40}, 0]`,
    ],
    ['with one offset', raw(entry('F32', [1], [0])), "data_offsets of tensor 'x' must be [begin, end], got [0]"],
    [
      'that ends before it begins',
      raw(entry('F32', [1], [4, 0])),
      "data_offsets of tensor 'x' must be [begin, end], got [4, 0]",
    ],
    [
      'of fewer bytes than its shape',
      raw(entry('F32', [2], [0, 4]), new Uint8Array(4)),
      "data of tensor 'x' must be 8 bytes, for f32 [2], got 4",
    ],
    [
      'with a gap before',
      raw(entry('F32', [1], [4, 8]), new Uint8Array(8)),
      `data of tensor 'x' must be from byte 62, where those before it end, got byte 66`,
    ],
    [
      'with a gap after',
      raw(entry('F32', [1], [0, 4]), new Uint8Array(5)),
      'length must be 66 bytes, as its header says, got 67',
    ],
    [
      'beyond its end',
      raw(entry('F32', [1], [0, 4]), new Uint8Array(3)),
      'length must be 66 bytes, as its header says, got 65: the file is cut short',
    ],
    [
      'of spikes that are none',
      raw(entry('BOOL', [3], [0, 3]), new Uint8Array([0, 1, 2])),
      "tensor 'x' must be bool [3], all of it 0 or 1, got 2 at place 2",
    ],
  ])('%s is refused in words', (_, file, text) => {
    expect(said(fromSafetensors(file))).toEqual([`file: ${text}`]);
  });

  test('may hold tensors of nothing, anywhere', () => {
    const nothing = { dtype: 'F32', shape: [0], data_offsets: [0, 0] };
    const x = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
    const { tensors } = orThrow(fromSafetensors(raw(JSON.stringify({ x, nothing }), new Uint8Array(4))));
    expectSame(tensors, { x: zeros([1]), nothing: zeros([0]) });
  });

  test('whose tensors overlap is refused', () => {
    const x = { dtype: 'I32', shape: [1], data_offsets: [0, 4] };
    const file = raw(JSON.stringify({ x, y: x }), new Uint8Array(4));
    expect(said(fromSafetensors(file))).toEqual([
      `file: data of tensor 'y' must be from byte ${file.length}, where those before it end, got byte ${file.length - 4}`,
    ]);
  });

  const named = fc
    .dictionary(fc.string(), shapes.chain(anyTensor), { noNullPrototype: true })
    .filter((all) => !Object.hasOwn(all, '__proto__') && !Object.hasOwn(all, '__metadata__'));
  const texts = fc.dictionary(
    fc.string().filter((key) => key !== '__proto__'),
    fc.string(),
    { noNullPrototype: true },
  );
  quickLaw('gives back what was written', [named, texts], (tensors, metadata) => {
    const read = orThrow(fromSafetensors(orThrow(toSafetensors({ tensors, metadata }))));
    expect(new Set(Object.keys(read.tensors))).toEqual(new Set(Object.keys(tensors)));
    for (const [name, x] of Object.entries(tensors)) expectSame(read.tensors[name]!, x);
    expect(read.metadata).toEqual(metadata);
  });

  quickLaw('has every tensor at a place that is a multiple of its width', [named], (tensors) => {
    const { header } = opened(orThrow(toSafetensors({ tensors, metadata: {} })));
    expect(header.length === 0 || new TextEncoder().encode(header).length % 8).toBe(0);
    for (const {
      dtype,
      data_offsets: [begin],
    } of Object.values(JSON.parse(header) as Record<string, { dtype: string; data_offsets: [number] }>))
      expect(begin % (dtype === 'BOOL' ? 1 : 4)).toBe(0);
  });

  test('is not written of what could not be read', () => {
    const tensors = {
      __metadata__: zeros([1]),
      short: { ...zeros([2]), shape: [3] },
      bits: { shape: [2], dtype: 'bool' as const, data: Uint8Array.of(1, 7) },
      none: 'x' as unknown as Tensor,
    };
    expect(said(toSafetensors({ tensors, metadata: {} }))).toEqual([
      'file: name of a tensor must be neither __proto__ nor __metadata__, got __metadata__',
      "file: tensor 'short' must be a tensor whose data fill its shape, got something else",
      "file: tensor 'bits' must be bool [2], all of it 0 or 1, got 7 at place 1",
      "file: tensor 'none' must be a tensor whose data fill its shape, got something else",
    ]);
  });
});
