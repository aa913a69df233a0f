import type { Dtype } from '../../../core/tensor.js';
import { float, int, type Kind, type Literal, type Operand, type Value } from '../ir/ir.js';
import type { Writer as RoutineWriter } from '../ir/writer.js';

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

/** Zero in all bits, which -0 is not. */
const isZero = (value: Value): boolean => value._tag === 'Literal' && Object.is(value.value, 0);

/** Elements, one or four at once, and addresses. */
export const arithmetic = ({ op, load, variable }: RoutineWriter) => {
  /** A value of one type as one of another; a truth is 0 or 1 as a number, and a number is true unless 0 or NaN. */
  const converted = (value: Value, from: Dtype, to: Dtype): Value => {
    if (from === to) return value;
    if (value._tag === 'Literal') return literal(from === 'bool' ? Math.abs(value.value) : value.value, to);
    if (from === 'bool') return op(to === 'f32' ? 'mask.f32' : 'mask.i32', value);
    if (to === 'f32') return op('i32.f32', value);
    if (to === 'i32') return value;
    if (from === 'i32') return op('i32.ne', value, 0);
    return op('or', op('f32.lt', value, float(0)), op('f32.gt', value, float(0)));
  };
  /** An element of any type, or four, in memory, as an f32. */
  const numberAt = (dtype: Dtype, lanes: Lanes, at: Operand, offset = 0): Value =>
    converted(load(kindIn(dtype, lanes), at, offset), dtype, 'f32');
  /** One number in all lanes, where it is to be as wide as that. */
  const splat = (value: Value, lanes: Lanes): Value =>
    lanes === 4 && value._tag === 'Local' ? op(`${value.kind}.splat`, value) : value;
  /** A value as it is stored, where one literal may stand for four. */
  const filling = (value: Value, lanes: Lanes): Value =>
    value.kind !== 'v128' && lanes === 4 ? variable('v128', value) : value;
  /** Whether a mask, of one or of four, holds anywhere. */
  const anywhere = (mask: Value): Value => (mask.kind === 'v128' ? op('bitmask', mask) : mask);
  /** The masks, or bits, of several in one. */
  const anyOf = (masks: readonly Value[]): Value =>
    masks.length === 0 ? int(0) : masks.reduce((all, mask) => op('or', all, mask));
  /** Whether a word, or one of four, is not 0. */
  const isAny = (words: Value): Value => (words.kind === 'v128' ? op('any_true', words) : words);
  /** `mask ? yes : no`, for one or for four. In vectors +0 on a side takes one instruction where there would be three. */
  const chosen = (dtype: Dtype, mask: Value, yes: Value, no: Value): Value => {
    if (mask._tag === 'Literal') return mask.value === 0 ? no : yes;
    if (yes._tag === 'Literal' && no._tag === 'Literal' && Object.is(yes.value, no.value)) return yes;
    if (mask.kind === 'v128' && isZero(no)) return op('and', mask, yes);
    if (mask.kind === 'v128' && isZero(yes)) return op('andnot', filling(no, 4), mask);
    return op(`${kindOf(dtype)}.select`, mask, yes, no);
  };
  /** A product, but 0 where the second number is 0, whatever the first is: NaN and infinities add nothing to it. */
  const productOf = (factor: Value, value: Value): Value =>
    chosen('f32', op('f32.ne', value, float(0)), op('f32.mul', factor, value), float(0));

  /** `a + b`, worked out here where it can be. */
  const plus = (a: Operand, b: Operand): Operand => {
    if (typeof a === 'number' && typeof b === 'number') return a + b;
    return a === 0 ? b : b === 0 ? a : op('i32.add', a, b);
  };
  /** `a x` for a stride in bytes. */
  const times = (a: Operand, stride: number): Operand => {
    if (typeof a === 'number' || stride === 0) return typeof a === 'number' ? a * stride : 0;
    return stride === 1 ? a : op('i32.mul', a, stride);
  };
  /** Two whole numbers of a table: where something begins, and where the next does, or another that is so far away. */
  const span = (at: Operand, offset: number, apart = 4): readonly [first: Value, next: Value] => [
    load('i32', at, offset),
    load('i32', at, offset + apart),
  ];
  return { converted, numberAt, span, splat, filling, anywhere, anyOf, isAny, chosen, productOf, plus, times };
};

/** An axis of a loop, or a part of one: its extent, and the steps in elements along it in some tensors (0 where they have none). */
export type Axis<K extends string> = Readonly<Record<K | 'extent', number>>;

/** Loops over axes and over neighbours. */
export const loops = (write: RoutineWriter & ReturnType<typeof arithmetic>) => {
  const { plus, times } = write;
  /** The sum of counters times strides (in elements), in bytes. */
  const offsetOf = (counters: readonly Operand[], strides: readonly number[]): Operand =>
    counters.reduce<Operand>((sum, counter, axis) => plus(sum, times(counter, strides[axis]! * 4)), 0);
  /** A loop over so many things, one by one. */
  const each = (count: number, body: (counter: Operand) => void): void =>
    count === 1 ? body(0) : write.for(0, count, 1, body);
  /** Loops over some extents, outermost first; the counters count elements. */
  const nest = (extents: readonly number[], body: (counters: readonly Operand[]) => void): void => {
    const [extent, ...inner] = extents;
    if (extent === undefined) return body([]);
    each(extent, (counter) => nest(inner, (counters) => body([counter, ...counters])));
  };
  /** The places of tensors, moved on along some axes. */
  const moved = <K extends string>(
    from: Readonly<Record<K, Operand>>,
    axes: readonly Axis<NoInfer<K>>[],
    counters: readonly Operand[],
  ): Readonly<Record<K, Operand>> => {
    const strides = (of: string): readonly number[] => axes.map((axis) => axis[of as K]);
    const to = Object.entries<Operand>(from).map(([of, at]) => [of, plus(offsetOf(counters, strides(of)), at)]);
    return Object.fromEntries(to) as Readonly<Record<K, Operand>>;
  };
  /** Loops over some axes, with the places of tensors there. */
  const walk = <K extends string>(
    axes: readonly Axis<NoInfer<K>>[],
    from: Readonly<Record<K, Operand>>,
    body: (at: Readonly<Record<K, Operand>>, counters: readonly Operand[]) => void,
  ): void => nest(extentsOf(axes), (counters) => body(moved(from, axes, counters), counters));

  const inSteps = (from: number, to: number, step: number, unit: number, body: (at: Operand) => void): void => {
    if (to - from === step) body(from * unit);
    else if (from < to) write.for(from * unit, to * unit, step * unit, body);
  };
  /**
   * A loop over `count` neighbours in memory, four at a time where the target can (so many of such vectors at once, where there are
   * as many left), the rest one by one; the counter counts bytes.
   */
  const along = (
    count: number,
    body: (at: Operand, lanes: Lanes, vectors: number) => void,
    lanes: Lanes = write.lanes,
    unroll = 1,
  ): void => {
    const [many, wide] = lanes === 4 ? [count - (count % (4 * unroll)), count - (count % 4)] : [0, 0];
    inSteps(0, many, 4 * unroll, 4, (at) => body(at, 4, unroll));
    inSteps(many, wide, 4, 4, (at) => body(at, 4, 1));
    inSteps(wide, count, 1, 4, (at) => body(at, 1, 1));
  };
  /** Goes through `count` things, as many at a time as there may be in a group; those that are left make a smaller one. */
  const inGroups = (count: number, group: number, body: (first: Operand, count: number) => void): void => {
    const even = count - (count % group);
    inSteps(0, even, group, 1, (first) => body(first, group));
    if (even < count) body(even, count - even);
  };
  return { offsetOf, each, nest, moved, walk, along, inGroups };
};

export const extentsOf = (axes: readonly { readonly extent: number }[]): readonly number[] =>
  axes.map(({ extent }) => extent);
