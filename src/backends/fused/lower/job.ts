import type { Node } from '../../../core/graph.js';
import type { Value } from '../code.js';
import type { Update } from '../updates.js';
import type { Context } from './context.js';
import type { Workplace } from './workplace.js';

/** Puts f of one place (in bytes), or of four, into memory, given what the outer products are there. */
export type Settle = (place: Value, products: readonly (readonly [Node | undefined, Value])[], lanes: 1 | 4) => void;

/** What a part of an update has to go by. */
export interface Job {
  readonly update: Update;
  readonly place: Workplace;
  readonly context: Context;
  readonly settle: Settle;
  /** Whether all rows and columns are to be computed. */
  readonly fresh: Value;
  /** The lengths, in bytes, of the lists of rows and of postsynaptic spikes. */
  readonly rows: Value;
  readonly spikes: Value;
}
