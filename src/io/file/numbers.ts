/** The arrays that hold numbers of each type. Booleans are 0 and 1. */
export const arrays = {
  f64: Float64Array,
  f32: Float32Array,
  i64: BigInt64Array,
  u64: BigUint64Array,
  i32: Int32Array,
  u32: Uint32Array,
  i16: Int16Array,
  u16: Uint16Array,
  i8: Int8Array,
  u8: Uint8Array,
  bool: Uint8Array,
} as const;

/** The types of numbers that an HDF5 file may hold. */
export type NumberType = keyof typeof arrays;

export type Numbers =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** The types of numbers that files have: floats of 16 bits, IEEE's and bfloat16, are held as those of 32. */
export type StoredType = NumberType | keyof typeof narrow;

const narrow = {
  f16: (bits: Uint16Array): Float32Array => Float32Array.from(bits, half),
  /** The upper halves of floats of 32 bits. */
  bf16: (bits: Uint16Array): Float32Array => new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer),
} as const;

/** Sign, five bits of exponent, ten of fraction. */
const half = (bits: number): number => {
  const [sign, exponent, fraction] = [bits >> 15 === 0 ? 1 : -1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
};

const isNarrow = (type: StoredType): type is keyof typeof narrow => type in narrow;

/** Bytes of a number. */
export const widthOf = (type: StoredType): number => (isNarrow(type) ? 2 : arrays[type].BYTES_PER_ELEMENT);

/** The numbers that bytes are, wherever they lie, with the lowest byte of each first or last: a copy. */
export const numbersIn = (type: StoredType, bytes: Uint8Array, little = true): Numbers => {
  const own = ordered(new Uint8Array(bytes), widthOf(type), little);
  if (isNarrow(type)) return narrow[type](new Uint16Array(own.buffer));
  return new arrays[type](own.buffer);
};

/** The bytes of numbers, the lowest of each first. */
export const bytesOf = (data: Numbers): Uint8Array => {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return isLittle ? bytes : ordered(bytes.slice(), data.BYTES_PER_ELEMENT, true);
};

const isLittle = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Bytes of numbers in the order of this machine, in place. */
const ordered = (bytes: Uint8Array<ArrayBuffer>, width: number, little: boolean): Uint8Array<ArrayBuffer> => {
  if (little !== isLittle) for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  return bytes;
};

/** Numbers of any type as doubles. */
export const doubles = (data: Numbers): Float64Array => Float64Array.from(data as Iterable<number | bigint>, Number);
