import { int, routine, type Routine } from '../code.js';
import type { Update } from '../updates.js';
import type { Context } from './context.js';
import { guard } from './guard.js';
import { settling } from './job.js';
import { batched } from './update-batch.js';
import { single } from './update-single.js';
import type { Workplace } from './workplace.js';

/** Rows of spiking presynaptic neurons and columns of spiking postsynaptic ones; everywhere, if something else changed the variable. */
export const lowerUpdate = (update: Update, place: Workplace, context: Context): Routine =>
  routine((write) => {
    const fresh = write.load('i32', int(place.fresh));
    const strays = write.variable('i32', int(0));
    const guards = context.guarded.has(update.after) ? guard(write, context.lanes) : undefined;
    (place.batch === 1 ? single : batched)(write, {
      update,
      place,
      context,
      fresh,
      settle: settling(write, update, context, strays, guards),
    });
    write.store(strays, int(place.fresh));
    guards?.tell();
  });
