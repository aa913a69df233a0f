/**
 * `spikefold/logistic`: logistic regression as a read-out, fitted by the package `ml-logistic-regression`. A subpath of its own,
 * so that only programs that use it need that package (and `ml-matrix`, which it stands on).
 */
import { checkOptions } from './core/faults/options.js';
import { at, orThrow, unlessFaulty } from './core/faults/errors.js';
import { tensor, type Tensor } from './core/tensor.js';
import { whole } from './models/parameters/constraint.js';
import { numberFaults } from './models/parameters/faults.js';
import type { Learner } from './models/evaluation/learned-read-out.js';
import { predictLinear, type Linear } from './models/evaluation/linear.js';
import {
  LogisticRegression,
  Matrix,
  SingularValueDecomposition,
} from './npm-install-ml-logistic-regression-ml-matrix.js';

/** How long `logisticRegression` fits. */
export interface LogisticOptions {
  /** Steps of gradient descent for each label; default 100. More fit more closely, and take as much longer. */
  readonly steps?: number;
}

/**
 * Logistic regression, one label against all others; for `fitReadOut` and `readOut`. What it fits is plain data, and predicts
 * without any package (`predictLinear`). A number of steps that makes no sense is a fault of `fitReadOut`.
 *
 * The package descends the gradient by fixed steps, without an intercept, on labels counted from 0. So features are brought to
 * mean 0 and deviation 1, a feature of ones is the intercept, labels are numbered, and the steps are as long as the
 * curvature allows (4 / sigma^2, sigma the largest singular value of the features), so that every step lowers the loss.
 */
export const logisticRegression = (options: LogisticOptions = {}): Learner<Linear> => {
  checkOptions('logisticRegression', options, ['steps']);
  const { steps = 100 } = options;
  return {
    fit: (features, given) => {
      orThrow(unlessFaulty(numberFaults('steps', steps, whole).map(at('logisticRegression')), () => steps));
      const labels = [...new Set(given)].sort((a, b) => a - b);
      const { mean, deviation } = statistics(features);
      const [samples, n] = features.shape as readonly [number, number];
      const x = new Matrix(samples, n + 1);
      for (let sample = 0; sample < samples; sample++)
        for (let feature = 0; feature <= n; feature++)
          x.set(
            sample,
            feature,
            feature === n ? 1 : (features.data[sample * n + feature]! - mean[feature]!) / deviation[feature]!,
          );
      const sigma = new SingularValueDecomposition(x, {
        computeLeftSingularVectors: false,
        computeRightSingularVectors: false,
        autoTranspose: true,
      }).norm2;
      const regression = new LogisticRegression({ numSteps: steps, learningRate: 4 / sigma ** 2 });
      regression.train(x, Matrix.columnVector(given.map((label) => labels.indexOf(label))));

      // Theirs speak against a label; and they speak of features as they were brought to be.
      const against = regression.classifiers.map(({ weights }) => weights.to1DArray());
      const w = mean.map((_, feature) => against.map((row) => -row[feature]! / deviation[feature]!));
      const b = against.map(
        (row, label) => -row[n]! - mean.reduce((sum, m, feature) => sum + m * w[feature]![label]!, 0),
      );
      return { labels, w: tensor([n, labels.length], w.flat()), b: tensor([labels.length], b) };
    },
    predict: predictLinear,
  };
};

/** Mean and deviation of each feature; a deviation of 1 where it never changes. */
const statistics = ({ shape, data }: Tensor) => {
  const [samples, n] = shape as readonly [number, number];
  const columns = Array.from({ length: n }, (_, feature) =>
    Array.from({ length: samples }, (__, sample) => data[sample * n + feature]!),
  );
  const mean = columns.map((column) => column.reduce((a, b) => a + b, 0) / samples);
  const deviation = columns.map((column, feature) => {
    const variance = column.reduce((sum, x) => sum + (x - mean[feature]!) ** 2, 0) / samples;
    return variance === 0 ? 1 : Math.sqrt(variance);
  });
  return { mean, deviation };
};
