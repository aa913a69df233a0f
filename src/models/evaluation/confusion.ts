import { expectTensor } from '../../core/expect.js';
import { shown } from '../../core/faults/shown.js';
import { showShape } from '../../core/shape.js';
import type * as E from 'fp-ts/lib/Either.js';
import { refused, type Faults } from '../../core/faults/errors.js';
import { zeros, type Tensor } from '../../core/tensor.js';
import { evaluated, labelCountFaults, labelFaults } from './counts.js';

/**
 * How often each true label (row) was taken for each label (column): i32 `[labels, labels]`. Its diagonal over its sum is the
 * accuracy. Every sample has to have a prediction: -1 is a fault.
 */
export const confusion = (
  predictions: readonly number[],
  labels: readonly number[],
  labelCount: number,
): E.Either<Faults, Tensor> => {
  const samples = Array.isArray(labels) ? labels.length : 0;
  const faults = [
    ...labelCountFaults(labelCount),
    ...labelFaults(labels, samples, labelCount),
    ...labelFaults(predictions, samples, labelCount, 0, 'prediction'),
  ];
  return evaluated(faults, () => {
    const counts = zeros([labelCount, labelCount], 'i32');
    labels.forEach((label, sample) => counts.data[label * labelCount + predictions[sample]!]!++);
    return counts;
  });
};

/** The rows of a confusion matrix; what is none is a fault. */
export const rowsOfConfusion = (place: string, confusion: Tensor): readonly (readonly number[])[] => {
  expectTensor(place, confusion, 'confusion');
  const { shape, data } = confusion;
  const [count, columns] = shape as readonly [number, number];
  if (shape.length !== 2 || columns !== count || count === 0)
    throw refused(place, 'confusion', '[labels, labels], as confusion() gives it', showShape(shape));
  return Array.from({ length: count }, (_, label) => Array.from(data.subarray(label * count, (label + 1) * count)));
};

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** For each true label the share of its samples that was right, from 0 to 1; undefined where it had no samples. */
export const accuracyByLabel = (confusion: Tensor): readonly (number | undefined)[] =>
  rowsOfConfusion('evaluation', confusion).map((row, label) => (sum(row) === 0 ? undefined : row[label]! / sum(row)));

/** A confusion matrix as text: a line for each true label, with the share that was right at its end. Names default to the numbers. */
export const showConfusion = (confusion: Tensor, names?: readonly string[]): string => {
  const rows = rowsOfConfusion('evaluation', confusion);
  if (names !== undefined && !(Array.isArray(names) && names.every((name) => typeof name === 'string')))
    throw refused('evaluation', 'names', 'an array of strings', shown(names));
  const called = rows.map((_, label) => names?.[label] ?? `${label}`);
  const shares = accuracyByLabel(confusion).map((share) => (share === undefined ? '' : `${Math.round(100 * share)} %`));
  const heading = ['', ...called, ''];
  const table = [heading, ...rows.map((row, label) => [called[label]!, ...row.map(String), shares[label]!])];
  const widths = heading.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padStart(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
