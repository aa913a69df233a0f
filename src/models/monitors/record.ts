import { fold, type Fold } from '../../core/fold.js';
import { allocate, type Tensor } from '../../core/tensor.js';
import { toArray, type List } from './list.js';

/** Every step: `[t, ...]`, or shape `[0]` when there was none. */
export const record = (): Fold<Tensor, Tensor> =>
  fold<List<Tensor>, Tensor, Tensor>(
    undefined,
    (tail, head) => ({ head, tail }),
    (list) => stack(toArray(list)),
  );

/**
 * The last `count` steps, oldest first: `[t, ...]` with t at most `count`. Holds at most twice as many, however long the run.
 */
export const rolling = (count: number): Fold<Tensor, Tensor> =>
  fold<Window, Tensor, Tensor>(
    { older: undefined, newer: undefined, length: 0 },
    ({ older, newer, length }, head) =>
      length < count
        ? { older, newer: { head, tail: newer }, length: length + 1 }
        : { older: newer, newer: { head, tail: undefined }, length: 1 },
    ({ older, newer }) => stack(count > 0 ? [...toArray(older), ...toArray(newer)].slice(-count) : []),
  );

interface Window {
  readonly older: List<Tensor>;
  readonly newer: List<Tensor>;
  readonly length: number;
}

/** Tensors of one shape on a new first axis. */
export const stack = (rows: readonly Tensor[]): Tensor => {
  const [first] = rows;
  if (first === undefined) return { shape: [0], dtype: 'f32', data: new Float32Array(0) };
  const dtype = rows.every((row) => row.dtype === first.dtype) ? first.dtype : 'f32';
  const data = allocate(dtype, rows.length * first.data.length);
  rows.forEach((row, place) => data.set(row.data, place * first.data.length));
  return { shape: [rows.length, ...first.shape], dtype, data };
};
