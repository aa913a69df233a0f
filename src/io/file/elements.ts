import * as E from 'fp-ts/lib/Either.js';
import { oneOf, type Fault } from '../../core/faults/errors.js';
import { showShape, type Shape } from '../../core/shape.js';
import { shown } from '../../core/faults/shown.js';
import { arrays } from '../../core/elements.js';
import { allocate, type Dtype, type Tensor } from '../../core/tensor.js';
import { numbersIn, widthOf, type StoredType } from './numbers.js';
import { inFile } from './header.js';
import { entryOf, hasOwn } from '../../core/record.js';

/** The element types of files, by safetensors' names; the first three are those of tensors here. */
const codes = {
  F32: 'f32',
  I32: 'i32',
  BOOL: 'bool',
  F64: 'f64',
  F16: 'f16',
  BF16: 'bf16',
  I64: 'i64',
  U64: 'u64',
  U32: 'u32',
  I16: 'i16',
  U16: 'u16',
  I8: 'i8',
  U8: 'u8',
} as const satisfies Readonly<Record<string, StoredType>>;

/** The name of an element type in files. */
export const codeOf = (dtype: Dtype): string => (dtype === 'bool' ? 'BOOL' : dtype.toUpperCase());

const storedType = (code: string): StoredType | undefined => entryOf(codes, code);

const isDtype = (type: string | undefined): type is Dtype => hasOwn(arrays, type);

/** Our element type of a code, if it is one of ours. */
export const ours = (code: string): Dtype | undefined => {
  const type = storedType(code);
  return isDtype(type) ? type : undefined;
};

/** Bytes of an element; undefined for a type that is not known. */
export const elementWidth = (code: string): number | undefined => {
  const type = storedType(code);
  return type === undefined ? undefined : widthOf(type);
};

/** What is read of a tensor: its name, the type of its elements, and its shape. */
export interface Described {
  readonly name: string;
  readonly code: string;
  readonly shape: Shape;
}

/**
 * A tensor of its bytes, or why there is none: its type is not known, a number does not fit, a bool is not 0 or 1. F32, I32 and BOOL are as they
 * are, F16 and BF16 become f32 exactly, F64 f32 by rounding, whole numbers i32.
 */
export const tensorIn = (
  { name, code, shape }: Described,
  bytes: Uint8Array,
  little = true,
): E.Either<Fault, Tensor> => {
  const type = storedType(code);
  if (type === undefined) return E.left(inFile(`dtype of tensor '${name}'`, oneOf(Object.keys(codes)), shown(code)));
  const stored = numbersIn(type, bytes, little);
  if (type === 'bool') {
    const fault = boolFault(name, { shape, dtype: type, data: stored as Uint8Array } as Tensor);
    if (fault !== undefined) return E.left(fault);
  }
  const dtype = isDtype(type) ? type : type.includes('f') ? 'f32' : 'i32';
  if (stored instanceof arrays[dtype]) return E.right({ shape, dtype, data: stored } as Tensor);
  const data = allocate(dtype, stored.length);
  for (let place = 0; place < data.length; place++) {
    const value = Number(stored[place]);
    data[place] = value;
    const fits = dtype === 'i32' ? data[place] === value : !Number.isFinite(value) || Number.isFinite(data[place]!);
    if (!fits)
      return E.left(inFile(`tensor '${name}'`, `${code} numbers that fit into ${dtype}`, `${value} at place ${place}`));
  }
  return E.right({ shape, dtype, data });
};

/** The fault of a bool that is not 0 or 1; undefined where there is none. */
export const boolFault = (name: string, { dtype, data, shape }: Tensor): Fault | undefined => {
  if (dtype !== 'bool') return undefined;
  const place = data.findIndex((value) => value > 1);
  return place < 0
    ? undefined
    : inFile(`tensor '${name}'`, `bool ${showShape(shape)}, all of it 0 or 1`, `${data[place]} at place ${place}`);
};
