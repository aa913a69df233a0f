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
export interface NumberArray extends Described {
  readonly shape: Shape;
  readonly dtype: NumberType;
  readonly data: Numbers;
}

/** One of some names, as files have it for what h5py calls an enumeration. */
export interface Choice {
  readonly shape: readonly [];
  readonly dtype: 'choice';
  readonly names: readonly string[];
  readonly data: string;
}

/** What is said of a group or a dataset: written, and passed over when a file is read. */
export interface Described {
  readonly attributes?: Readonly<Record<string, NumberArray | TextArray | Choice>>;
}

/** Texts in a shape. */
export interface TextArray extends Described {
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
export interface Group<D = Dataset> extends Described {
  readonly members: ReadonlyMap<string, Group<D> | D>;
}

export const isGroup = <D extends object>(item: Group<D> | D): item is Group<D> => 'members' in item;
