import { int, type Value, type Writer } from '../code.js';
import { addressOf, kindIn, numberAt, plus, times } from './context.js';
import type { Hot } from './hot.js';
import type { Job } from './job.js';
import { joining } from './joined.js';
import { eachLink } from './links.js';

/**
 * What postsynaptic spikes bring to a few neighbouring rows of the weights (`i`, in bytes, is the first): rows `[n]` of their
 * outer product, of which other columns stay 0.
 */
export const fillColumns = (write: Writer, { update, place, context }: Job, hot: Hot, i: Value, rows: 1 | 4): void => {
  const { byColumn } = update;
  if (byColumn === undefined) return;
  const { m, n, post, vector } = place;
  const kind = kindIn('f32', rows);
  const { first, next, done } = joining(write, byColumn, place.batch);
  const pre = byColumn.args[0]!;
  write.each(int(0), hot.columns, 4, (entry) => {
    const j = write.load('i32', entry, place.columns);
    const sum = write.variable(
      kind,
      first(() => write.load('i32', j, post.counts), kind),
    );
    eachLink(write, write.load('i32', j, post.heads), (b) => {
      const at = plus(write, times(write, b, m * 4), i);
      write.set(sum, next(sum, numberAt(write, pre.dtype, rows, at, addressOf(context, pre)), kind));
    });
    if (rows === 1) return write.store(done(sum, kind), j, place.byColumn);
    // A vector holds one column of four rows: by way of memory its parts come to their rows.
    write.store(done(sum, kind), int(vector));
    for (let row = 0; row < rows; row++)
      write.store(write.load('f32', int(vector + row * 4)), j, place.byColumn + row * n * 4);
  });
};
