import * as E from 'fp-ts/lib/Either.js';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { explain, orThrow, tensor, type Tensor } from '../../src/index.js';
import { fromNpy, fromNpz, toNpy } from '../../src/file.js';
import { little } from '../events/support/files.js';
import { archive } from './support/archive.js';
import { said } from './support/tried.js';

type Bytes = readonly number[];
const letters = (text: string): Bytes => Array.from(text, (letter) => letter.codePointAt(0)!);

/** A file of numpy of a version, after https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. */
const npy = (header: string, data: Bytes, version = 1): Uint8Array => {
  const length = little(version === 1 ? 2 : 4, header.length);
  return Uint8Array.from([0x93, ...letters('NUMPY'), version, 0, ...length, ...letters(header), ...data]);
};
const dict = (descr: string, shape: string, order = 'False'): string =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

/** Bytes of numbers in an order. */
const numbers = (
  array: { readonly buffer: ArrayBufferLike; readonly BYTES_PER_ELEMENT: number },
  big: boolean,
): Bytes => {
  const [bytes, width] = [[...new Uint8Array(array.buffer)], array.BYTES_PER_ELEMENT];
  return big ? bytes.map((_, k) => bytes[k - (k % width) + width - 1 - (k % width)]!) : bytes;
};

/** Six numbers that are all below 128, of each type. */
const types: Readonly<Record<string, { readonly buffer: ArrayBufferLike; readonly BYTES_PER_ELEMENT: number }>> = {
  f4: Float32Array.of(0, 1, 2, 3, 4, 100),
  f8: Float64Array.of(0, 1, 2, 3, 4, 100),
  f2: Uint16Array.of(0, 0x3c00, 0x4000, 0x4200, 0x4400, 0x5640),
  i1: Int8Array.of(0, 1, 2, 3, 4, 100),
  u1: Uint8Array.of(0, 1, 2, 3, 4, 100),
  i2: Int16Array.of(0, 1, 2, 3, 4, 100),
  u2: Uint16Array.of(0, 1, 2, 3, 4, 100),
  i4: Int32Array.of(0, 1, 2, 3, 4, 100),
  u4: Uint32Array.of(0, 1, 2, 3, 4, 100),
  i8: BigInt64Array.of(0n, 1n, 2n, 3n, 4n, 100n),
  u8: BigUint64Array.of(0n, 1n, 2n, 3n, 4n, 100n),
};

describe('a file of numpy', () => {
  test.each(Object.keys(types))(
    'of type %s is read, in both orders of bytes and of axes, and in every version',
    (type) => {
      const dtype = type.startsWith('f') ? 'f32' : 'i32';
      for (const mark of ['<', '>', '|'])
        for (const version of [1, 2, 3]) {
          const data = numbers(types[type]!, mark === '>');
          const [rows, columns] = ['False', 'True'].map((order) =>
            npy(dict(mark + type, '(2, 3)', order), data, version),
          );
          expect(orThrow(fromNpy(rows!))).toEqual(tensor([2, 3], [0, 1, 2, 3, 4, 100], dtype));
          expect(orThrow(fromNpy(columns!))).toEqual(tensor([2, 3], [0, 2, 4, 1, 3, 100], dtype));
        }
    },
  );

  test('of bits, of one number, or of none is read', () => {
    expect(orThrow(fromNpy(npy(dict('|b1', '(2,)'), [1, 0])))).toEqual(tensor([2], [1, 0], 'bool'));
    expect(orThrow(fromNpy(npy(dict('|i1', '()'), [255])))).toEqual(tensor([], [-1], 'i32'));
    expect(orThrow(fromNpy(npy(dict('<f4', '(0, 3)'), [])))).toEqual(tensor([0, 3], []));
    expect(orThrow(fromNpy(npy(dict('|u1', '(2, 1, 3)', 'True'), [1, 2, 3, 4, 5, 6])))).toEqual(
      tensor([2, 1, 3], [1, 3, 5, 2, 4, 6], 'i32'),
    );
  });

  // IEEE 754: sign, five bits of exponent, ten of fraction.
  test.each([
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x7c00, Infinity],
    [0x7c01, Number.NaN],
    [0x8000, -0],
    [0x8001, -(2 ** -24)],
    [0xc000, -2],
    [0xfc00, -Infinity],
    [0xffff, Number.NaN],
  ])('has the float of 16 bits 0x%s as what it is', (bits, value) => {
    expect(orThrow(fromNpy(npy(dict('<f2', '()'), little(2, bits)))).data[0]).toBe(value);
  });

  test('is written with a header that ends at a multiple of 64 bytes', () => {
    const written = orThrow(toNpy(tensor([2], [1, -1], 'i32')));
    const text = `{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }`;
    // 128 bytes before the numbers, ten of them before the text.
    expect(written).toEqual(npy(`${text.padEnd(117)}\n`, [1, 0, 0, 0, 255, 255, 255, 255]));
    for (let axes = 0; axes < 40; axes++) {
      const x = tensor(Array<number>(axes).fill(1), [7]);
      const bytes = orThrow(toNpy(x));
      expect((bytes.length - 4) % 64).toBe(0);
      expect(bytes[bytes.length - 5]).toBe(10);
      // No longer than it has to be: 63 blanks at most.
      expect(new TextDecoder().decode(bytes)).not.toMatch(/ {64}/);
      expect(orThrow(fromNpy(bytes))).toEqual(x);
    }
  });
});

describe('a file of numpy is refused', () => {
  const names = "one of 'f4', 'f8', 'f2', 'b1', 'i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', behind '<', '>' or '|'";
  const f4 = dict('<f4', '(1,)');
  const [first, later] = [10 + f4.length, 12 + f4.length];
  const changed = (at: number, byte: number): Uint8Array => {
    const bytes = npy(f4, little(4, 0));
    bytes[at] = byte;
    return bytes;
  };
  test.each<readonly [string, Uint8Array, string]>([
    ['that is another', new Uint8Array(99), 'file must be one of numpy, as np.save writes, got another'],
    ['of another last letter', changed(5, 0), 'file must be one of numpy, as np.save writes, got another'],
    ['without a version', npy(f4, []).slice(0, 6), 'version must be 1, 2 or 3, got 0'],
    ['of version 0', changed(6, 0), 'version must be 1, 2 or 3, got 0'],
    ['of version 4', changed(6, 4), 'version must be 1, 2 or 3, got 4'],
    ['without a header', npy(f4, []).slice(0, 9), 'header must be of at least 10 bytes, got 9: the file is cut short'],
    [
      'of version 2 without one',
      npy(f4, [], 2).slice(0, 11),
      'header must be of at least 12 bytes, got 11: the file is cut short',
    ],
    [
      'with half a header',
      npy(f4, []).slice(0, -1),
      `header must be within ${first - 1} bytes, got up to ${first}: the file is cut short`,
    ],
    [
      'of version 3 with half a header',
      npy(f4, [], 3).slice(0, -1),
      `header must be within ${later - 1} bytes, got up to ${later}: the file is cut short`,
    ],
    ['of no numbers', npy(f4, []), `numbers (from byte ${first}) must be 4 bytes, for '<f4' [1], got 0`],
    ['of a number more', npy(f4, little(8, 0)), `numbers (from byte ${first}) must be 4 bytes, for '<f4' [1], got 8`],
    [
      'without a shape',
      npy("{'descr': '<f4', 'fortran_order': False} ", []),
      `the header (from byte 10) must be a dict of descr, fortran_order and shape, got '{'descr': '<f4', 'fortran_order': False}'`,
    ],
    [
      'without an order',
      npy("{'descr': '<f4', 'shape': ()}", [], 2),
      `the header (from byte 12) must be a dict of descr, fortran_order and shape, got '{'descr': '<f4', 'shape': ()}'`,
    ],
    [
      'without a type',
      npy("{'fortran_order': False, 'shape': ()}", []),
      `the header (from byte 10) must be a dict of descr, fortran_order and shape, got '{'fortran_order': False, 'shape': ()}'`,
    ],
    [
      'of text',
      npy(dict('<U2', '()'), []),
      `descr in the header (from byte 10) must be ${names} (x.astype('f4') is), got '<U2'`,
    ],
    [
      'of another order',
      npy(dict('=f4', '()'), []),
      `descr in the header (from byte 10) must be ${names} (x.astype('f4') is), got '=f4'`,
    ],
    [
      'of records',
      npy("{'descr': [('t', '<i4')], 'fortran_order': False, 'shape': (1,)}", []),
      `descr in the header (from byte 10) must be ${names} (np.savez('x.npz', **{name: x[name] for name in x.dtype.names}) saves each field by itself), got [('t', '<i4')]`,
    ],
    [
      'of a number that does not fit',
      npy(dict('<u4', '(2,)'), [...little(4, 1), ...little(4, 2 ** 31)]),
      `numbers (from byte ${first}) must be U32 numbers that fit into i32, got 2147483648 at place 1`,
    ],
    [
      'of a bit that is none',
      npy(dict('|b1', '(2,)'), [1, 2]),
      `numbers (from byte ${first}) must be bool [2], all of it 0 or 1, got 2 at place 1`,
    ],
  ])('%s', (_, bytes, sentence) => {
    expect(said(fromNpy(bytes))).toEqual([`npy: ${sentence}`]);
  });

  test('where it is no bytes, and where what is to be written is no tensor', () => {
    expect(said(fromNpy('x.npy' as never))).toEqual([
      "npy: bytes must be a Uint8Array, got 'x.npy' (readFile(path) of node:fs/promises gives the bytes of a file)",
    ]);
    expect(said(toNpy({ ...tensor([2], [1, 2]), shape: [3] } as Tensor))).toEqual([
      expect.stringMatching(/^npy: tensor must be a tensor whose data fill its shape, got /),
    ]);
  });
});

describe('an archive of numpy', () => {
  const [a, b] = [npy(dict('|u1', '(2,)'), [1, 2]), npy(dict('|O', '()'), [])];
  test('has its arrays by their names, stored or deflated, and says which were skipped', async () => {
    const bytes = archive([
      { name: 'a.npy', data: [...a] },
      { name: 'c', data: [...a], method: 8, packed: [...deflateRawSync(a)] },
      { name: 'b.npy', data: [...b] },
    ]);
    const { tensors, skipped } = orThrow(await fromNpz(bytes));
    expect(tensors).toEqual({ a: tensor([2], [1, 2], 'i32'), c: tensor([2], [1, 2], 'i32') });
    expect(skipped.map(explain)).toEqual([expect.stringMatching(/^array 'b': descr in the header .* got '\|O'$/)]);
  });

  test('that is none, or damaged, is a fault', async () => {
    expect(E.isLeft(await fromNpz(a))).toBe(true);
    expect(said(await fromNpz('x.npz' as never))).toEqual([expect.stringMatching(/^file: bytes must be a Uint8Array/)]);
    const bytes = archive([{ name: 'a.npy', data: [...a], crc: 7 }]);
    expect(said(await fromNpz(bytes))).toEqual([
      "file: 'a.npy' must be of the CRC-32 in the directory, got another: the file is damaged",
    ]);
  });
});
