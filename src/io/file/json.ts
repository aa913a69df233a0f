import * as E from 'fp-ts/lib/Either.js';
import { fault, at, refused, unlessFaulty, type Fault, type Faults } from '../../core/faults/errors.js';
import { tried } from '../../core/either.js';
import { checkOptions } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { joined } from '../../core/graph/tree.js';
import { mapEntries } from '../../core/record.js';
import { isExtents, size, type Shape } from '../../core/shape.js';
import { isTensor, tensor, type Data, type Dtype, type Tensor } from '../../core/tensor.js';
import type { Plain } from '../../core/term.js';
import { bytesOf as littleEndian, numbersIn, widthOf } from './numbers.js';

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Types of numbers in JSON: a tensor's own, and bytes. */
const types = ['f32', 'i32', 'bool', 'u8'] as const;

/** How tensors are written. */
export interface JsonOptions {
  /** As arrays of arrays of numbers, for other programs; NaN is `null` then. Default false. */
  readonly arrays?: boolean;
}

/**
 * Writes tensors as `{ shape, dtype, data }` with base64 little-endian data, and infinite numbers as `"Infinity"`, `"-Infinity"`. With
 * `{ arrays: true }` tensors, and columns of spikes, are plain arrays, which any program reads and `fromJson` leaves as they are.
 * NaN outside of tensors, and any value that is not plain data, is a `FaultError` that names its path.
 */
export const toJson = (value: Plain | object, options: JsonOptions = {}): Json => {
  const { arrays = false } = checkOptions('toJson', options, ['arrays']);
  if (typeof arrays !== 'boolean') throw refused('toJson', 'arrays', 'true or false', shown(arrays));
  return written(value as Plain, '', arrays);
};

const written = (value: Plain, path: string, arrays: boolean): Json => {
  const refuse = (want: string) => refused('toJson', path === '' ? 'value' : path, want, shown(value));
  if (isTensor(value))
    return arrays
      ? nested(value.shape, value.data)
      : { shape: value.shape, dtype: value.dtype, data: base64(value.data) };
  if (isTyped(value)) return Array.from(value, plainNumber);
  if (Number.isNaN(value)) throw refuse('a number, which JSON can write (in a tensor NaN is written too)');
  if (value === Infinity || value === -Infinity) return String(value);
  if (['function', 'symbol', 'bigint'].includes(typeof value))
    throw refuse('plain data: numbers, strings, tensors, arrays and records of them');
  if (Array.isArray(value)) return value.map((part: Plain, index) => written(part, `${path}[${index}]`, arrays));
  return typeof value === 'object' && value !== null
    ? mapEntries(value as Readonly<Record<string, Plain>>, (name, part) => written(part, joined(path, name), arrays))
    : (value as Json);
};

/** Numbers as arrays of arrays, in the order of the axes. */
const nested = ([extent, ...inner]: Shape, data: Data): Json => {
  if (extent === undefined) return plainNumber(data[0]!);
  if (inner.length === 0) return Array.from(data, plainNumber);
  const width = size(inner);
  return Array.from({ length: extent }, (_, k) => nested(inner, data.subarray(k * width, (k + 1) * width)));
};

const plainNumber = (value: number): Json =>
  Number.isNaN(value) ? null : Number.isFinite(value) ? value : String(value);

/** Columns of numbers in memory, such as those of spikes. */
const isTyped = (value: unknown): value is Data =>
  value instanceof Int32Array || value instanceof Float32Array || value instanceof Uint8Array;

const want = 'shape, dtype (f32, i32, bool, u8) and data of that size, in base64 or as a list of numbers';

/** Reads every `{ shape, dtype, data }` as a tensor, its data in base64 or as a list (u8 as bool where all are 0 or 1, else f32); or gives all faults, with their paths. */
export const fromJson = (value: Json, place = 'json'): E.Either<Faults, Plain> => {
  if (value === undefined)
    return E.left([at(place)(fault('Data', 'value', 'JSON, as JSON.parse gives it', shown(value)))]);
  const faults: Fault[] = [];
  const read = (json: Json, path: string): Plain => {
    if (json === 'Infinity' || json === '-Infinity') return Number(json);
    // An array of numbers in memory is no JSON; whatever reads the value refuses it.
    if (typeof json !== 'object' || json === null || ArrayBuffer.isView(json)) return json;
    if (Array.isArray(json)) return Array.from(json, (part: Json, index) => read(part, `${path}[${index}]`));
    const record = json as { readonly [name: string]: Json };
    if (!('dtype' in record && 'data' in record))
      return mapEntries(record, (name, part) => read(part, joined(path, name)));
    const decoded = tensorFromJson(record);
    if (typeof decoded !== 'string') return decoded;
    faults.push(at(place)(fault('Data', `tensor '${path}'`, want, decoded)));
    return null;
  };
  const plain = read(value, '');
  return unlessFaulty(faults, () => plain);
};

const tensorFromJson = ({ shape, dtype, data }: { readonly [name: string]: Json }): Tensor | string => {
  const type = types.find((one) => one === dtype);
  const wrong = () => `shape ${shown(shape)}, dtype ${shown(dtype)}, data ${shown(data)}`;
  if (!isExtents(shape) || type === undefined) return wrong();
  if (type !== 'u8' && Array.isArray(data)) return listed(shape, type, data);
  const bytes = typeof data === 'string' ? bytesOf(data) : undefined;
  if (bytes === undefined) return wrong();
  const count = size(shape);
  if (bytes.length !== count * widthOf(type)) return `${bytes.length} bytes for ${count} values of ${type}`;
  if (type === 'f32' || type === 'i32')
    return { shape, dtype: type, data: numbersIn(type, bytes) as Float32Array | Int32Array };
  const binary = bytes.every((byte) => byte <= 1);
  if (type === 'bool' && !binary) return 'bytes above 1 for bool';
  return binary ? { shape, dtype: 'bool', data: bytes } : { shape, dtype: 'f32', data: Float32Array.from(bytes) };
};

/** A tensor whose numbers are written out, as other programs do. */
const listed = (shape: Shape, dtype: Dtype, values: readonly Json[]): Tensor | string => {
  const made = tried(() => tensor(shape, values as readonly number[], dtype));
  if (E.isRight(made)) return made.right;
  return values.length === size(shape)
    ? `data ${shown(values)}`
    : `${values.length} values for ${size(shape)} of ${dtype}`;
};

const base64 = (data: Data): string =>
  btoa(Array.from(littleEndian(data), (byte) => String.fromCodePoint(byte)).join(''));

const bytesOf = (text: string): Uint8Array | undefined => {
  try {
    return Uint8Array.from(atob(text), (char) => char.codePointAt(0)!);
  } catch {
    return undefined;
  }
};
