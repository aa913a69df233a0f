import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import type { Operand } from '../ir/ir.js';
import type { List } from './compact.js';
import type { SpikeList, Writer } from './kernel.js';

/** A list of spikes that has been made. */
export const listIn = (write: Writer, { count, at }: SpikeList): List => ({ count: write.load('i32', count), at });

/** Clears the spikes of the step before where they lie, and their list. */
export const forget = (write: Writer, spikes: Node, list: SpikeList): void => {
  write.forEach(listIn(write, list), (place) => write.store(0, place, write.at(spikes)));
  write.store(0, list.count);
};

/**
 * Adds the spikes to a list that there are among a few neighbours, given where their masks are: each place is written behind the end,
 * which then moves on if it is one of a spike. There is no loop or branch in it, as it stands in a loop that has registers to spare
 * for neither.
 */
export const record = (
  write: Writer,
  { count, at }: SpikeList,
  masks: readonly (readonly [Operand, number])[],
): void => {
  const { op, plus } = write;
  const end = masks.reduce<Operand>(
    (now, [place, address]) => {
      write.store(place, now, at);
      return plus(now, op('and', write.load('i32', place, address), 4));
    },
    write.load('i32', count),
  );
  write.store(end, count);
};

/** Lists the spikes of the step before, but for those that were listed as they were computed. */
export const listSpikes = (write: Writer, lists: ReadonlyMap<Node, SpikeList>): void =>
  lists.forEach(({ count, at, fresh }, spikes) => {
    const make = (): void => {
      const list: List = { count: write.variable('i32', 0), at };
      const isSpike = write.nonzero(write.at(spikes), 'bool');
      write.forEachNonzero(size(spikes.shape), isSpike, (place) => write.append(place, list));
      write.store(list.count, count);
    };
    if (fresh === undefined) return make();
    write.if(write.load('i32', fresh), () => {
      make();
      write.store(0, fresh);
    });
  });
