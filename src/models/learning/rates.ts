import type { Reduction } from '../../core/rows.js';
import type { Param } from '../../core/tensor.js';
import { rates, reduction } from '../parameters/constraint.js';
import { required, type Table } from '../parameters/table.js';
import { givenOf } from '../parameters/entry.js';

/** Learning rates of the presynaptic and the postsynaptic part, for all weights or one for each (a tensor like `w`). */
export type Nu = readonly [pre: Param, post: Param];

/** The parameters of rules of pairs of spikes, one of each side. */
export const pairs = {
  /** Learning rates of the term at presynaptic spikes (depression, in STDP), and at postsynaptic ones. */
  nu: [required, rates],
  /** How the changes of a batch are combined into one. */
  over: ['sum', reduction],
} satisfies Table;

/** These parameters as the constructors of such rules take them. */
export const takePairs = (nu: Nu, over?: Reduction): { readonly nu?: Nu; readonly over?: Reduction | undefined } =>
  givenOf({ nu, over });
