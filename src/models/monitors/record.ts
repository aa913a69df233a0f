import { expectArray, expectTensor } from '../../core/expect.js';
import { fold, type Fold } from '../../core/fold.js';
import { refused } from '../../core/faults/errors.js';
import { foldRows } from '../../core/fold-rows.js';
import { sameShape, showShape } from '../../core/shape.js';
import { allocate, type Tensor } from '../../core/tensor.js';
import { foldOf } from './fold-of.js';
import { lastOf, noRows, stacked, withRow, withRows, type Rows } from './rows.js';
import { scalar, wholeFrom } from '../parameters/constraint.js';
import { constructorOf } from '../parameters/entry.js';
import { refuseAll } from '../../core/faults/refuse.js';
import { required } from '../parameters/table.js';

/**
 * Every step: `[t, ...]`, or shape `[0]` when there was none. A number takes 4 bytes (a bool 1). Do not write into a result:
 * it shares its memory with the recording.
 */
export const record = foldOf(
  'record',
  () => foldRows<Rows, Tensor>(noRows, (rows, x) => withRows('record', rows, x), stacked),
  'rolling(count) keeps the last steps, every(k, record()) some; neurons are chosen by monitor(..., { only })',
);

/**
 * The last `count` steps, oldest first: `[t, ...]` with t at most `count`. Holds at most twice as many, however long the run. A
 * count other than a whole number of at least 0 throws a `FaultError`.
 */
export const rolling = constructorOf(
  'fold',
  'rolling',
  {
    /** Number of steps that are kept. */
    count: [required, scalar(wholeFrom(0)), [1, 4]],
  },
  (count: number) => ({ count }),
  ({ given: { count }, faults }): Fold<Tensor, Tensor> => {
    refuseAll('rolling', faults());
    return fold<Window, Tensor, Tensor>(
      { older: noRows, newer: noRows },
      ({ older, newer }, x) =>
        count === 0
          ? { older, newer }
          : newer.count < count
            ? { older, newer: withRow('rolling', newer, x) }
            : { older: newer, newer: withRow('rolling', noRows, x) },
      ({ older, newer }) => lastOf('rolling', count, older, newer),
    );
  },
);

interface Window {
  readonly older: Rows;
  readonly newer: Rows;
}

/** Tensors of one shape on a new first axis; another shape is a `FaultError`. */
export const stack = (rows: readonly Tensor[]): Tensor => {
  expectArray('stack', rows, 'rows');
  for (const row of rows) expectTensor('stack', row, 'row');
  const [first] = rows;
  if (first === undefined) return { shape: [0], dtype: 'f32', data: new Float32Array(0) };
  for (const [place, { shape }] of rows.entries())
    if (!sameShape(shape, first.shape))
      throw refused('stack', `row ${place}`, `${showShape(first.shape)}, as row 0`, showShape(shape), 'Shape');
  const dtype = rows.every((row) => row.dtype === first.dtype) ? first.dtype : 'f32';
  const data = allocate(dtype, rows.length * first.data.length);
  rows.forEach((row, place) => data.set(row.data, place * first.data.length));
  return { shape: [rows.length, ...first.shape], dtype, data };
};
