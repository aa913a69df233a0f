import { paramAt, paramValues, type Param } from '../../core/tensor.js';

/** Numbers of two parameters at the same place. */
export interface Pair {
  readonly values: readonly [one: number, other: number];
  /** Undefined where both have one number for all places. */
  readonly place: number | undefined;
}

/** The first numbers of two parameters, place by place, of which something holds; undefined where there are none. */
export const firstPair = (
  one: Param,
  other: Param,
  holds: (one: number, other: number) => boolean,
): Pair | undefined => {
  const counts = [paramValues(one).length, paramValues(other).length];
  const many = Math.max(...counts);
  // Of two tensors that do not fit each other, their shapes are at fault.
  if (counts.some((count) => count !== 1 && count !== many)) return undefined;
  for (let place = 0; place < many; place++) {
    const values = [paramAt(one, place), paramAt(other, place)] as const;
    if (holds(...values)) return { values, place: many === 1 ? undefined : place };
  }
  return undefined;
};
