import { asBytes, shownBytes } from '../core/faults/bytes.js';
import * as E from 'fp-ts/lib/Either.js';
import { shown } from '../core/faults/shown.js';
import { at, fault, oneOf, type Fault, type Faults } from '../core/faults/errors.js';
import { showShape, size, strides, type Shape } from '../core/shape.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { elementWidth } from './file/elements.js';
import { readStrided } from './file/strided.js';
import { bytesOf } from './file/numbers.js';
import { entryOf } from '../core/record.js';

const place = 'npy';
const wrong = (what: string, want: string, got: string): Fault => at(place)(fault('Data', what, want, got));
const refuse = (what: string, want: string, got: string): E.Either<Faults, never> => E.left([wrong(what, want, got)]);

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** numpy's names of element types, behind the letter of their byte order, and safetensors' codes for them. */
const codes: Readonly<Record<string, string>> = {
  f4: 'F32',
  f8: 'F64',
  f2: 'F16',
  b1: 'BOOL',
  i1: 'I8',
  u1: 'U8',
  i2: 'I16',
  u2: 'U16',
  i4: 'I32',
  u4: 'U32',
  i8: 'I64',
  u8: 'U64',
};

const names = { f32: '<f4', i32: '<i4', bool: '|b1' } as const;

/**
 * A tensor as a file of numpy (`np.load`): float32, int32 or bool, row by row.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0.
 */
export const toNpy = (x: Tensor): E.Either<Faults, Uint8Array> => {
  if (!isTensor(x)) return refuse('tensor', 'a tensor whose data fill its shape', shown(x));
  const shape = x.shape.length === 1 ? `(${x.shape[0]},)` : `(${x.shape.join(', ')})`;
  const dict = `{'descr': '${names[x.dtype]}', 'fortran_order': False, 'shape': ${shape}, }`;
  const length = Math.ceil((10 + dict.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + x.data.byteLength);
  bytes.set([...magic, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, length - 10, true);
  bytes.set(new TextEncoder().encode(`${dict.padEnd(length - 11)}\n`), 10);
  bytes.set(bytesOf(x.data), length);
  return E.right(bytes);
};

/**
 * A file of numpy (`np.save`) as a tensor, of either order. Types become ours as in `fromSafetensors`; others (objects, text, records), and numbers that do not fit, are faults by their names.
 */
export const fromNpy = (file: Uint8Array): E.Either<Faults, Tensor> => {
  const bytes = asBytes(file);
  if (bytes === undefined) return refuse('bytes', 'a Uint8Array', shownBytes(file));
  if (magic.some((byte, k) => bytes[k] !== byte)) return refuse('file', 'one of numpy, as np.save writes', 'another');
  const [major = 0] = bytes.subarray(6);
  if (major < 1 || major > 3) return refuse('version', '1, 2 or 3', `${major}`);
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start)
    return refuse('header', `of at least ${start} bytes`, `${bytes.length}: the file is cut short`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const end = start + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length)
    return refuse('header', `within ${bytes.length} bytes`, `up to ${end}: the file is cut short`);
  return described(bytes, start, end);
};

/** The tensor of a header, a dict in Python's own writing between two bytes, and the numbers after it. */
const described = (bytes: Uint8Array, start: number, end: number): E.Either<Faults, Tensor> => {
  const [text, data] = [new TextDecoder().decode(bytes.subarray(start, end)), bytes.subarray(end)];
  const [header, numbers] = [`the header (from byte ${start})`, `numbers (from byte ${end})`];
  const [, descr] = /'descr': *('[^']*'|\[.*\])/s.exec(text) ?? [];
  const [, order] = /'fortran_order': *(True|False)/.exec(text) ?? [];
  const [, extents] = /'shape': *\(([\d, ]*)\)/.exec(text) ?? [];
  if (descr === undefined || order === undefined || extents === undefined)
    return refuse(header, 'a dict of descr, fortran_order and shape', shown(text.trim()));
  const [, first, type = ''] = /^'([<>|])(..)'$/.exec(descr) ?? [];
  const code = entryOf(codes, type);
  if (code === undefined)
    return refuse(
      `descr in ${header}`,
      `${oneOf(Object.keys(codes))}, behind '<', '>' or '|' (${cureOf(descr)})`,
      descr,
    );
  const shape = (extents.match(/\d+/g) ?? []).map(Number);
  const want = size(shape) * elementWidth(code)!;
  if (data.length !== want) return refuse(numbers, `${want} bytes, for ${descr} ${showShape(shape)}`, `${data.length}`);
  const steps = order === 'True' ? fortran(shape) : strides(shape);
  const read = readStrided({ name: '', code, shape, steps, offset: 0, little: first !== '>' }, data);
  return E.mapLeft((one: Fault): Faults => [wrong(numbers, one.want, one.got)])(read);
};

const cureOf = (descr: string): string =>
  descr.startsWith('[')
    ? "np.savez('x.npz', **{name: x[name] for name in x.dtype.names}) saves each field by itself"
    : "x.astype('f4') is";

/** The first index runs fastest. */
const fortran = (shape: Shape): Shape => strides(shape.toReversed()).toReversed();
