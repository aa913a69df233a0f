import { size } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { freshTensor, mapTensors } from './fresh.js';

/**
 * The values of some steps, all known beforehand. Tensors, also those of a frame, have an axis of steps in front; where that has one
 * element every step has the same, as of numbers. `ends` of a frame is said of the last step.
 */
export interface Block<A> {
  readonly steps: number;
  readonly values: A;
}

/** Reads a source in blocks; undefined when it has ended. */
export interface BlockReader<A> {
  readonly next: () => Block<A> | undefined;
}

/** Opens a source at a dt, to be read in blocks of at most so many steps. */
export type InBlocks<A> = (dt: number, most: number) => BlockReader<A>;

/** The same value in every step. */
export const lifted = <A>(value: A): A => mapTensors(value, (x) => ({ ...x, shape: [1, ...x.shape] }));

/** The value of one step of a block: a copy, but of what is the same in many. */
export const valueAt = <A>({ steps, values }: Block<A>, step: number): A => {
  const its = mapTensors(values, (x) => {
    const [rows, ...shape] = x.shape;
    return rows === 1 && steps > 1 ? { shape, dtype: x.dtype, data: x.data } : freshTensor(rowOf(x, step));
  });
  return step + 1 < steps ? withoutEnd(its) : its;
};

/** The first steps of a block, and the others if there are any. */
export const parted = <A>(block: Block<A>, steps: number): readonly [Block<A>, Block<A> | undefined] =>
  block.steps === steps
    ? [block, undefined]
    : [
        { steps, values: within(block, 0, steps) },
        { steps: block.steps - steps, values: within(block, steps, block.steps) },
      ];

/** The rows of a tensor from one to before another, without a copy. */
export const rowsWithin = ({ shape: [, ...shape], dtype, data }: Tensor, from: number, to: number): Tensor => {
  const width = size(shape);
  return { shape: [to - from, ...shape], dtype, data: data.subarray(from * width, to * width) };
};

/** One row of a tensor, without a copy. */
export const rowOf = ({ shape: [, ...shape], dtype, data }: Tensor, row: number): Tensor => {
  const width = size(shape);
  return { shape, dtype, data: data.subarray(row * width, (row + 1) * width) };
};

/** The values of some steps, without a copy. */
const within = <A>({ steps, values }: Block<A>, from: number, to: number): A => {
  const some = mapTensors(values, (x) => (x.shape[0] === 1 ? x : rowsWithin(x, from, to)));
  return to < steps ? withoutEnd(some) : some;
};

/** Frames that no longer end an episode. */
const withoutEnd = <A>(values: A): A => {
  if (typeof values !== 'object' || values === null || !('ends' in values)) return values;
  const { ends: _, ...others } = values;
  return others as A;
};
