/** 0, 1, ... `count` - 1. */
export const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

export const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** The standard deviation. */
export const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

/** `0.884` as `88 %`. */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The part of some numbers from 0 to `most` in each of so many equal ranges. */
export const histogram = (values: ArrayLike<number>, most: number, bins = 10): readonly number[] => {
  const found = range(bins).map(() => 0);
  for (let k = 0; k < values.length; k++) found[Math.min(bins - 1, Math.floor((values[k]! / most) * bins))]!++;
  return found.map((count) => count / values.length);
};
