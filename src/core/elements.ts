import { fault, type LocalFault } from './faults/errors.js';
import { shown } from './faults/shown.js';
import type { Shape } from './shape.js';

/** `f32` numbers, `i32` counters, `bool` spikes and masks (stored as bytes 0 and 1). */
export type Dtype = 'f32' | 'i32' | 'bool';
/** The elements of a tensor, row by row: those of `f32`, of `i32`, and of `bool` (0 or 1). */
export type Data = Reducible & (Float32Array | Int32Array | Uint8Array);

/** `reduce` for all three, also after what gives another such array: TypeScript finds no call that fits the overloads of each. */
interface Reducible {
  filter(keeps: (value: number, place: number, all: Data) => unknown): Data;
  map(change: (value: number, place: number, all: Data) => number): Data;
  slice(start?: number, end?: number): Data;
  subarray(begin?: number, end?: number): Data;
  reduce(join: (soFar: number, value: number, place: number) => number): number;
  reduce<A>(join: (soFar: A, value: number, place: number) => A, from: A): A;
}

/** Plain data: a shape, an element type and the elements, row by row. Nobody writes into a tensor that another may hold. */
export interface Tensor {
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly data: Data;
}

/** The arrays that hold elements of each type. */
export const arrays = { f32: Float32Array, i32: Int32Array, bool: Uint8Array };

/** The values of bool elements, in words. */
export const truths = 'bools of 0 and 1 (i32 or f32 carry counts)';

/** Whether all bytes are 0 or 1. */
export const isTruth = (data: Data): boolean => {
  // Four at a time, where they lie so.
  const words =
    data.byteOffset % 4 === 0
      ? new Uint32Array(data.buffer, data.byteOffset, data.byteLength >> 2)
      : new Uint32Array(0);
  let all = 0;
  for (let k = 0; k < words.length; k++) all |= words[k]!;
  for (let place = words.byteLength; place < data.length; place++) all |= data[place]!;
  return (all & 0xfefefefe) === 0;
};

const elements: Readonly<Record<Dtype, { readonly want: string; readonly holds: (value: unknown) => boolean }>> = {
  f32: { want: 'numbers', holds: (value) => typeof value === 'number' },
  i32: {
    want: 'whole numbers from -2147483648 to 2147483647 for i32',
    holds: (value) => typeof value === 'number' && value === (value | 0),
  },
  bool: {
    want: truths,
    holds: (value) => value === 0 || value === 1 || typeof value === 'boolean',
  },
};

/** The fault of values that cannot be elements of a type. */
export const elementFault = (values: ArrayLike<unknown>, dtype: Dtype): LocalFault | undefined => {
  const { want, holds } = elements[dtype];
  // Typed arrays hold numbers, and of the same kind they hold what fits.
  if (dtype !== 'bool' && (values instanceof arrays[dtype] || (dtype === 'f32' && ArrayBuffer.isView(values))))
    return undefined;
  for (let place = 0; place < values.length; place++)
    if (!holds(values[place])) return fault('Parameter', 'values', want, `${shown(values[place])} at ${place}`);
  return undefined;
};
