import type { Node } from '../../../core/graph/graph.js';
import { size } from '../../../core/shape.js';
import { stored } from '../../graph.js';
import type { Operand } from '../ir/ir.js';
import type { List } from './compact.js';
import type { SpikeList, Writer } from './kernel.js';

/** The list of some spikes, if they are listed. */
export const listIn = (write: Writer, spikes: Node): List | undefined => {
  const list = write.listed.get(stored(spikes));
  return list && { count: write.load('i32', list.at), at: list.at + 4 };
};

/** Clears the spikes of the step before where they lie, and their list. */
export const forget = (write: Writer, spikes: Node, list: SpikeList): void => {
  write.forEach(write.keptAt(list.at), (place) => write.store(0, place, write.at(spikes)));
  write.store(0, list.at);
};

/**
 * Adds the spikes to a list that there are among a few neighbours, given where their masks are: each place is written behind the end,
 * which then moves on if it is one of a spike. There is no loop or branch in it, as it stands in a loop that has registers to spare
 * for neither.
 */
export const record = (write: Writer, { at }: SpikeList, masks: readonly (readonly [Operand, number])[]): void => {
  const { op, plus } = write;
  const end = masks.reduce<Operand>(
    (now, [place, address]) => {
      write.store(place, now, at + 4);
      return plus(now, op('and', write.load('i32', place, address), 4));
    },
    write.load('i32', at),
  );
  write.store(end, at);
};

/** Lists the spikes of the step before, but for those that were listed as they were computed. */
export const listSpikes = (write: Writer, lists: ReadonlyMap<Node, SpikeList>): void =>
  lists.forEach(({ at, dirty }, spikes) => {
    const isSpike = write.nonzero(write.at(spikes), 'bool');
    const make = (): void =>
      write.keep(at, (list) => write.forEachNonzero(size(spikes.shape), isSpike, (place) => write.append(place, list)));
    if (dirty === undefined) return make();
    write.if(write.load('i32', dirty), () => {
      make();
      write.store(0, dirty);
    });
  });
