import { size } from '../../core/shape.js';
import { allocate, type Tensor } from '../../core/tensor.js';
import { isHeld, type Held, type Tf, type Value } from './held.js';
import { within } from './within.js';

/**
 * Plain copies of values of one shape, in order, with a single read for all of a type (graded spikes may follow plain ones).
 * What is the same value is read once, and what nothing has changed since it was given is not read at all.
 */
export const read = async (tf: Tf, mode: string, values: readonly Value[]): Promise<readonly Tensor[]> => {
  const news = [...new Set(values)].filter((value) => isHeld(value) && value.from === undefined) as readonly Held[];
  const types = [...new Set(news.map(({ dtype }) => dtype))];
  const found = await Promise.all(
    types.map((type) =>
      readNew(
        tf,
        mode,
        news.filter(({ dtype }) => dtype === type),
      ),
    ),
  );
  const copies = new Map<Value, Tensor>(found.flat());
  return values.map((value) => copies.get(value) ?? (isHeld(value) ? value.from! : value));
};

/** Plain copies of a table of values, where there are some, with a single read for each of its columns. */
export const readRows = async (
  tf: Tf,
  mode: string,
  rows: readonly (readonly (Value | undefined)[])[],
): Promise<readonly (readonly (Tensor | undefined)[])[]> => {
  const columns = await Promise.all(
    (rows[0] ?? []).map((_, column) =>
      read(
        tf,
        mode,
        rows.flatMap((row) => row[column] ?? []),
      ),
    ),
  );
  const next = columns.map((column) => column[Symbol.iterator]());
  return rows.map((row) => row.map((value, column) => value && next[column]!.next().value));
};

const readNew = async (
  tf: Tf,
  mode: string,
  values: readonly Held[],
): Promise<readonly (readonly [Held, Tensor])[]> => {
  const joined = await within(tf, mode, () =>
    tf.tidy(() => tf.concat(values.map(({ on }) => tf.reshape(on, [on.size])))),
  );
  try {
    const all = await joined.data();
    const width = size(values[0]!.shape);
    return values.map((value, place) => {
      const data = allocate(value.dtype, width);
      data.set(all.subarray(place * width, (place + 1) * width));
      return [value, { shape: value.shape, dtype: value.dtype, data }];
    });
  } finally {
    joined.dispose();
  }
};
