import type { Algebra } from '../../core/algebra.js';
import { alongRows, overRows, type Reduction } from '../../core/rows.js';
import type { Param } from '../../core/tensor.js';
import { rate, reduction } from '../parameters/constraint.js';
import { required, type Table } from '../parameters/table.js';

/** The parameters of every rule that learns by reward. */
export const byReward = {
  /** Learning rate. */
  nu: [required, rate],
  /** How the changes of a batch are combined into one. */
  over: ['sum', reduction],
} satisfies Table;

/** Weights moved by each sample's reward times the eligibility `[b, ...w]` of its synapses: `w + nu R[reward e]`. */
export const earned = <T>(
  A: Algebra<T>,
  w: T,
  reward: T,
  eligibility: T,
  { nu, over }: { readonly nu: Param; readonly over: Reduction },
): T => {
  const each = A.mul(alongRows(A, reward, A.type(eligibility).shape.length), eligibility);
  return A.add(w, A.mul(nu, overRows(A, each, over)));
};
