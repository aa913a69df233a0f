export const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

/** Over n. */
export const varianceOf = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
};

/** Standard deviation over n - 1: the spread over seeds. */
export const spreadOf = (values: readonly number[]): number =>
  Math.sqrt((varianceOf(values) * values.length) / (values.length - 1));

export const differences = (values: readonly number[]): readonly number[] =>
  values.slice(1).map((value, i) => value - values[i]!);

/** Standard deviation over the mean. */
export const cvOf = (values: readonly number[]): number => Math.sqrt(varianceOf(values)) / meanOf(values);

/** `mean +- spread` over seeds. */
export const overSeeds = (values: readonly number[], digits: number): string =>
  `${meanOf(values).toFixed(digits)} +- ${spreadOf(values).toFixed(digits)}`;

/** Slope of the line through points, by least squares. */
export const slopeOf = (points: readonly (readonly [x: number, y: number])[]): number => {
  const [x, y] = [meanOf(points.map(([x]) => x)), meanOf(points.map(([, y]) => y))];
  return sumOf(points.map(([a, b]) => (a - x) * (b - y))) / sumOf(points.map(([a]) => (a - x) ** 2));
};
