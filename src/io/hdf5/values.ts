import { size, type Shape } from '../../core/shape.js';
import { withValues } from '../../core/tensor.js';
import { arrays, type Dataset, type ListArray, type NumberArray } from './array.js';
import { cursorIn, damaged, present, textOf, type File } from './cursor.js';
import type { Datatype, NumberOf } from './datatype.js';
import { globalHeap, type HeapObject } from './global-heap.js';

type ListType = Extract<Datatype, { readonly is: 'list' }>;

/** The elements that bytes hold. */
export const valuesOf = (file: File, type: Datatype, shape: Shape, bytes: Uint8Array): Dataset | ListArray => {
  const count = size(shape);
  checkLength(bytes, count * type.size);
  if (type.is === 'text' || type.is === 'long text')
    return { shape, dtype: 'text', data: texts(file, type, count, bytes) };
  return type.is === 'list' ? lists(file, type, shape, bytes) : numbers(type, shape, bytes);
};

const checkLength = ({ length }: Uint8Array, want: number): void => {
  if (length < want) throw damaged('data', `${want} bytes`, `${length}: the file is damaged`);
};

const numbers = (type: NumberOf, shape: Shape, bytes: Uint8Array): NumberArray => {
  const count = size(shape);
  checkLength(bytes, count * type.size);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const { size: width, little } = type;
  if (type.is === 'half')
    return {
      shape,
      dtype: 'f32',
      data: withValues(new Float32Array(count), (k) => half(view.getUint16(k * 2, little))),
    };
  const { dtype } = type;
  const data = new arrays[dtype](count);
  const read = readers[dtype];
  for (let k = 0; k < count; k++) data[k] = read(view, k * width, little);
  return { shape, dtype, data };
};

type Read = (view: DataView, at: number, little: boolean) => never;

const readers = {
  f64: (v, at, little) => v.getFloat64(at, little),
  f32: (v, at, little) => v.getFloat32(at, little),
  i64: (v, at, little) => v.getBigInt64(at, little),
  u64: (v, at, little) => v.getBigUint64(at, little),
  i32: (v, at, little) => v.getInt32(at, little),
  u32: (v, at, little) => v.getUint32(at, little),
  i16: (v, at, little) => v.getInt16(at, little),
  u16: (v, at, little) => v.getUint16(at, little),
  i8: (v, at) => v.getInt8(at),
  u8: (v, at) => v.getUint8(at),
  bool: (v, at) => (v.getUint8(at) === 0 ? 0 : 1),
} satisfies Record<
  keyof typeof arrays,
  (view: DataView, at: number, little: boolean) => number | bigint
> as unknown as Readonly<Record<keyof typeof arrays, Read>>;

/** A float of 16 bits: sign, five bits of exponent, ten of fraction. */
const half = (bits: number): number => {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
};

const texts = (file: File, { is, size: width }: Datatype, count: number, bytes: Uint8Array): readonly string[] => {
  if (is === 'text') return Array.from({ length: count }, (_, k) => textOf(bytes.subarray(k * width, (k + 1) * width)));
  const heap = globalHeap(file);
  return Array.from({ length: count }, (_, k) => {
    const { length, data } = referred(file, heap, bytes, k * width, 'text');
    return textOf(data.subarray(0, length));
  });
};

const lists = (file: File, { of, size: width }: ListType, shape: Shape, bytes: Uint8Array): ListArray => {
  const heap = globalHeap(file);
  return {
    shape,
    dtype: 'lists',
    at: (place) => {
      if (!(place >= 0 && place < size(shape))) throw damaged('list', `one of ${size(shape)}`, `number ${place}`);
      const { length, data } = referred(file, heap, bytes, place * width, `list ${place}`);
      return numbers(of, [length], data);
    },
  };
};

/** What an element refers to: how much there is, and its bytes in the heap. */
const referred = (file: File, heap: HeapObject, bytes: Uint8Array, from: number, what: string) => {
  const c = cursorIn(file, bytes, from);
  const [length, address, index] = [c.u32(), c.address(), c.u32()];
  return { length, data: length === 0 ? new Uint8Array() : heap(present(address, what), index, what) };
};
