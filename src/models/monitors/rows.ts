import { oneRow } from '../../core/fold-rows.js';
import { rowsWithin } from '../../core/run/block.js';
import { freshTensor } from '../../core/run/fresh.js';
import type { Shape } from '../../core/shape.js';
import { zeros, type Dtype, type Tensor } from '../../core/tensor.js';
import { blocks, blocksOf, columnsOf, grown, type Blocks } from './blocks.js';
import { checkShape } from './checks.js';

/** Tensors of one shape, in the order in which they came, as plain numbers in blocks. A value. */
export interface Rows {
  readonly count: number;
  /** Of one of them; undefined where there is none. */
  readonly shape: Shape | undefined;
  readonly dtype: Dtype;
  /** Held apart, as reading them puts them into one piece. */
  readonly held: { numbers: Blocks };
}

export const noRows: Rows = { count: 0, shape: undefined, dtype: 'f32', held: { numbers: blocks('f32') } };

/** One more; see `withRows`. */
export const withRow = (name: string, rows: Rows, x: Tensor): Rows => withRows(name, rows, oneRow(x));

/** Some more, on a first axis; of another type all are f32 from then on. Another shape throws a `FaultError`; `name` is the fold that takes it. */
export const withRows = (name: string, rows: Rows, { shape: all, dtype: given, data }: Tensor): Rows => {
  const [more, ...own] = all as readonly [number, ...Shape];
  const { count, shape = own } = rows;
  checkShape(name, count, shape, own);
  const dtype = count === 0 || rows.dtype === given ? given : 'f32';
  const numbers = grown(numbersAs(dtype, rows), data.length);
  numbers.last.columns[0]!.set(data, numbers.end - data.length);
  return { count: count + more, shape, dtype, held: { numbers } };
};

const numbersAs = (dtype: Dtype, { count, dtype: now, held: { numbers } }: Rows): Blocks => {
  if (count === 0) return blocks(dtype);
  if (dtype === now) return numbers;
  const [column] = columnsOf(numbers);
  return blocksOf([dtype], [Float32Array.from(column!)]);
};

/** All of them on a new first axis, `[count, ...shape]`; `[0]` where there is none. They keep what it shares with them. */
export const stacked = ({ count, shape, dtype, held }: Rows): Tensor => {
  if (shape === undefined) return zeros([0]);
  const [data] = columnsOf(held.numbers);
  held.numbers = blocksOf([dtype], [data!]);
  return { shape: [count, ...shape], dtype, data: data! };
};

/** The last so many of two lots. */
export const lastOf = (name: string, most: number, older: Rows, newer: Rows): Tensor => {
  const all = stacked(newer.count === 0 ? older : withRows(name, older, stacked(newer)));
  const count = older.count + newer.count;
  return freshTensor(rowsWithin(all, Math.max(0, count - most), count));
};
