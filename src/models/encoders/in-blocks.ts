import { lifted, rowOf, rowsWithin, type Block, type BlockReader } from '../../core/run/block.js';
import { arrays, type Tensor } from '../../core/elements.js';

/** The rows of a tensor along its first axis, without a copy. */
export const rowsInBlocks = (x: Tensor, most: number): BlockReader<Tensor> =>
  stretches(x.shape[0] ?? 0, most, (start, end) => rowsWithin(x, start, end));

/** The same value for so many steps. */
export const constantly = <A>(value: A, steps: number, most = steps): BlockReader<A> => {
  const values = lifted(value);
  let left = steps;
  return {
    next: () => {
      const some = Math.min(most, left);
      left -= some;
      return some > 0 ? { steps: some, values } : undefined;
    },
  };
};

/** How many steps are worked out at once where they are read one by one: so many that their spikes fill some 256 KB. */
export const stepsAtOnce = (places: number): number => Math.min(Math.max(Math.floor(2 ** 18 / places), 1), 256);

/** So many steps in blocks of at most `most`: `make` gives the values of those from one on until before another. */
export const stretches = <A>(steps: number, most: number, make: (start: number, end: number) => A): BlockReader<A> => {
  let start = 0;
  return {
    next: () => {
      if (start >= steps) return undefined;
      const from = start;
      start = Math.min(start + most, steps);
      return { steps: start - from, values: make(from, start) };
    },
  };
};

/** Tensors of one type, which come one by one, as blocks. */
export const intoBlocks = (tensors: Iterable<Tensor>, most: number): BlockReader<Tensor> => {
  const iterator = tensors[Symbol.iterator]();
  return {
    next: () => {
      const some: Tensor[] = [];
      while (some.length < most) {
        const { done, value } = iterator.next();
        if (done === true) break;
        some.push(value);
      }
      return some.length === 0 ? undefined : { steps: some.length, values: joined(some) };
    },
  };
};

const joined = (tensors: readonly Tensor[]): Tensor => {
  const [{ shape, dtype, data: first }] = tensors as readonly [Tensor];
  const data = new arrays[dtype](tensors.length * first.length);
  tensors.forEach((x, row) => data.set(x.data, row * first.length));
  return { shape: [tensors.length, ...shape], dtype, data };
};

/** The tensors of blocks one by one. */
export const fromBlocks = function* ({ next }: BlockReader<Tensor>): Iterable<Tensor> {
  for (let block = next(); block !== undefined; block = next()) {
    const isSame = block.values.shape[0] === 1;
    for (let step = 0; step < block.steps; step++) yield rowOf(block.values, isSame ? 0 : step);
  }
};

/** A reader that changes the values of each block. */
export const eachBlock = <A, B>({ next }: BlockReader<A>, change: (values: A) => B): BlockReader<B> => ({
  next: () => {
    const block: Block<A> | undefined = next();
    return block && { steps: block.steps, values: change(block.values) };
  },
});
