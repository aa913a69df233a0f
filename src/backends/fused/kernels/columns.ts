import { int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { addressOf, kindIn, numberAt, plus, times } from './context.js';
import type { SpikingColumns } from './spiking-columns.js';
import type { Job } from './apply-tail.js';
import { joining } from './joined.js';
import { eachLink } from './chains.js';

/**
 * What postsynaptic spikes bring to a few neighbouring rows of the weights (`i`, in bytes, is the first): rows `[n]` of their
 * outer product, of which other columns stay 0.
 */
export const fillColumns = (
  write: Writer,
  { update, place, context }: Job,
  hot: SpikingColumns,
  i: Value,
  rows: 1 | 4,
): void => {
  const { postEvents } = update;
  if (postEvents === undefined) return;
  const { m, n, post, vector } = place;
  const kind = kindIn('f32', rows);
  const { first, next, done } = joining(write, postEvents, place.batch);
  const pre = postEvents.args[0]!;
  write.for(int(0), hot.columns, 4, (entry) => {
    const j = write.load('i32', entry, place.columns);
    const sum = write.variable(
      kind,
      first(() => write.load('i32', j, post.counts), kind),
    );
    eachLink(write, write.load('i32', j, post.heads), (b) => {
      const at = plus(write, times(write, b, m * 4), i);
      write.assign(sum, next(sum, numberAt(write, pre.dtype, rows, at, addressOf(context, pre))));
    });
    if (rows === 1) return write.store(done(sum), j, place.postEvents);
    // A vector holds one column of four rows: by way of memory its parts come to their rows.
    write.store(done(sum), int(vector));
    for (let row = 0; row < rows; row++)
      write.store(write.load('f32', int(vector + row * 4)), j, place.postEvents + row * n * 4);
  });
};
