import { size, type Shape } from '../../core/shape.js';
import { arrays, type Dataset } from './array.js';
import { cursor, cursorIn, damaged, present, textOf, type File } from './cursor.js';
import type { Datatype } from './datatype.js';

/** The elements that bytes hold. */
export const valuesOf = (file: File, type: Datatype, shape: Shape, bytes: Uint8Array): Dataset => {
  const count = size(shape);
  if (bytes.length < count * type.size)
    throw damaged('data', `${count * type.size} bytes`, `${bytes.length}: the file is damaged`);
  if (type.is === 'text' || type.is === 'long text')
    return { shape, dtype: 'text', data: texts(file, type, count, bytes) };
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const { size: width, little } = type;
  if (type.is === 'half')
    return {
      shape,
      dtype: 'f32',
      data: Float32Array.from({ length: count }, (_, k) => half(view.getUint16(k * 2, little))),
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
  const c = cursorIn(file, bytes);
  return Array.from({ length: count }, () => {
    const [length, heap, index] = [c.u32(), c.address(), c.u32()];
    return length === 0 ? '' : textOf(heapText(file, present(heap, 'text'), index).subarray(0, length));
  });
};

/** An object of a collection of the global heap. */
const heapText = (file: File, address: number, wanted: number): Uint8Array => {
  const c = cursor(file, address);
  const start = c.at();
  c.signature('GCOL');
  c.skip(4);
  const end = start + c.length();
  while (c.at() + 8 + file.wide.length <= end) {
    const index = c.u16();
    c.skip(6);
    const length = c.length();
    if (index === wanted) return c.bytes(length);
    // Object 0 is the room that is left.
    if (index === 0) break;
    c.skip(Math.ceil(length / 8) * 8);
  }
  throw damaged('text', `object ${wanted} of its heap`, 'none: the file is damaged');
};
