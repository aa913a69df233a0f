import type { Node } from '../../../core/graph.js';
import { int, routine, type Routine, type Value, type Writer } from '../code.js';
import type { Update } from '../updates.js';
import { addressOf, kindIn, type Context } from './context.js';
import { activeRows, postSpikes } from './events.js';
import { computed } from './map.js';
import { batchRows } from './update-batch.js';
import { columns } from './update-columns.js';
import { singleRows } from './update-single.js';
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

/** Rows of spiking presynaptic neurons, then what is left of the columns of spiking postsynaptic ones. */
export const lowerUpdate = (update: Update, place: Workplace, context: Context): Routine =>
  routine((write) => {
    const fresh = write.load('i32', int(place.fresh));
    write.store(int(0), int(place.fresh));
    const job: Job = {
      update,
      place,
      context,
      fresh,
      settle: settling(write, update, context),
      rows: activeRows(write, update.byRow, fresh, place, context),
      spikes: postSpikes(write, update.byColumn, place, context),
    };
    (place.batch === 1 ? singleRows : batchRows)(write, job);
    columns(write, job);
  });

const settling =
  (write: Writer, update: Update, context: Context): Settle =>
  (place, products, lanes) => {
    const values = new Map<Node, Value>(
      products.flatMap(([node, value]) => (node === undefined ? [] : [[node, value]])),
    );
    const valueOf = (node: Node): Value => {
      const known = values.get(node) ?? context.literals.get(node);
      if (known !== undefined) return known;
      const loaded = write.load(kindIn(node.dtype, lanes), place, addressOf(context, node));
      values.set(node, loaded);
      return loaded;
    };
    for (const node of update.nodes) values.set(node, computed(write, node, valueOf, lanes));
    write.store(values.get(update.after)!, place, addressOf(context, update.before));
  };
