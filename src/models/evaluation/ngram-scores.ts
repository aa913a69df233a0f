import { unless } from '../../core/faults/refuse.js';
import { shown } from '../../core/faults/shown.js';
import type { LocalFault } from '../../core/faults/errors.js';
import type { Tensor } from '../../core/tensor.js';
import { whole } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { labelCountFaults, shapeFaults } from './counts.js';

/** How often sequences of neurons came with each label: plain data, to be kept, saved, and gone on from. */
export interface NgramScores {
  /** How many neurons there are in a sequence. */
  readonly n: number;
  readonly labelCount: number;
  /** For each sequence that was seen, its neurons joined by commas ('3,17'): a score for each label. */
  readonly scores: { readonly [neurons: string]: readonly number[] };
}

/** Sequences need to know when neurons spiked: `[samples, t, neurons]`. */
export const spikeFaults = (spikes: Tensor): readonly LocalFault[] =>
  shapeFaults(spikes, 'spikes', ({ length }) => length === 3, '[samples, t, neurons]');

/** What is wrong with scores of sequences. */
export const scoreFaults = ({ n, labelCount, scores }: NgramScores): readonly LocalFault[] => {
  const odd = Object.entries(scores).find(
    ([neurons, row]) =>
      neurons.split(',').length !== n ||
      !Array.isArray(row) ||
      row.length !== labelCount ||
      !row.every(Number.isFinite),
  );
  const fits = odd === undefined || !Number.isInteger(labelCount) || !Number.isInteger(n);
  const got = `${shown(odd?.[1])} for ${shown(odd?.[0])}`;
  return [
    ...labelCountFaults(labelCount),
    ...numberFaults('n', n, whole),
    ...unless(fits, 'Shape', 'scores', `${shown(labelCount)} numbers for each ${shown(n)} neurons`, got),
  ];
};
