import { flag } from '../parameters/constraint.js';
import type { Table } from '../parameters/table.js';

/** Of all patterns. */
export const autapses = {
  /** Whether a neuron may be joined to the one of its own number, itself where a layer is joined to itself. */
  autapses: [true, flag],
} satisfies Table;

/** Of patterns with numbers of synapses. */
export const multapses = {
  /** Whether a pair may be joined by several synapses: each is drawn from all, as if there were no others. */
  multapses: [false, flag],
} satisfies Table;
