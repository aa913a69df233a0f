import { int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { offsetOf, plus } from './context.js';

/** How many sums a loop over spikes keeps in locals: half of the registers, as what is added to them takes as many. */
export const most = 7;

export const extentsOf = (steps: readonly { readonly extent: number }[]): readonly number[] =>
  steps.map(({ extent }) => extent);

/** An address moved on along some axes of one of the tensors. */
export const moved = <K extends string>(
  write: Writer,
  base: Value,
  counters: readonly Value[],
  steps: readonly Readonly<Record<K, number>>[],
  of: K,
): Value =>
  plus(
    write,
    offsetOf(
      write,
      counters,
      steps.map((step) => step[of]),
    ),
    base,
  );

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

/** Things in pieces of nearly equal length, none longer than `most`. */
export const evenly = <A>(things: readonly A[], most: number): readonly (readonly A[])[] => {
  const count = Math.ceil(things.length / most);
  const length = Math.ceil(things.length / count);
  return Array.from({ length: count }, (_, k) => things.slice(k * length, (k + 1) * length));
};
