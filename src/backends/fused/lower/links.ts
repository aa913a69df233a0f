import { int, type Value, type Writer } from '../code.js';
import { addressOf, plus, times } from './context.js';
import type { Job } from './job.js';
import { list } from './list.js';

/**
 * The presynaptic spikes of several batch rows, neuron by neuron: for each a chain of links in ascending order of batch rows. A
 * link is two words: the address of the next (0: none), and its batch row.
 */
export const link = (write: Writer, { update: { byRow }, place, context }: Job): void => {
  const { m, batch, heads, links } = place;
  write.clear(int(heads), int(m * 4));
  if (byRow === undefined) return;
  const end = write.variable('i32', int(links));
  const pre = addressOf(context, byRow.args[0]!);
  // The last row first, as each link goes before those that are there.
  write.each(int(1 - batch), int(1), 1, (back) => {
    const b = write.op('i32.sub', 'i32', int(0), back);
    const { count, at } = list(write, plus(write, times(write, b, m * 4), int(pre)), m, 'bool', context);
    write.each(int(0), count, 4, (entry) => {
      const i = write.load('i32', entry, at);
      write.store(write.load('i32', i, heads), end);
      write.store(b, end, 4);
      write.store(end, i, heads);
      write.set(end, write.op('i32.add', 'i32', end, int(8)));
    });
  });
};

/** Follows a chain. */
export const eachLink = (write: Writer, head: Value, body: (b: Value) => void): void =>
  write.when(head, () => {
    const at = write.variable('i32', head);
    write.repeat(() => {
      body(write.load('i32', at, 4));
      write.set(at, write.load('i32', at));
      return at;
    });
  });
