import { describe, expect, test } from 'vitest';
import { explain, orThrow } from '../../src/index.js';
import { fromSafetensors } from '../../src/file.js';

/** A file of some tensors, each with its code, shape and bytes. */
const fileOf = (
  tensors: Readonly<Record<string, readonly [code: string, shape: readonly number[], bytes: Uint8Array]>>,
): Uint8Array => {
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, [dtype, shape, bytes]]) => [
      name,
      { dtype, shape, data_offsets: [end, (end += bytes.length)] },
    ]),
  );
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let at = 8 + text.length;
  for (const [, , bytes] of Object.values(tensors)) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
};

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const readOne = (code: string, array: ArrayBufferView, count: number) => {
  const { tensors, skipped } = orThrow(
    fromSafetensors(fileOf({ odd: ['U8', [1], Uint8Array.of(9)], x: [code, [count], bytesOf(array)] })),
  );
  expect(Array.from(tensors['odd']!.data)).toEqual([9]);
  return { x: tensors['x'], skipped: skipped.map(explain) };
};

describe('a file from PyTorch', () => {
  test.each<readonly [string, ArrayBufferView, 'f32' | 'i32', readonly number[]]>([
    ['F64', Float64Array.of(0.1, -1e-50, Infinity, 3), 'f32', [Math.fround(0.1), -0, Infinity, 3]],
    [
      'F16',
      Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00, 0xfc00, 0x3555),
      'f32',
      [1, -2, 65504, 2 ** -24, -0, Infinity, -Infinity, 0.333251953125],
    ],
    [
      'BF16',
      Uint16Array.of(0x3f80, 0xc000, 0x7f7f, 0x0001, 0xff80),
      'f32',
      [1, -2, 3.3895313892515355e38, 9.183549615799121e-41, -Infinity],
    ],
    ['I64', BigInt64Array.of(5n, -(2n ** 31n), 2n ** 31n - 1n), 'i32', [5, -(2 ** 31), 2 ** 31 - 1]],
    ['U64', BigUint64Array.of(5n, 2n ** 31n - 1n), 'i32', [5, 2 ** 31 - 1]],
    ['U32', Uint32Array.of(7), 'i32', [7]],
    ['I16', Int16Array.of(-32768, 32767), 'i32', [-32768, 32767]],
    ['U16', Uint16Array.of(65535), 'i32', [65535]],
    ['I8', Int8Array.of(-128, 127), 'i32', [-128, 127]],
    ['U8', Uint8Array.of(0, 255), 'i32', [0, 255]],
  ])('%s is converted', (code, array, dtype, values) => {
    const { x, skipped } = readOne(code, array, values.length);
    expect(skipped).toEqual([]);
    expect([x?.dtype, Array.from(x?.data ?? [])]).toEqual([dtype, values]);
  });

  test('NaN stays NaN', () => {
    expect(Number.isNaN(readOne('F16', Uint16Array.of(0x7e00), 1).x?.data[0])).toBe(true);
    expect(Number.isNaN(readOne('BF16', Uint16Array.of(0x7fc0), 1).x?.data[0])).toBe(true);
    expect(Number.isNaN(readOne('F64', Float64Array.of(Number.NaN), 1).x?.data[0])).toBe(true);
  });

  test.each<readonly [string, ArrayBufferView, number, string]>([
    [
      'I64',
      BigInt64Array.of(1n, 2n ** 31n),
      2,
      "file: tensor 'x' must be I64 numbers that fit into i32, got 2147483648 at place 1",
    ],
    [
      'U32',
      Uint32Array.of(2 ** 32 - 1),
      1,
      "file: tensor 'x' must be U32 numbers that fit into i32, got 4294967295 at place 0",
    ],
    ['F64', Float64Array.of(1e300), 1, "file: tensor 'x' must be F64 numbers that fit into f32, got 1e+300 at place 0"],
    [
      'F8_E4M3',
      Uint8Array.of(1),
      1,
      "file: dtype of tensor 'x' must be one of 'F32', 'I32', 'BOOL', 'F64', 'F16', 'BF16', 'I64', 'U64', 'U32', 'I16', 'U16', 'I8', 'U8', got 'F8_E4M3'",
    ],
    [
      'constructor',
      Uint8Array.of(1),
      1,
      "file: dtype of tensor 'x' must be one of 'F32', 'I32', 'BOOL', 'F64', 'F16', 'BF16', 'I64', 'U64', 'U32', 'I16', 'U16', 'I8', 'U8', got 'constructor'",
    ],
  ])('%s that does not fit is named, and the others are read', (code, array, count, text) => {
    const { x, skipped } = readOne(code, array, count);
    expect([x, skipped]).toEqual([undefined, [text]]);
  });
});

test('a number of U64 that I64 would take for -1 is left out, with its reason', () => {
  const { x, skipped } = readOne('U64', BigUint64Array.of(2n ** 64n - 1n), 1);
  expect([x, skipped.length]).toEqual([undefined, 1]);
});

test('a file that lies within a larger array, as Node reads small ones, is converted from its own bytes', () => {
  const file = fileOf({ x: ['U8', [2], Uint8Array.of(4, 5)] });
  const larger = new Uint8Array(file.length + 7).fill(9);
  larger.set(file, 7);
  const { tensors } = orThrow(fromSafetensors(larger.subarray(7)));
  expect([...tensors['x']!.data]).toEqual([4, 5]);
});
