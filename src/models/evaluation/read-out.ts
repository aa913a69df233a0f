import { expectArray, expectRecord, expected } from '../../core/expect.js';
import type * as E from 'fp-ts/lib/Either.js';
import { refused, type Faults } from '../../core/faults/errors.js';
import type { Tensor } from '../../core/tensor.js';
import { largest, type Assignment } from './assign-labels.js';
import { countFaults, evaluated, labelCountFaults, labelFaults, spikeCounts } from './counts.js';

/**
 * The label whose neurons spike most, on average over the neurons assigned to it. One prediction a sample; ties, and
 * samples without spikes, give the smallest label. Diehl & Cook 2015, section 2.5; docs/spec/evaluation.md, all_activity.
 */
export const allActivity = (
  spikes: Tensor,
  assigned: Pick<Assignment, 'assignments'>,
  labelCount: number,
): E.Either<Faults, readonly number[]> =>
  expected(
    () => expectRecord('evaluation', assigned, 'assignment'),
    () => predict(spikes, assigned.assignments, labelCount, [], () => 1),
  );

/** As `allActivity`, each spike weighted by the neuron's proportion for its label. docs/spec/evaluation.md, proportion_weighting. */
export const proportionWeighting = (
  spikes: Tensor,
  assigned: Pick<Assignment, 'assignments' | 'proportions'>,
  labelCount: number,
): E.Either<Faults, readonly number[]> =>
  expected(
    () => {
      expectRecord('evaluation', assigned, 'assignment');
      expectArray('evaluation', assigned.assignments, 'assignments');
    },
    () => {
      const { assignments, proportions } = assigned;
      return predict(
        spikes,
        assignments,
        labelCount,
        countFaults(proportions, [assignments.length, labelCount], 'proportions'),
        (neuron, label) => proportions.data[neuron * labelCount + label]!,
      );
    },
  );

const predict = (
  spikes: Tensor,
  assignments: readonly number[],
  labelCount: number,
  others: ReturnType<typeof countFaults>,
  weight: (neuron: number, label: number) => number,
): E.Either<Faults, readonly number[]> => {
  const counts = spikeCounts(spikes);
  const [samples = 0, n = 0] = counts.shape;
  const wrong = countFaults(spikes);
  const faults = [
    ...wrong,
    ...labelCountFaults(labelCount),
    // Of what are no spikes nobody knows how many neurons there are.
    ...(wrong.length > 0 ? [] : labelFaults(assignments, n, labelCount, -1, 'assignment', 'neuron')),
    ...others,
  ];
  return evaluated(faults, () => {
    const teams = Array.from({ length: labelCount }, (_, label) =>
      assignments.flatMap((assigned, neuron) => (assigned === label ? [neuron] : [])),
    );
    const votes = (sample: number) => (team: readonly number[], label: number) =>
      team.reduce((sum, neuron) => sum + counts.data[sample * n + neuron]! * weight(neuron, label), 0) /
      Math.max(team.length, 1);
    return Array.from({ length: samples }, (_, sample) => largest(teams.map(votes(sample))));
  });
};

/** The share of predictions that are right, from 0 to 1; 0 of none. Throws a `FaultError` where there is not one for each label. */
export const accuracy = (predictions: readonly number[], labels: readonly number[]): number => {
  expectArray('accuracy', predictions, 'predictions');
  expectArray('accuracy', labels, 'labels');
  if (predictions.length !== labels.length)
    throw refused('accuracy', 'predictions', `${labels.length}, one for each label`, `${predictions.length}`);
  return labels.length === 0
    ? 0
    : predictions.filter((prediction, sample) => prediction === labels[sample]).length / labels.length;
};
