import { int, type Value, type Writer } from '../code.js';
import type { Applied } from '../nodes.js';
import { addressOf, along, kindIn, plus, times, type Context } from './context.js';
import { list } from './list.js';
import type { Workplace } from './workplace.js';

/** Lists the rows to compute (places in bytes), and leaves a mask of them; gives the length of the list in bytes. */
export const activeRows = (
  write: Writer,
  byRow: Applied | undefined,
  fresh: Value,
  { m, batch, active, rows }: Workplace,
  context: Context,
): Value => {
  along(write, m, context.lanes, (i, lanes) => {
    const kind = kindIn('bool', lanes);
    const some = write.variable(kind, lanes === 4 ? write.op('i32.splat', 'v128', fresh) : fresh);
    if (byRow !== undefined) {
      const spikes = addressOf(context, byRow.args[0]!);
      const join = (row: Value): void =>
        write.set(some, write.op('or', kind, some, write.load(kind, plus(write, row, i), spikes)));
      if (batch === 1) join(int(0));
      else write.each(int(0), int(batch * m * 4), m * 4, join);
    }
    write.store(some, i, active);
  });
  return list(write, int(active), m, 'bool', { ...context, scratch: rows }).count;
};

/** Lists the spikes of the postsynaptic layer: batch row, and place in bytes; gives the length of the list in bytes. */
export const postSpikes = (
  write: Writer,
  byColumn: Applied | undefined,
  { n, batch, spikes }: Workplace,
  context: Context,
): Value => {
  const total = write.variable('i32', int(0));
  if (byColumn === undefined) return total;
  write.each(int(0), int(batch), 1, (b) => {
    const row = plus(write, times(write, b, n * 4), int(addressOf(context, byColumn.args[1]!)));
    const { count } = list(write, row, n, 'bool', context);
    write.each(int(0), count, 4, (entry) => {
      write.store(b, total, spikes);
      write.store(write.load('i32', entry, context.scratch), total, spikes + 4);
      write.set(total, write.op('i32.add', 'i32', total, int(8)));
    });
  });
  return total;
};
