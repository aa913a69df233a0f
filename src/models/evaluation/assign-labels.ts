import type * as E from 'fp-ts/lib/Either.js';
import { isRecord } from '../../core/faults/options.js';
import { shown } from '../../core/faults/shown.js';
import { unless } from '../../core/faults/refuse.js';
import type { Faults } from '../../core/faults/errors.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import { finite } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { countFaults, evaluated, labelCountFaults, labelFaults, spikeCounts } from './counts.js';

/** The label of each neuron. */
export interface Assignment {
  /** The label of each neuron, `[n]`. */
  readonly assignments: readonly number[];
  /** The share of each label in a neuron's spikes, `[n, labels]`. */
  readonly proportions: Tensor;
  /** Mean spike counts for each label, summed over the calls, `[n, labels]`. */
  readonly rates: Tensor;
}

/** Options of `assignLabels`. */
export interface AssignOptions {
  /** The rates of an earlier assignment, to go on from. */
  readonly rates?: Tensor;
  /** How much the earlier rates count; default 1. */
  readonly alpha?: number;
  /**
   * What a neuron is given that has never spiked: the first label (default; it then dilutes the activity of those that spike for
   * that label), or none, -1.
   */
  readonly silent?: 'first label' | 'unassigned';
}

/** Before anything was shown: no neuron has a label (-1). */
export const unassigned = (neurons: number, labels: number): Assignment => ({
  assignments: Array.from({ length: neurons }, () => -1),
  proportions: zeros([neurons, labels]),
  rates: zeros([neurons, labels]),
});

/**
 * Gives every neuron the label for which it spikes most, by mean spike count over the samples of a label. `spikes` is
 * `[samples, n]` counts or `[samples, t, n]`. Ties go to the smallest label, and so do silent neurons unless `silent` says
 * otherwise. Diehl & Cook 2015, section 2.5; docs/spec/evaluation.md, assign_labels.
 */
export const assignLabels = (
  spikes: Tensor,
  labels: readonly number[],
  labelCount: number,
  options: AssignOptions = {},
): E.Either<Faults, Assignment> => {
  // An assignment, which has rates among others, may be given whole.
  const isGiven = isRecord(options as unknown);
  const { rates, alpha = 1, silent = 'first label' }: AssignOptions = isGiven ? options : {};
  const counts = spikeCounts(spikes);
  const n = counts.shape[1] ?? 0;
  const faults = [
    ...unless(isGiven, 'Parameter', 'options', 'a record of rates, alpha, silent', shown(options)),
    ...countFaults(spikes),
    ...labelCountFaults(labelCount),
    ...labelFaults(labels, counts.shape[0] ?? 0, labelCount),
    ...(rates === undefined ? [] : countFaults(rates, [n, labelCount], 'rates')),
    ...numberFaults('alpha', alpha, finite),
  ];
  return evaluated(faults, () => {
    const means = meanCounts(counts, labels, labelCount);
    const joined = means.map((mean, place) => {
      const before = rates?.data[place] ?? 0;
      return Math.fround(Number.isNaN(mean) ? before : alpha * before + mean);
    });
    const proportions = joined.map((rate, place) => {
      const neuron = Math.floor(place / labelCount) * labelCount;
      const total = joined.slice(neuron, neuron + labelCount).reduce((a, b) => a + b, 0);
      return total === 0 ? 0 : rate / total;
    });
    const shape = [n, labelCount];
    return {
      assignments: Array.from({ length: n }, (_, neuron) => {
        const shares = proportions.slice(neuron * labelCount, (neuron + 1) * labelCount);
        return silent === 'unassigned' && shares.every((share) => share === 0) ? -1 : largest(shares);
      }),
      proportions: { shape, dtype: 'f32', data: Float32Array.from(proportions) },
      rates: { shape, dtype: 'f32', data: Float32Array.from(joined) },
    };
  });
};

/** `[n, labels]` row by row: the mean count of each neuron over the samples of each label; NaN for a label without samples. */
const meanCounts = (counts: Tensor, labels: readonly number[], labelCount: number): readonly number[] => {
  const n = counts.shape[1]!;
  const sums = Array.from({ length: n * labelCount }, () => 0);
  const samples = Array.from({ length: labelCount }, (_, label) => labels.filter((other) => other === label).length);
  labels.forEach((label, sample) => {
    for (let neuron = 0; neuron < n; neuron++) sums[neuron * labelCount + label]! += counts.data[sample * n + neuron]!;
  });
  return sums.map((sum, place) => sum / samples[place % labelCount]!);
};

/** The place of the largest value; the first of several. */
export const largest = (values: readonly number[]): number =>
  values.reduce((best, value, place) => (value > values[best]! ? place : best), 0);
