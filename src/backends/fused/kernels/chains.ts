import type { Node } from '../../../core/graph/graph.js';
import { int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { addressOf, plus, times, type Context } from './context.js';
import { countAt } from './joined.js';
import { compact } from './compact.js';

/**
 * The spikes `[b, n]` of several batch rows, neuron by neuron: for each a chain of links in ascending order of batch rows. A
 * link is two words: the address of the next (0: none), and its batch row.
 */
export interface Chains {
  /** The first link of each neuron, or 0. */
  readonly heads: number;
  readonly links: number;
  /** In how many batch rows each neuron spikes, where that is asked for. */
  readonly counts: number | undefined;
}

/** Links the spikes; where there are none, all chains are empty. */
export const link = (
  write: Writer,
  spikes: Node | undefined,
  extent: number,
  { heads, links, counts }: Chains,
  context: Context,
): void => {
  write.fill(int(heads), int(extent * 4));
  if (spikes === undefined) return;
  if (counts !== undefined) write.fill(int(counts), int(extent * 4));
  const end = write.variable('i32', int(links));
  const from = addressOf(context, spikes);
  // The last row first, as each link goes before those that are there.
  write.for(int(1 - spikes.shape[0]!), int(1), 1, (back) => {
    const b = write.op('i32.sub', int(0), back);
    const { count, at } = compact(
      write,
      plus(write, times(write, b, extent * 4), int(from)),
      extent,
      spikes.dtype,
      context,
    );
    write.for(int(0), count, 4, (entry) => {
      const i = write.load('i32', entry, at);
      write.store(write.load('i32', i, heads), end);
      write.store(b, end, 4);
      write.store(end, i, heads);
      if (counts !== undefined) countAt(write, i, counts);
      write.assign(end, write.op('i32.add', end, int(8)));
    });
  });
};

/** Follows a chain. */
export const eachLink = (write: Writer, head: Value, body: (b: Value) => void): void =>
  write.if(head, () => {
    const at = write.variable('i32', head);
    write.doWhile(() => {
      body(write.load('i32', at, 4));
      write.assign(at, write.load('i32', at));
      return at;
    });
  });
