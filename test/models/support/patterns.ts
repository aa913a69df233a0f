import type { Pattern } from '../../../src/index.js';

/** The places of a pattern's synapses in the matrix of all pairs, in their order. */
export const placesOf = ({ pre, post }: Pattern, n: number): readonly number[] =>
  Array.from(pre, (source, synapse) => source * n + post[synapse]!);

/** How many synapses each neuron of an end has. */
export const degreesOf = (end: ArrayLike<number>, neurons: number): readonly number[] => {
  const degrees = Array.from({ length: neurons }, () => 0);
  for (let synapse = 0; synapse < end.length; synapse++) degrees[end[synapse]!]!++;
  return degrees;
};

/** Whether synapses are in the order of their sources, then targets; those of one pair are side by side, where there may be several. */
export const isSorted = (pattern: Pattern, n: number, multapses = false): boolean =>
  placesOf(pattern, n).every((place, k, all) => k === 0 || place > all[k - 1]! || (multapses && place === all[k - 1]));

/** Whether a neuron is joined to the one of its own number. */
export const hasAutapses = ({ pre, post }: Pattern): boolean =>
  Array.from(pre).some((source, synapse) => source === post[synapse]);

/** How far the spread of counts around their expected value is from a variance, in standard deviations (chi squared). */
export const spreadError = (counts: ArrayLike<number>, expected: number, variance: number): number => {
  const squares = Array.from(counts).reduce((sum, count) => sum + (count - expected) ** 2, 0);
  return Math.abs(squares / variance / counts.length - 1) / Math.sqrt(2 / counts.length);
};
