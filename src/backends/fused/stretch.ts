import type { FrameType } from '../../core/run/frame-type.js';
import type { Frame } from '../../core/run/frame.js';
import type { Tensor } from '../../core/tensor.js';

/**
 * How many frames from one on can be stepped through at once: they bring nothing, and before the last of them no episode ends and
 * nothing is due. `isDue` says that of the steps after so many of them.
 */
export const stretchFrom = (
  first: number,
  frames: readonly Frame<Tensor>[],
  types: readonly FrameType[] | undefined,
  isDue: (count: number) => boolean,
): number => {
  const type = types?.[first];
  if (type?.length !== 0) return 1;
  let count = 1;
  while (types![first + count] === type && frames[first + count - 1]!.ends !== true && !isDue(count)) count++;
  return count;
};
