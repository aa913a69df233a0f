import { at, fault, type Fault } from '../../core/errors.js';
import { shown, shownTensor } from '../../core/check/shown.js';
import { showShape } from '../../core/shape.js';
import { isTensor, type Tensor } from '../../core/tensor.js';
import { whole } from '../parameters/constraint.js';
import { numberFaults } from '../parameters/faults.js';
import { labelCountFaults } from './counts.js';

/** Scores for each label by sequence of n neurons. */
interface Scores {
  readonly n: number;
  readonly labelCount: number;
  readonly scores: { readonly [neurons: string]: readonly number[] };
}

/** Sequences need to know when neurons spiked: `[samples, t, neurons]`. */
export const spikeFaults = (spikes: Tensor): readonly Fault[] =>
  isTensor(spikes) && spikes.shape.length === 3
    ? []
    : [
        at('evaluation')(
          fault(
            'Shape',
            'spikes',
            '[samples, t, neurons]',
            isTensor(spikes) ? showShape(spikes.shape) : shownTensor(spikes),
          ),
        ),
      ];

/** What is wrong with scores of sequences. */
export const scoreFaults = ({ n, labelCount, scores }: Scores): readonly Fault[] => {
  const odd = Object.entries(scores).find(
    ([neurons, row]) =>
      neurons.split(',').length !== n ||
      !Array.isArray(row) ||
      row.length !== labelCount ||
      !row.every(Number.isFinite),
  );
  return [
    ...labelCountFaults(labelCount),
    ...[
      ...numberFaults('n', n, whole),
      ...(odd === undefined || !Number.isInteger(labelCount) || !Number.isInteger(n)
        ? []
        : [
            fault(
              'Shape',
              'scores',
              `${labelCount} numbers for each ${n} neurons`,
              `${shown(odd[1])} for ${shown(odd[0])}`,
            ),
          ]),
    ].map(at('evaluation')),
  ];
};
