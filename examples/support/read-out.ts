import type { Tensor } from 'spikefold';
import { accuracy } from 'spikefold/read-out';
import type { Dataset } from '../digits/dataset.js';
import { labelsOf } from './shown-digits.js';
import { softmaxRegression } from './softmax.js';

/** Accuracy of a softmax regression of labels on spike counts, fitted to the training samples. */
export const readOutAccuracy = (
  { train, test, classes }: Dataset,
  counts: { readonly train: Tensor; readonly test: Tensor },
): { readonly train: number; readonly test: number } => {
  const predict = softmaxRegression(counts.train, labelsOf(train), classes);
  return {
    train: accuracy(predict(counts.train), labelsOf(train)),
    test: accuracy(predict(counts.test), labelsOf(test)),
  };
};
