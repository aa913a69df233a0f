import type { Shape } from '../../core/shape.js';

/** The arrays that numbers of each type are held in. Booleans are 0 and 1. */
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

/** Numbers of one type in a shape, row by row; a shape of no axes is one number. */
export interface NumberArray {
  readonly shape: Shape;
  readonly dtype: NumberType;
  readonly data: Numbers;
}

/** Texts in a shape. */
export interface TextArray {
  readonly shape: Shape;
  readonly dtype: 'text';
  readonly data: readonly string[];
}

export type Dataset = NumberArray | TextArray;

/** Numbers in a shape, in each place a list of any length, which is read when it is asked for. */
export interface ListArray {
  readonly shape: Shape;
  readonly dtype: 'lists';
  /** The list at a place, counted row by row. */
  readonly at: (place: number) => NumberArray;
}

/** A group: its members by name. */
export interface Group<D = Dataset> {
  readonly members: ReadonlyMap<string, Group<D> | D>;
}

export const isGroup = <D extends object>(item: Group<D> | D): item is Group<D> => 'members' in item;
