import type { Node } from '../../../core/graph/graph.js';
import type { Dtype } from '../../../core/tensor.js';
import { float, int, type Kind, type Literal, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { stored } from '../plan/nodes.js';

/** What a variable has to be: a number, finite or not; or a finite one. */
export type Guarded = 'number' | 'finite';

/** What lowering has to know besides the kernel: where values lie, and how wide the target computes. */
export interface Context {
  readonly addresses: ReadonlyMap<Node, number>;
  /** How many numbers an operation takes at once. */
  readonly lanes: 1 | 4;
  /** Constants that are one number everywhere. */
  readonly literals: ReadonlyMap<Node, Literal>;
  /** Memory for the lists that kernels make for themselves. */
  readonly scratch: number;
  /** Values that are looked at as they are written, and what they have to be. */
  readonly guarded: ReadonlyMap<Node, Guarded>;
}

export const addressOf = ({ addresses }: Context, node: Node): number => addresses.get(stored(node))!;

/** How a single element of a type is held: masks are whole numbers. */
export const kindOf = (dtype: Dtype): 'f32' | 'i32' => (dtype === 'f32' ? 'f32' : 'i32');

/** How an element, or four, are held. */
export const kindIn = (dtype: Dtype, lanes: 1 | 4): Kind => (lanes === 4 ? 'v128' : kindOf(dtype));

/** The value of a constant that is the same everywhere. */
export const literalOf = (node: Node): Literal | undefined => {
  if (node._tag !== 'Constant') return undefined;
  const { data } = node.value;
  const first = data[0]!;
  return data.every((value) => Object.is(value, first)) ? literal(first, node.dtype) : undefined;
};

const literal = (value: number, dtype: Dtype): Literal =>
  dtype === 'f32'
    ? float(Math.fround(value))
    : int(dtype !== 'bool' ? value : value === 0 || Number.isNaN(value) ? 0 : -1);

/** A value of one type as one of another; a truth is 0 or 1 as a number, and a number is true unless 0 or NaN. */
export const converted = (write: Writer, value: Value, from: Dtype, to: Dtype): Value => {
  if (from === to) return value;
  if (value._tag === 'Literal') return literal(plain(value, from), to);
  if (from === 'bool') return write.op(to === 'f32' ? 'mask.f32' : 'mask.i32', value);
  if (to === 'f32') return write.op('i32.f32', value);
  if (to === 'i32') return value;
  if (from === 'i32') return write.op('i32.ne', value, int(0));
  return write.op('or', write.op('f32.lt', value, float(0)), write.op('f32.gt', value, float(0)));
};

/** An element of any type, or four, in memory, as an f32. */
export const numberAt = (write: Writer, dtype: Dtype, lanes: 1 | 4, at: Value, offset = 0): Value =>
  converted(write, write.load(kindIn(dtype, lanes), at, offset), dtype, 'f32');

const plain = ({ value }: Literal, dtype: Dtype): number => (dtype === 'bool' ? (value === 0 ? 0 : 1) : value);

/** `a + b`, worked out here where it can be. */
export const plus = (write: Writer, a: Value, b: Value): Value =>
  a._tag === 'Literal' && b._tag === 'Literal'
    ? int(a.value + b.value)
    : a._tag === 'Literal' && a.value === 0
      ? b
      : b._tag === 'Literal' && b.value === 0
        ? a
        : write.op('i32.add', a, b);

/** `a x` for a stride in bytes. */
export const times = (write: Writer, a: Value, stride: number): Value =>
  a._tag === 'Literal' ? int(a.value * stride) : stride === 0 ? int(0) : write.op('i32.mul', a, int(stride));

/** Loops over some extents, outermost first; the counters count elements. */
export const nest = (write: Writer, extents: readonly number[], body: (counters: readonly Value[]) => void): void => {
  const [extent, ...inner] = extents;
  if (extent === undefined) return body([]);
  if (extent === 1) return nest(write, inner, (counters) => body([int(0), ...counters]));
  write.for(int(0), int(extent), 1, (counter) => nest(write, inner, (counters) => body([counter, ...counters])));
};

/** The sum of counters times strides (in elements), in bytes. */
export const offsetOf = (write: Writer, counters: readonly Value[], strides: readonly number[]): Value =>
  counters.reduce<Value>((sum, counter, axis) => plus(write, sum, times(write, counter, strides[axis]! * 4)), int(0));

/**
 * A loop over `count` neighbours in memory, four at a time where the target can, the rest one by one; the counter counts bytes.
 */
export const along = (write: Writer, count: number, lanes: 1 | 4, body: (at: Value, lanes: 1 | 4) => void): void => {
  const wide = lanes === 4 ? count - (count % 4) : 0;
  if (wide > 0) span(write, 0, wide * 4, 16, (at) => body(at, 4));
  if (wide < count) span(write, wide * 4, count * 4, 4, (at) => body(at, 1));
};

const span = (write: Writer, from: number, to: number, step: number, body: (at: Value) => void): void => {
  if (to - from === step) body(int(from));
  else write.for(int(from), int(to), step, body);
};
