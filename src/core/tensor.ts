import { refused } from './errors.js';
import { sameShape, size, type Shape } from './shape.js';
import { shown } from './shown.js';

/** `f32` numbers, `i32` counters, `bool` spikes and masks (stored as bytes 0 and 1). */
export type Dtype = 'f32' | 'i32' | 'bool';
export type Data = Float32Array | Int32Array | Uint8Array;

/** Plain data: a shape, an element type and the elements, row by row. Nobody writes into a tensor that another may hold. */
export interface Tensor {
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly data: Data;
}

/** A number for the whole layer, or one for each neuron (a tensor of the layer's shape). */
export type Param = number | Tensor;

const arrays = { f32: Float32Array, i32: Int32Array, bool: Uint8Array };

/** Fresh zeroed elements for `count` values of a type. */
export const allocate = (dtype: Dtype, count: number): Data => new arrays[dtype](count);

/** An array with its values, place by place. `from` with a function would take ten times as long. */
export const withValues = <D extends Data | Float64Array>(into: D, value: (place: number) => number): D => {
  for (let place = 0; place < into.length; place++) into[place] = value(place);
  return into;
};

/** What bool elements have to be. */
export const truths = 'bools of 0 and 1 (i32 or f32 carry counts)';

/** Whether all bytes are 0 or 1. */
export const isTruth = (data: Data): boolean => {
  // Four at a time, where they are many and lie so.
  const fours = data.byteOffset % 4 === 0 && data.byteLength >= 256 ? data.byteLength >> 2 : 0;
  let all = 0;
  if (fours > 0) {
    const words = new Uint32Array(data.buffer, data.byteOffset, fours);
    for (let place = 0; place < fours; place++) all |= words[place]!;
    all = (all | (all >>> 8) | (all >>> 16) | (all >>> 24)) & 0xff;
  }
  for (let place = fours * 4; place < data.length; place++) all |= data[place]!;
  return all <= 1;
};

/**
 * A tensor of the given values (copied). `tensor([2, 2], [1, 2, 3, 4])`; the door that receives it checks the count. For bool,
 * values other than 0, 1, false and true throw a `FaultError`: a byte would not hold them.
 */
export const tensor = (shape: Shape, values: ArrayLike<number>, dtype: Dtype = 'f32'): Tensor => {
  if (dtype === 'bool') for (let place = 0; place < values.length; place++) checkTruth(values[place]!);
  return { shape, dtype, data: arrays[dtype].from(values) };
};

const checkTruth = (value: unknown): void => {
  if (Number(value) !== 0 && Number(value) !== 1) throw refused('tensor', 'values', truths, shown(value));
};

/** The same value everywhere. */
export const filled = (shape: Shape, value: number, dtype: Dtype = 'f32'): Tensor => {
  if (dtype === 'bool') checkTruth(value);
  return { shape, dtype, data: allocate(dtype, size(shape)).fill(value) };
};

export const zeros = (shape: Shape, dtype: Dtype = 'f32'): Tensor => ({
  shape,
  dtype,
  data: allocate(dtype, size(shape)),
});

/** The same elements under another shape of the same size; shares the data. */
export const reshaped = (x: Tensor, shape: Shape): Tensor => (sameShape(x.shape, shape) ? x : { ...x, shape });

/** The same elements over and over, until a shape is full: a tensor of the trailing axes, repeated along the leading ones. */
export const repeated = (x: Tensor, shape: Shape): Tensor => {
  const data = allocate(x.dtype, size(shape));
  for (let offset = 0; offset < data.length; offset += x.data.length) data.set(x.data, offset);
  return { shape, dtype: x.dtype, data };
};

/** Spikes (bool) at some places, in any order. */
export const spikesAt = (shape: Shape, places: ArrayLike<number>): Tensor => {
  const data = new Uint8Array(size(shape));
  for (let k = 0; k < places.length; k++) data[places[k]!] = 1;
  return { shape, dtype: 'bool', data };
};

/** The places of all elements that are not 0, ascending. */
export const placesOf = ({ data }: Tensor): readonly number[] => {
  const places: number[] = [];
  for (let k = 0; k < data.length; k++) if (data[k] !== 0) places.push(k);
  return places;
};

/** Whether a value is such a tensor, of the right kind and with as many elements as its shape says. */
export const isTensor = (value: unknown): value is Tensor => {
  const { shape, dtype, data } = (value ?? {}) as Partial<Tensor>;
  return (
    Array.isArray(shape) &&
    dtype !== undefined &&
    dtype in arrays &&
    data instanceof arrays[dtype] &&
    data.length === size(shape)
  );
};

/** A plain-number function over a parameter, rounded to float32: `mapParam((tau) => Math.exp(-dt / tau), tau)`. */
export const mapParam = (f: (value: number) => number, p: Param): Param =>
  typeof p === 'number'
    ? Math.fround(f(p))
    : { shape: p.shape, dtype: 'f32', data: Float32Array.from(p.data, (value) => f(value)) };

/** A parameter in f32: whole numbers, and 0 and 1 of bool, are numbers too. What is no tensor comes back as it is. */
export const asF32 = <P extends Param>(p: P): P | Tensor =>
  isTensor(p) && p.dtype !== 'f32' ? { shape: p.shape, dtype: 'f32', data: Float32Array.from(p.data) } : p;

/** The product of two parameters, number by number; tensors have to be of one shape. */
export const productParam = (a: Param, b: Param): Param =>
  typeof a === 'number'
    ? mapParam((value) => a * value, b)
    : {
        ...a,
        dtype: 'f32',
        data: Float32Array.from(a.data, (value, i) => value * (typeof b === 'number' ? b : b.data[i]!)),
      };

/** Every number of a parameter. */
export const paramValues = (p: Param): ArrayLike<number> & Iterable<number> => (typeof p === 'number' ? [p] : p.data);
