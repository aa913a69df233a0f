import { remembered } from '../../core/record.js';

/** Gives the number u of [0, 1) as a quantile of a Poisson distribution. */
export type Quantile = (u: number) => number;

/** The quantile u of a Poisson distribution of this mean, given its chance of none. */
export const quantile = (u: number, mean: number, none: number): number => {
  let chance = none;
  let below = chance;
  let n = 0;
  while (u >= below && chance > 0) {
    chance *= mean / ++n;
    below += chance;
  }
  return n;
};

/** In how many parts a table divides [0, 1), and how many tables there are at most: a place of another mean sums anew for each number. */
const [parts, most] = [64, 1024];

/** Quantiles for means, one for each, which share a table where they are the same. */
export const quantiles = (means: Float64Array): readonly Quantile[] => {
  const known = new Map<number, Quantile>();
  return Array.from(means, (mean) => {
    if (known.size < most) return remembered(known, mean, () => table(mean));
    const none = Math.exp(-mean);
    return known.get(mean) ?? ((u) => quantile(u, mean, none));
  });
};

/** The same quantiles from a table of the sums of chances, which is as long as the largest u so far wants it. */
const table = (mean: number): Quantile => {
  let chance = Math.exp(-mean);
  /** The chance of at most n; and the first n for which it is above a part's lower end, for so many parts. */
  const sums = [chance];
  const first = new Uint16Array(parts);
  let known = 0;
  /** From a number on the first for which the chance of at most that is above u. */
  const firstAbove = (u: number, from: number): number => {
    let n = from;
    for (; u >= sums[n]!; n++)
      if (n + 1 === sums.length) {
        if (chance === 0) return n;
        chance *= mean / (n + 1);
        sums.push(sums[n]! + chance);
      }
    return n;
  };
  return (u) => {
    const part = Math.floor(u * parts);
    for (; known <= part; known++) first[known] = firstAbove(known / parts, first[known - 1] ?? 0);
    return firstAbove(u, first[part]!);
  };
};
