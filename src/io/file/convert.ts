import * as E from 'fp-ts/lib/Either.js';
import { oneOf, type Fault } from '../../core/errors.js';
import { size, type Shape } from '../../core/shape.js';
import { shown } from '../../core/check/shown.js';
import { allocate, type Tensor } from '../../core/tensor.js';
import { inFile } from './header.js';

/** A tensor's place in a file. */
interface Placed {
  readonly name: string;
  readonly code: string;
  readonly shape: Shape;
  readonly begin: number;
}

/** How elements of a type that is not ours are read: as f32 or i32, from the byte where one begins. */
interface Reader {
  readonly dtype: 'f32' | 'i32';
  readonly width: number;
  readonly read: (view: DataView, at: number) => number;
}

/** 16 bits with this many of exponent as a number: IEEE 754 binary16 has 5. */
const half = (bits: number): number => {
  const [sign, exponent, fraction] = [bits >> 15 === 0 ? 1 : -1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
};

/** bfloat16: the upper half of a float32. */
const brain = (view: DataView, at: number): number => {
  const word = new DataView(new ArrayBuffer(4));
  word.setUint16(0, view.getUint16(at, true));
  return word.getFloat32(0);
};

/**
 * Element types that PyTorch and others write and this library does not have. F16 and BF16 are exact, F64 is rounded to f32, whole
 * numbers become i32; of those that may not fit (I64, U64, U32, F64) every element has to.
 */
const readers: Readonly<Record<string, Reader>> = {
  F64: { dtype: 'f32', width: 8, read: (view, at) => view.getFloat64(at, true) },
  F16: { dtype: 'f32', width: 2, read: (view, at) => half(view.getUint16(at, true)) },
  BF16: { dtype: 'f32', width: 2, read: brain },
  I64: { dtype: 'i32', width: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  U64: { dtype: 'i32', width: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
  U32: { dtype: 'i32', width: 4, read: (view, at) => view.getUint32(at, true) },
  I16: { dtype: 'i32', width: 2, read: (view, at) => view.getInt16(at, true) },
  U16: { dtype: 'i32', width: 2, read: (view, at) => view.getUint16(at, true) },
  I8: { dtype: 'i32', width: 1, read: (view, at) => view.getInt8(at) },
  U8: { dtype: 'i32', width: 1, read: (view, at) => view.getUint8(at) },
};

const isConvertible = (code: string): boolean => Object.hasOwn(readers, code);

/** Bytes of an element of a type that is not ours; undefined where it is not known. */
export const widthOfCode = (code: string): number | undefined =>
  isConvertible(code) ? readers[code]!.width : undefined;

/** A tensor of a type that is not ours as one that is; a fault by its name where that cannot be, or not without loss of its numbers. */
export const converted = (
  { name, code, shape, begin }: Placed,
  bytes: Uint8Array,
  start: number,
): E.Either<Fault, Tensor> => {
  const reader = isConvertible(code) ? readers[code] : undefined;
  if (reader === undefined)
    return E.left(
      inFile(`dtype of tensor '${name}'`, oneOf(['F32', 'I32', 'BOOL', ...Object.keys(readers)]), shown(code)),
    );
  const data = allocate(reader.dtype, size(shape));
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let place = 0; place < data.length; place++) {
    const value = reader.read(view, start + begin + place * reader.width);
    data[place] = value;
    const kept =
      reader.dtype === 'i32' ? data[place] === value : !Number.isFinite(value) || Number.isFinite(data[place]!);
    if (!kept)
      return E.left(
        inFile(`tensor '${name}'`, `${code} numbers that fit into ${reader.dtype}`, `${value} at place ${place}`),
      );
  }
  return E.right({ shape, dtype: reader.dtype, data });
};
