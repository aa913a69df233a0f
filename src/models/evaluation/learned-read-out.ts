import * as E from 'fp-ts/lib/Either.js';
import { unless } from '../../core/faults/refuse.js';
import { at, failure, FaultError, type Faults, type LocalFault } from '../../core/faults/errors.js';
import type { Tensor } from '../../core/tensor.js';
import { countFaults, evaluated, labelFaults, spikeCounts } from './counts.js';

/**
 * Any model that learns labels from features, of whatever library: `fit` makes a fitted model of features `[samples, n]`, `predict`
 * gives a label for each row of others. Both may throw, which comes back as a fault. `logisticRegression` of
 * `spikefold/logistic` is one.
 */
export interface Learner<M> {
  readonly fit: (features: Tensor, labels: readonly number[]) => M;
  readonly predict: (model: M, features: Tensor) => readonly number[];
}

/**
 * A learner fitted to the spike counts of labelled samples. `spikes` is `[samples, n]` counts or `[samples, t, n]`.
 * docs/spec/evaluation.md, logreg_fit.
 */
export const fitReadOut = <M>(learner: Learner<M>, spikes: Tensor, labels: readonly number[]): E.Either<Faults, M> => {
  const counts = spikeCounts(spikes);
  const faults = [...sampleFaults(spikes, counts), ...labelFaults(labels, counts.shape[0] ?? 0, Infinity)];
  return E.chain(() => attempt('fit', () => learner.fit(counts, labels)))(evaluated(faults, () => counts));
};

/** The predictions of a fitted learner for other samples; -1 for each if it was not fitted (`undefined`). docs/spec/evaluation.md, logreg_predict. */
export const readOut = <M>(
  learner: Pick<Learner<M>, 'predict'>,
  model: M | undefined,
  spikes: Tensor,
): E.Either<Faults, readonly number[]> => {
  const counts = spikeCounts(spikes);
  return E.chain(() =>
    model === undefined
      ? E.right(Array.from({ length: counts.shape[0]! }, () => -1))
      : attempt('predict', () => learner.predict(model, counts)),
  )(evaluated(countFaults(spikes), () => counts));
};

const sampleFaults = (spikes: Tensor, counts: Tensor): readonly LocalFault[] => {
  const faults = countFaults(spikes);
  return faults.length > 0
    ? faults
    : unless(counts.data.length > 0, 'Shape', 'spikes', 'of at least one sample and neuron', 'none');
};

/** Code of others may throw. */
const attempt = <A>(what: string, run: () => A): E.Either<Faults, A> =>
  E.tryCatch(run, (error): Faults =>
    error instanceof FaultError ? error.faults : [at('learner')(failure('Code', what, error))],
  );
