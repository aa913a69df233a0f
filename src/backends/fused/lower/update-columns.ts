import { float, int, type Value, type Writer } from '../code.js';
import { addressOf, converted, kindIn, plus, times } from './context.js';
import type { Job } from './job.js';

/** The columns of spiking postsynaptic neurons, but for the rows that are done. */
export const columns = (write: Writer, job: Job, spikes: Value): void => {
  const { update, place, settle } = job;
  if (update.byColumn === undefined) return;
  write.each(int(0), spikes, 8, (spike) => {
    const j = write.load('i32', spike, place.spikes + 4);
    write.when(isFirst(write, spike, j, job), () =>
      write.each(int(0), int(place.m * 4), 4, (i) =>
        write.when(write.op('not', 'i32', write.load('i32', i, place.active)), () => {
          const sum = columnSum(write, job, spikes, spike, j, i);
          write.when(write.op('f32.ne', 'i32', sum, float(0)), () =>
            settle({ byRow: update.byRow && float(0), byColumn: sum }, 1)(plus(write, times(write, i, place.n), j)),
          );
        }),
      ),
    );
  });
};

/** The product at row i and column j: what the spikes of the column, from the first in the list on, come to. */
const columnSum = (write: Writer, job: Job, spikes: Value, first: Value, j: Value, i: Value): Value => {
  const sum = write.variable('f32', float(0));
  write.each(first, spikes, 8, (spike) => {
    const same = write.op('not', 'i32', write.op('i32.ne', 'i32', write.load('i32', spike, job.place.spikes + 4), j));
    write.when(same, () => {
      const b = write.load('i32', spike, job.place.spikes);
      write.set(sum, write.op('f32.add', 'f32', sum, traceAt(write, job, b, i)));
    });
  });
  return sum;
};

/** Whether no spike before this one in the list is of the same column. */
const isFirst = (write: Writer, spike: Value, j: Value, { place }: Job): Value => {
  const first = write.variable('i32', int(-1));
  write.each(int(0), spike, 8, (earlier) => {
    const other = write.op('i32.ne', 'i32', write.load('i32', earlier, place.spikes + 4), j);
    write.set(first, write.op('and', 'i32', first, other));
  });
  return first;
};

/** The presynaptic factor of the product that postsynaptic spikes drive. */
export const traceAt = (write: Writer, { update, place, context }: Job, b: Value, i: Value): Value => {
  const pre = update.byColumn!.args[0]!;
  const at = plus(write, times(write, b, place.m * 4), i);
  return converted(write, write.load(kindIn(pre.dtype, 1), at, addressOf(context, pre)), pre.dtype, 'f32');
};
