import type { Algebra } from './algebra.js';
import { unless } from './faults/refuse.js';
import type { LocalFault } from './faults/errors.js';
import { sameShape, showShape } from './shape.js';

/** A function of a program that joins the rows of a batch: `[b, ...]` to `[...]`. */
export type Joining = <T>(A: Algebra<T>, x: T) => T;

/**
 * How the changes of the rows of a batch are combined into one. `sum`: b rows change a weight as much as b samples one after
 * the other would. `mean`: the sum divided by b. `max`: the largest, with its sign; a row in which nothing happens counts as
 * 0. Of one row all three are the same. `single` is for one row: `run` refuses to learn from more at once, and says what
 * there is. A function does it in a program's own way; no description can tell it.
 */
export type Reduction = 'sum' | 'mean' | 'max' | 'single' | Joining;

/** One that says what to do with any number of rows. */
export type BatchReduction = Exclude<Reduction, 'single'>;

export const reductions = ['sum', 'mean', 'max', 'single'] as const;

/** `1 row`, `4 rows` */
export const counted = (rows: number): string => `${rows} row${rows === 1 ? '' : 's'}`;

/** Batch rows joined into one value: `[b, ...]` to `[...]`, or left as they are. */
export const overRows = <T>(A: Algebra<T>, x: T, over: Reduction | 'each'): T => {
  if (over === 'each') return x;
  const [rows, ...shape] = A.type(x).shape;
  if (typeof over === 'function') {
    const joined = over(A, x);
    const got = A.type(joined).shape;
    if (!sameShape(got, shape))
      throw new TypeError(
        `'over' has to give ${showShape(shape)} of ${showShape([rows!, ...shape])}, got ${showShape(got)}`,
      );
    return joined;
  }
  if (!reductions.includes(over))
    throw new TypeError(`'over' has to be ${wordsOf(reductions)}, got '${over as string}'`);
  if (over === 'max' && rows! > 1) return A.maxOver(x, [0]);
  const total = A.sum(x, [0]);
  return over === 'mean' ? averaged(A, total, rows!) : total;
};

/** What a sum over so many rows is on average. */
export const averaged = <T>(A: Algebra<T>, total: T, rows: number): T => (rows === 1 ? total : A.div(total, rows));

/** A value for each row `[b]`, or one for all, in a shape that broadcasts along the rows of a value of some rank. */
export const alongRows = <T>(A: Algebra<T>, value: T, rank: number): T => {
  const { shape } = A.type(value);
  return shape.length === 0 ? value : A.reshape(value, [shape[0]!, ...Array.from({ length: rank - 1 }, () => 1)]);
};

const wordsOf = (words: readonly string[]): string => `${words.map((word) => `'${word}'`).join(', ')} or a function`;

/** The faults of learning from so many rows at once: `single` takes one row, so a reduction has to be chosen. */
export const batchFaults =
  (over: Reduction) =>
  (rows: number): readonly LocalFault[] =>
    unless(
      over !== 'single' || rows <= 1,
      'Parameter',
      'over',
      `'sum' (for up to about 4 rows, and as in BindsNET), 'mean' (for 16 or more), 'max' or a function to learn from ${rows} rows at once (docs/running.md, Batches)`,
      "'single'",
    );
