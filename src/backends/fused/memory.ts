import type { Type } from '../../core/algebra.js';
import { refused, thrown, type FaultError } from '../../core/faults/errors.js';
import { deferred, makerOf, type Maker } from '../../core/deferred.js';
import type { Numbers } from './kernels/kernel.js';
import { size } from '../../core/shape.js';
import { separate, type Arrays } from '../../core/pieces.js';
import type { Tensor } from '../../core/tensor.js';
import type { Memory } from './ir/target.js';

/** Addresses are whole numbers of 32 bits without a sign; places in a value have one. The last page stays free. */
const [most, mostOfOne] = [2 ** 32 - 2 ** 16, 2 ** 31 - 2 ** 16];

/** What a memory is for: a backend by name, and a number of rows. */
export interface Purpose {
  readonly backend: string;
  readonly rows: number;
}

/** Throws a FaultError where more bytes are wanted, in all or for the largest value, than kernels can tell apart. */
export const checkRoom = (bytes: number, purpose: Purpose, largest = 0): void => {
  const cure = `(run fewer rows at once, or on 'eager')`;
  if (bytes > most) throw noRoom(purpose, `at most 4 GiB ${cure}`, sizeOf(bytes, purpose));
  if (largest > mostOfOne) throw noRoom(purpose, `at most 2 GiB for one value ${cure}`, sizeOf(largest, purpose));
};

/** Memory of so many bytes, or a FaultError that says how much was wanted. */
export const withRoom = <M>(bytes: number, purpose: Purpose, make: () => M): M => {
  checkRoom(bytes, purpose);
  try {
    return make();
  } catch (error) {
    // Other errors, as where there is no WebAssembly, are no lack of room.
    if (!(error instanceof RangeError)) throw error;
    const cure = 'which this machine has not got free (run fewer rows at once)';
    throw noRoom(purpose, `${sizeOf(bytes, purpose)}, ${cure}`, thrown(error));
  }
};

const noRoom = ({ backend }: Purpose, want: string, got: string): FaultError =>
  refused(`backend '${backend}'`, 'memory', want, got, 'Backend');

const sizeOf = (bytes: number, { rows }: Purpose): string =>
  `${bytes < 2 ** 29 ? `${(bytes / 2 ** 20).toFixed(2)} MiB` : `${(bytes / 2 ** 30).toFixed(2)} GiB`} for ${rows === 1 ? 'one row' : `${rows} rows`}`;

/** Puts the elements of a tensor into memory; a truth is a word of all bits. */
export const write = ({ f, i }: Memory, address: number, value: Tensor): void => {
  const { shape, dtype } = value;
  const start = address / 4;
  const maker = makerOf(value);
  if (maker !== undefined && dtype !== 'bool')
    return maker.into((dtype === 'f32' ? f : i).subarray(start, start + size(shape)), 0);
  const { data } = value;
  if (dtype !== 'bool') (dtype === 'f32' ? f : i).set(data, start);
  else for (let k = 0; k < data.length; k++) i[start + k] = -data[k]! | 0;
};

/** Puts a constant into memory: a table as it is. */
export const writeConstant = (memory: Memory, address: number, value: Tensor | Numbers): void => {
  if ('dtype' in value) return write(memory, address, value);
  const { length, BYTES_PER_ELEMENT: bytes } = value;
  const of = bytes === 1 ? memory.u : bytes === 2 ? memory.h : memory.i;
  const place = of.subarray(address / bytes, address / bytes + length);
  if ('into' in value) value.into(place, 0);
  else place.set(value);
};

/** The elements at an address as a tensor of their own; `silent` is given where a truth is false everywhere. */
export const read = (
  { f, i }: Memory,
  address: number,
  { shape, dtype }: Type,
  silent?: Tensor,
  make: Arrays = separate,
): Tensor => {
  const [start, count] = [address / 4, size(shape)];
  const end = start + count;
  if (dtype !== 'bool') return { shape, dtype, data: make.copy((dtype === 'f32' ? f : i).subarray(start, end), dtype) };
  let at = start;
  while (at < end && i[at] === 0) at++;
  if (at === end && silent !== undefined) return silent;
  const data = make.zeros(dtype, count);
  for (; at < end; at++) data[at - start] = i[at]! & 1;
  return { shape, dtype, data };
};

/** The longest tensor that is kept: 32 MB. */
const mostKept = 2 ** 23;

/**
 * Tensors on their way to memory. One that is made when it is read is made right there the first time; when it is needed again, as by
 * runs that all start from one state, its elements are kept, if they are not too many.
 */
export const redrawn = (): ((value: Tensor) => Tensor) => {
  const known = new WeakMap<Maker, Tensor>();
  return (value) => {
    const maker = makerOf(value);
    if (maker === undefined || size(value.shape) > mostKept) return value;
    const { shape, dtype } = value;
    const again = known.has(maker);
    const kept = known.get(maker) ?? deferred(shape, dtype, maker);
    known.set(maker, kept);
    return again ? { shape, dtype, data: kept.data } : kept;
  };
};
