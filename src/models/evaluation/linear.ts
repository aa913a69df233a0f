import { expectArray, expectRecord, expectTensor } from '../../core/expect.js';
import { refused } from '../../core/faults/errors.js';
import type { Tensor } from '../../core/tensor.js';
import { largest } from './assign-labels.js';

/** A fitted linear classifier, as plain data. */
export interface Linear {
  /** The labels that it knows. */
  readonly labels: readonly number[];
  /** How much each feature speaks for each label, `[features, labels]`. */
  readonly w: Tensor;
  /** What speaks for each label without any feature, `[labels]`. */
  readonly b: Tensor;
}

/**
 * For each row of features the label with the largest `features w + b`; of several the first. For `readOut`, where features of
 * another number are a fault: `readOut({ predict: predictLinear }, model, spikes)` needs no package, as fitting does.
 */
export const predictLinear = (model: Linear, features: Tensor): readonly number[] => {
  expectRecord('learner', model, 'model');
  expectTensor('learner', features, 'features');
  expectArray('learner', model.labels, 'labels');
  expectTensor('learner', model.w, 'w');
  expectTensor('learner', model.b, 'b');
  const { labels, w, b } = model;
  const { shape, data } = features;
  const [samples, n] = shape as readonly [number, number];
  if (w.shape[0] !== n) throw refused('learner', 'features', `${w.shape[0]} a sample`, `${n}`, 'Shape');
  const score = (sample: number, label: number): number => {
    let sum = b.data[label]!;
    for (let feature = 0; feature < n; feature++)
      sum += data[sample * n + feature]! * w.data[feature * labels.length + label]!;
    return sum;
  };
  return Array.from(
    { length: samples },
    (_, sample) => labels[largest(labels.map((_, label) => score(sample, label)))]!,
  );
};
