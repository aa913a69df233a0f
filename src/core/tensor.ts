import { at, fault, FaultError, oneOf, refused, type LocalFault } from './faults/errors.js';
import { makerOf } from './deferred.js';
import { arrays, elementFault, type Data, type Dtype, type Tensor } from './elements.js';
import { isList } from './list.js';
import { checkRoom } from './room.js';
import { isExtents, sameShape, showShape, size, type Shape } from './shape.js';
import { shown } from './faults/shown.js';
import { hasOwn } from './record.js';

export { isTruth, truths, type Data, type Dtype, type Tensor } from './elements.js';

/** A number for the whole layer, or one for each neuron (a tensor of the layer's shape). */
export type Param = number | Tensor;

/** Fresh zeroed elements for `count` values of a type. */
export const allocate = (dtype: Dtype, count: number): Data => {
  checkRoom('tensor', [count]);
  return new arrays[dtype](count);
};

/** An array with its values, place by place. `from` with a function would take ten times as long. */
export const withValues = <D extends Data | Float64Array>(into: D, value: (place: number) => number): D => {
  for (let place = 0; place < into.length; place++) into[place] = value(place);
  return into;
};

/**
 * A tensor of the given values (copied): `tensor([2, 2], [1, 2, 3, 4])`. There have to be as many as the shape has places, for i32
 * whole numbers, for bool 0 and 1 (or false and true); anything else is a `FaultError`. f32 rounds.
 */
export const tensor = (shape: Shape, values: ArrayLike<number>, dtype: Dtype = 'f32'): Tensor => {
  checkType('tensor', shape, dtype);
  const wrong = valueFault(shape, values, dtype);
  if (wrong !== undefined) throw new FaultError([at('tensor')(wrong)]);
  return { shape, dtype, data: arrays[dtype].from(values) };
};

/** The same value everywhere. */
export const filled = (shape: Shape, value: number, dtype: Dtype = 'f32'): Tensor => {
  checkType('filled', shape, dtype);
  const wrong = elementFault([value], dtype);
  if (wrong !== undefined) throw new FaultError([at('filled')({ ...wrong, what: 'value' })]);
  return { shape, dtype, data: allocate(dtype, size(shape)).fill(value) };
};

/** A tensor of zeros of a shape; `dtype` is `f32` by default. A shape or type that makes no sense throws a `FaultError`. */
export const zeros = (shape: Shape, dtype: Dtype = 'f32'): Tensor => {
  checkType('zeros', shape, dtype);
  return { shape, dtype, data: allocate(dtype, size(shape)) };
};

const checkType = (place: string, shape: Shape, dtype: Dtype): void => {
  checkRoom(place, shape);
  if (!hasOwn(arrays, dtype)) throw refused(place, 'dtype', oneOf(Object.keys(arrays)), shown(dtype));
};

/** The fault of values that do not fill a tensor. */
const valueFault = (shape: Shape, values: ArrayLike<number>, dtype: Dtype): LocalFault | undefined => {
  if (!isList(values)) return fault('Parameter', 'values', `an array of ${size(shape)} numbers`, shown(values));
  if (values.length !== size(shape)) {
    const nested = Array.isArray(values[0]) ? ' arrays (values.flat(Infinity) makes one of them)' : '';
    return fault('Shape', 'values', `${size(shape)}, to fill ${showShape(shape)}`, `${values.length}${nested}`);
  }
  return elementFault(values, dtype);
};

/** The same elements under another shape of the same size; shares the data. */
export const reshaped = (x: Tensor, shape: Shape): Tensor => (sameShape(x.shape, shape) ? x : { ...x, shape });

/** The same elements over and over, until a shape is full: a tensor of the trailing axes, repeated along the leading ones. */
export const repeated = (x: Tensor, shape: Shape): Tensor => {
  const data = allocate(x.dtype, size(shape));
  for (let offset = 0; offset < data.length; offset += x.data.length) data.set(x.data, offset);
  return { shape, dtype: x.dtype, data };
};

/** The elements as whole numbers, bit for bit. */
const bitsOf = ({ data }: Tensor): Uint8Array | Int32Array =>
  data instanceof Uint8Array ? data : new Int32Array(data.buffer, data.byteOffset, data.length);

/** Whether two tensors are the same to the bit. */
export const sameTensor = (a: Tensor, b: Tensor): boolean => {
  if (a === b) return true;
  if (a.dtype !== b.dtype || !sameShape(a.shape, b.shape)) return false;
  if (makerOf(a) !== undefined && makerOf(a) === makerOf(b)) return true;
  const [mine, its] = [bitsOf(a), bitsOf(b)];
  return mine.every((word, place) => word === its[place]);
};

/** Whether a value is such a tensor, of the right kind and with as many elements as its shape says. */
export const isTensor = (value: unknown): value is Tensor => {
  if (makerOf(value) !== undefined) return true;
  const { shape, dtype, data } = (value ?? {}) as Partial<Tensor>;
  // Most values that are none have no elements.
  return (
    ArrayBuffer.isView(data) &&
    isExtents(shape) &&
    typeof dtype === 'string' &&
    hasOwn(arrays, dtype) &&
    data instanceof arrays[dtype] &&
    data.length === size(shape)
  );
};

/** A plain-number function over a parameter, rounded to float32: `mapParam((tau) => Math.exp(-dt / tau), tau)`. */
export const mapParam = (f: (value: number) => number, p: Param): Param => {
  if (typeof f !== 'function') throw refused('mapParam', 'f', 'a function of a number', shown(f));
  if (typeof p === 'number') return Math.fround(f(p));
  if (!isTensor(p)) throw refused('mapParam', 'parameter', 'a number or a tensor', shown(p));
  return { shape: p.shape, dtype: 'f32', data: Float32Array.from(p.data, (value) => f(value)) };
};

/** A parameter in f32: whole numbers, and 0 and 1 of bool, are numbers too. Any other value is returned as it is. */
export const asF32 = <P extends Param>(p: P): P | Tensor =>
  isTensor(p) && p.dtype !== 'f32' ? { shape: p.shape, dtype: 'f32', data: Float32Array.from(p.data) } : p;

/** A function of several parameters, number by number, rounded to float32; tensors have to be of one shape. */
export const mapParams = (f: (...values: readonly number[]) => number, ...params: readonly Param[]): Param => {
  const like = params.find((p) => typeof p !== 'number');
  return like === undefined
    ? Math.fround(f(...(params as readonly number[])))
    : { ...like, dtype: 'f32', data: Float32Array.from(like.data, (_, i) => f(...params.map((p) => paramAt(p, i)))) };
};

/** The product of two parameters, number by number; tensors have to be of one shape. */
export const productParam = (a: Param, b: Param): Param => mapParams((x, y) => x! * y!, a, b);

/** Every number of a parameter. */
export const paramValues = (p: Param): ArrayLike<number> & Iterable<number> => (typeof p === 'number' ? [p] : p.data);

/** Whether something holds of every number of a parameter. */
export const everyNumber = (p: Param, holds: (value: number) => boolean): boolean =>
  Array.from(paramValues(p)).every((value) => holds(value));

/** The number of a parameter at a place: the one for all places, or the one there. */
export const paramAt = (p: Param, place: number): number =>
  typeof p === 'number' ? p : p.data[p.data.length === 1 ? 0 : place]!;
