import type { Node } from '../../../core/graph.js';
import { int, routine, type Routine, type Value, type Writer } from '../code.js';
import type { Update } from '../updates.js';
import { addressOf, kindIn, type Context } from './context.js';
import { activeRows, postSpikes } from './events.js';
import type { Job, Settle } from './job.js';
import { computed } from './elements.js';
import { batchRows } from './update-batch.js';
import { columns } from './update-columns.js';
import { singleRows } from './update-single.js';
import type { Workplace } from './workplace.js';

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
