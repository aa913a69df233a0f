import type { Tensor } from 'spikefold';

const [passes, step, momentum, penalty] = [200, 0.5, 0.9, 1e-3];

/**
 * Multinomial logistic regression of labels on features `[samples, n]`, as a function that predicts the labels of others. Features are scaled
 * to mean 0 and deviation 1 of the given samples; gradient descent on all samples at once, from 0, with a quadratic penalty.
 */
export const softmaxRegression = (
  features: Tensor,
  labels: readonly number[],
  classes: number,
): ((others: Tensor) => readonly number[]) => {
  const scaled = standardised(features);
  const rows = scaled(features);
  const width = features.shape[1]! + 1;
  const [w, velocity] = [new Float64Array(width * classes), new Float64Array(width * classes)];
  for (let pass = 0; pass < passes; pass++) {
    const slope = w.map((value) => penalty * value);
    rows.forEach((row, sample) => {
      const error = softmax(scores(row, w, classes));
      error[labels[sample]!]! -= 1;
      row.forEach((value, i) => {
        for (let c = 0; c < classes; c++) slope[i * classes + c]! += (value * error[c]!) / rows.length;
      });
    });
    // The steeper the more features there are, so the step shrinks with them.
    velocity.forEach((speed, k) => (velocity[k] = momentum * speed - (step / Math.sqrt(width)) * slope[k]!));
    w.forEach((value, k) => (w[k] = value + velocity[k]!));
  }
  return (others) =>
    scaled(others).map((row) => {
      const found = scores(row, w, classes);
      return found.indexOf(Math.max(...found));
    });
};

const scores = (row: Float64Array, w: Float64Array, classes: number): Float64Array => {
  const found = new Float64Array(classes);
  row.forEach((value, i) => {
    for (let c = 0; c < classes; c++) found[c]! += value * w[i * classes + c]!;
  });
  return found;
};

const softmax = (found: Float64Array): Float64Array => {
  const most = Math.max(...found);
  const powers = found.map((score) => Math.exp(score - most));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
};

/** Rows of features with mean 0 and deviation 1 in the given samples, 0 where they never vary, and a 1 at the end. */
const standardised = ({ shape, data }: Tensor): ((features: Tensor) => readonly Float64Array[]) => {
  const [samples, n] = shape as [number, number];
  const [means, variances] = [new Float64Array(n), new Float64Array(n)];
  data.forEach((value, k) => (means[k % n]! += value / samples));
  data.forEach((value, k) => (variances[k % n]! += (value - means[k % n]!) ** 2 / samples));
  return (features) =>
    Array.from({ length: features.shape[0]! }, (_, sample) =>
      Float64Array.from({ length: n + 1 }, (_, i) => {
        if (i === n) return 1;
        return variances[i]! > 0 ? (features.data[sample * n + i]! - means[i]!) / Math.sqrt(variances[i]!) : 0;
      }),
    );
};
