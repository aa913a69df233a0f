import { int, type Routine } from '../ir/ir.js';
import { routine } from '../ir/writer.js';
import type { EventUpdate } from '../plan/event-updates.js';
import type { Context } from './context.js';
import { guard } from './guard.js';
import { tailOf } from './apply-tail.js';
import { batched } from './event-update-batch.js';
import { single } from './event-update-single.js';
import type { Buffers } from './buffers.js';

/** Rows of spiking presynaptic neurons and columns of spiking postsynaptic ones; everywhere, if something else changed the variable. */
export const lowerEventUpdate = (update: EventUpdate, place: Buffers, context: Context): Routine =>
  routine((write) => {
    const fresh = write.load('i32', int(place.fresh));
    const strays = write.variable('i32', int(0));
    const guards = context.guarded.has(update.after) ? guard(write, context.lanes) : undefined;
    (place.batch === 1 ? single : batched)(write, {
      update,
      place,
      context,
      fresh,
      applyTail: tailOf(write, update, context, strays, guards),
    });
    write.store(strays, int(place.fresh));
    guards?.tell();
  });
