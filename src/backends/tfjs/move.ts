import type { Type } from '../../core/algebra.js';
import { sourcesOf } from '../../core/places.js';
import { size } from '../../core/shape.js';
import { tensor, type Tensor } from '../../core/tensor.js';
import type { KernelContext } from './kernel-context.js';
import { cast } from './elementwise.js';
import type { Tf, TfTensor } from './device-value.js';

/** In each row the elements at some places. For places of -1 a 0 is put in front. */
export const gather = ({ tf, once, keep }: KernelContext, x: TfTensor, places: Tensor): TfTensor => {
  const { shift, index } = once(places, 'gather', () => {
    const shift = places.data.includes(-1) ? 1 : 0;
    return { shift, index: keep(indices(places, (place) => place + shift)) };
  });
  const ahead: [number, number] = [shift, 0];
  return tf.gather(shift === 0 ? x : tf.pad(x, [[0, 0], ahead]), index, 1);
};

/**
 * Each element added to its place of a row, in order. A GPU would add in any order, or (WebGL) look through everything for
 * each place: there each place gathers the elements that belong to it, and sums them.
 */
export const scatter = (at: KernelContext, x: TfTensor, places: Tensor, { shape }: Type): TfTensor => {
  const { tf, mode, once, keep } = at;
  const [rows, n] = shape as readonly [number, number];
  const numbers = cast(tf, x, 'f32');
  const count = size(places.shape);
  if (count === 0) return tf.zeros([rows, n]);
  if (mode !== 'cpu' && mode !== 'wasm') {
    const { sources, most } = once(places, `scatter ${n}`, () => paddedSources(places, n));
    return tf.sum(tf.reshape(gather(at, numbers, sources), [rows, n, most]), [2]);
  }
  // Elements without a place are added at one behind the last.
  const index = once(places, `scatter ${n}`, () => keep(indices(places, (place) => (place < 0 ? n : place))));
  const added = tf.scatterND(tf.reshape(index, [count, 1]), transposed(tf, numbers), [n + 1, rows]);
  return tf.slice(transposed(tf, added), [0, 0], [rows, n]);
};

const indices = (places: Tensor, f: (place: number) => number): Tensor =>
  tensor([size(places.shape)], Array.from(places.data, f), 'i32');

/** The elements that are added to each of n places, in order, then -1 until all have as many. */
const paddedSources = (places: Tensor, n: number): { readonly sources: Tensor; readonly most: number } => {
  const lists = sourcesOf(places, n);
  const most = lists.reduce((longest, { length }) => Math.max(longest, length), 1);
  const padded = lists.flatMap((list) => Array.from({ length: most }, (_, k) => list[k] ?? -1));
  return { sources: tensor([n * most], padded, 'i32'), most };
};

/** Rows and columns exchanged, without a copy where there is only one row or column. */
const transposed = (tf: Tf, x: TfTensor): TfTensor => {
  const [rows, columns] = x.shape as [number, number];
  return rows === 1 || columns === 1 ? tf.reshape(x, [columns, rows]) : tf.transpose(x);
};

/** A window `[b, t, ...]` moved on by one row. */
export const shiftIn = (tf: Tf, window: TfTensor, newest: TfTensor, { shape, dtype }: Type): TfTensor => {
  const [rows, steps, ...rest] = shape as [number, number, ...number[]];
  const width = size(rest);
  const kept = tf.slice(tf.reshape(window, [rows, steps, width]), [0, 1, 0], [rows, steps - 1, width]);
  return tf.reshape(tf.concat([kept, tf.reshape(cast(tf, newest, dtype), [rows, 1, width])], 1), [...shape]);
};
