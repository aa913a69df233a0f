import { at, fault, FaultError } from '../../core/errors.js';
import { size } from '../../core/shape.js';
import { isTensor, type Tensor } from '../../core/tensor.js';

/** The same value in every step. */
export interface Always<A> extends Iterable<A> {
  readonly always: A;
}

/** The same value in every step, for as long as something else lasts: `frames({ X: spikes }, { inject: { Y: always(v) } })`. */
export const always = <A>(value: A): Always<A> => ({
  always: value,
  *[Symbol.iterator]() {
    for (;;) yield value;
  },
});

/** What comes step by step: a tensor `[t, ...]`, one row a step; any iterable; or `always` the same. */
export type Source<A = Tensor> = Tensor | Iterable<A> | Always<A>;

/** As `Source`, or an iterable whose values come later, such as a Node `Readable` of tensors. */
export type AnySource<A = Tensor> = Source<A> | AsyncIterable<A>;

/** A source as a stream of its values; what is none is a fault. */
export const valuesOf = <A>(place: string, source: AnySource<A>): Iterable<A | Tensor> | AsyncIterable<A> => {
  if (isTensor(source)) return rowsOf(source);
  if (typeof source === 'object' && source !== null && (Symbol.iterator in source || Symbol.asyncIterator in source))
    return source;
  const want = 'a tensor [t, ...], an iterable, or always(...)';
  throw new FaultError([at(place)(fault('Source', 'source', want, `something else (${typeof source})`))]);
};

export const isAlways = <A>(source: AnySource<A>): source is Always<A> => 'always' in source;

/** The rows of a tensor along its first axis; they share its data. */
export const rowsOf = (x: Tensor): Iterable<Tensor> => ({
  *[Symbol.iterator]() {
    const [count = 0, ...shape] = x.shape;
    const width = size(shape);
    for (let row = 0; row < count; row++)
      yield { shape, dtype: x.dtype, data: x.data.subarray(row * width, (row + 1) * width) };
  },
});
