import type { Dtype } from '../../../core/tensor.js';
import { float, int, type Kind, type Literal, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';

/** How many numbers are worked on at once. */
export type Lanes = 1 | 4;

/** How a single element of a type is held: masks are whole numbers. */
export const kindOf = (dtype: Dtype): 'f32' | 'i32' => (dtype === 'f32' ? 'f32' : 'i32');

/** How an element, or four, are held. */
export const kindIn = (dtype: Dtype, lanes: Lanes): Kind => (lanes === 4 ? 'v128' : kindOf(dtype));

/** A number of a type, as kernels hold it. */
export const literal = (value: number, dtype: Dtype): Literal =>
  dtype === 'f32'
    ? float(Math.fround(value))
    : int(dtype !== 'bool' ? value : value === 0 || Number.isNaN(value) ? 0 : -1);

/** A value of one type as one of another; a truth is 0 or 1 as a number, and a number is true unless 0 or NaN. */
export const converted = (write: Writer, value: Value, from: Dtype, to: Dtype): Value => {
  if (from === to) return value;
  if (value._tag === 'Literal') return literal(from === 'bool' ? Math.abs(value.value) : value.value, to);
  if (from === 'bool') return write.op(to === 'f32' ? 'mask.f32' : 'mask.i32', value);
  if (to === 'f32') return write.op('i32.f32', value);
  if (to === 'i32') return value;
  if (from === 'i32') return write.op('i32.ne', value, int(0));
  return write.op('or', write.op('f32.lt', value, float(0)), write.op('f32.gt', value, float(0)));
};

/** An element of any type, or four, in memory, as an f32. */
export const numberAt = (write: Writer, dtype: Dtype, lanes: Lanes, at: Value, offset = 0): Value =>
  converted(write, write.load(kindIn(dtype, lanes), at, offset), dtype, 'f32');

/** One number in all lanes, where it is to be as wide as that. */
export const splat = (write: Writer, value: Value, lanes: Lanes): Value =>
  lanes === 4 && value._tag === 'Local' ? write.op(`${value.kind}.splat`, value) : value;

/** A value as it is stored, where one literal may stand for four. */
export const filling = (write: Writer, value: Value, lanes: Lanes): Value =>
  value.kind !== 'v128' && lanes === 4 ? write.variable('v128', value) : value;

/** Whether a mask, of one or of four, holds anywhere. */
export const anywhere = (write: Writer, mask: Value): Value =>
  mask.kind === 'v128' ? write.op('any_true', mask) : mask;

/** `mask ? yes : no`, for one or for four. In vectors +0 on a side takes one instruction where there would be three. */
export const chosen = (write: Writer, dtype: Dtype, mask: Value, yes: Value, no: Value): Value => {
  if (mask._tag === 'Literal') return mask.value === 0 ? no : yes;
  if (yes._tag === 'Literal' && no._tag === 'Literal' && Object.is(yes.value, no.value)) return yes;
  if (mask.kind !== 'v128') return write.op(`${kindOf(dtype)}.select`, mask, yes, no);
  if (isZero(no)) return write.op('and', mask, yes);
  if (isZero(yes)) return write.op('andnot', filling(write, no, 4), mask);
  return write.op(`${kindOf(dtype)}.select`, mask, yes, no);
};

/** Zero in all bits, which -0 is not. */
const isZero = (value: Value): boolean => value._tag === 'Literal' && Object.is(value.value, 0);

/** A product, but 0 where the second number is 0, whatever the first is: NaN and infinities add nothing to it. */
export const productOf = (write: Writer, factor: Value, value: Value): Value =>
  chosen(write, 'f32', write.op('f32.ne', value, float(0)), write.op('f32.mul', factor, value), float(0));

/** `a + b`, worked out here where it can be. */
export const plus = (write: Writer, a: Value, b: Value): Value => {
  if (a._tag === 'Literal' && b._tag === 'Literal') return int(a.value + b.value);
  if (a._tag === 'Literal' && a.value === 0) return b;
  return b._tag === 'Literal' && b.value === 0 ? a : write.op('i32.add', a, b);
};

/** `a x` for a stride in bytes. */
export const times = (write: Writer, a: Value, stride: number): Value => {
  if (a._tag === 'Literal') return int(a.value * stride);
  if (stride === 0) return int(0);
  return stride === 1 ? a : write.op('i32.mul', a, int(stride));
};

/** The sum of counters times strides (in elements), in bytes. */
export const offsetOf = (write: Writer, counters: readonly Value[], strides: readonly number[]): Value =>
  counters.reduce<Value>((sum, counter, axis) => plus(write, sum, times(write, counter, strides[axis]! * 4)), int(0));

/** An address moved on along some axes of one of the tensors. */
export const moved = <K extends string>(
  write: Writer,
  base: Value,
  counters: readonly Value[],
  steps: readonly Readonly<Record<K, number>>[],
  of: K,
): Value => {
  const strides = steps.map((step) => step[of]);
  return plus(write, offsetOf(write, counters, strides), base);
};

export const extentsOf = (steps: readonly { readonly extent: number }[]): readonly number[] =>
  steps.map(({ extent }) => extent);

/** Loops over some extents, outermost first; the counters count elements. */
export const nest = (write: Writer, extents: readonly number[], body: (counters: readonly Value[]) => void): void => {
  const [extent, ...inner] = extents;
  if (extent === undefined) return body([]);
  if (extent === 1) return nest(write, inner, (counters) => body([int(0), ...counters]));
  write.for(int(0), int(extent), 1, (counter) => nest(write, inner, (counters) => body([counter, ...counters])));
};

/**
 * A loop over `count` neighbours in memory, four at a time where the target can, the rest one by one; the counter counts bytes.
 */
export const along = (
  write: Writer,
  count: number,
  body: (at: Value, lanes: Lanes) => void,
  lanes: Lanes = write.lanes,
): void => {
  const wide = lanes === 4 ? count - (count % 4) : 0;
  inSteps(write, 0, wide, 4, (at) => body(at, 4));
  inSteps(write, wide, count, 1, (at) => body(at, 1));
};

const inSteps = (write: Writer, from: number, to: number, step: number, body: (at: Value) => void): void => {
  if (to - from === step) body(int(from * 4));
  else if (from < to) write.for(int(from * 4), int(to * 4), step * 4, body);
};

/** Goes through `count` things, as many at a time as there may be in a group; those that are left make a smaller one. */
export const inGroups = (
  write: Writer,
  count: number,
  group: number,
  body: (first: Value, count: number) => void,
): void => {
  const even = count - (count % group);
  if (even === group) body(int(0), group);
  else if (even > 0) write.for(int(0), int(even), group, (first) => body(first, group));
  if (even < count) body(int(even), count - even);
};
