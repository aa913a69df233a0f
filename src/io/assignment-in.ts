import * as E from 'fp-ts/lib/Either.js';
import { at, type Faults } from '../core/faults/errors.js';
import type { Plain } from '../core/term.js';
import { isTensor, type Tensor } from '../core/tensor.js';
import { fields, isNumbers, only, type Decoder } from './description/decode.js';
import type { Assignment } from '../models/evaluation/assign-labels.js';
import { countFaults, evaluated, labelFaults } from '../models/evaluation/counts.js';

/**
 * An assignment of labels in plain data, such as the read-out of a loaded file; anything else is refused: other fields, tables
 * that are not `[n, labels]` for the n assignments, labels of which they have no column (-1, no label, is one).
 */
export const assignmentIn = (value: Plain): E.Either<Faults, Assignment> => {
  const read = fields<Assignment>({ assignments, proportions: table, rates: table })(value, 'assignment');
  if (E.isLeft(read)) return E.left(read.left.map(at('evaluation')) as unknown as Faults);
  const { proportions, rates } = read.right;
  const [n, labels] = rates.shape as readonly [number, number];
  const faults = [
    ...labelFaults(read.right.assignments, n, labels, -1, 'label', 'neuron'),
    ...countFaults(proportions, rates.shape, 'proportions'),
  ];
  return evaluated(faults, () => read.right);
};

const assignments: Decoder<readonly number[]> = only('an array of labels', isNumbers);

const table: Decoder<Tensor> = only(
  'a tensor of f32 [n, labels]',
  (value): value is Tensor => isTensor(value) && value.dtype === 'f32' && value.shape.length === 2,
);
