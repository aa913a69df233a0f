import { int, type Value, type Writer } from '../code.js';
import { addressOf, plus, times } from './context.js';
import type { Job } from './job.js';
import { list } from './list.js';

/** How many groups of columns (vectors, or single ones) are computed at once. */
export const tile = 4;

/** The columns of postsynaptic spikes: the length of their list, and that of the list of their groups, in bytes. */
export interface Hot {
  readonly spikes: Value;
  readonly groups: Value;
}

/** Lists the postsynaptic spikes of several batch rows, and marks and lists their columns; or all columns, where all are fresh. */
export const hotColumns = (write: Writer, { update: { byColumn }, place, context, fresh }: Job): Hot => {
  const { n, batch } = place;
  const wide = context.lanes === 4 ? n - (n % 4) : n;
  const shift = context.lanes === 4 ? 2 : 0;
  const groups = wide / context.lanes + (n - wide);
  for (const marks of [place.groups, place.tiles])
    write.each(int(0), int(groups * 4), 4, (at) => write.store(fresh, at, marks));
  const spikes = write.variable('i32', int(0));
  if (byColumn !== undefined)
    write.each(int(0), int(batch), 1, (b) => {
      const row = plus(write, times(write, b, n * 4), int(addressOf(context, byColumn.args[1]!)));
      const { count, at } = list(write, row, n, 'bool', context);
      write.each(int(0), count, 4, (entry) => {
        const j = write.load('i32', entry, at);
        write.store(b, spikes, place.spikes);
        write.store(j, spikes, place.spikes + 4);
        write.set(spikes, write.op('i32.add', 'i32', spikes, int(8)));
        const group = groupOf(write, j, wide, shift);
        write.store(int(-1), group, place.groups);
        write.store(int(-1), write.op('shl', 'i32', write.op('shr', 'i32', group, int(4)), int(2)), place.tiles);
      });
    });
  return { spikes, groups: list(write, int(place.groups), groups, 'bool', { ...context, scratch: place.hot }).count };
};

/** The group of a column, both in bytes: behind the whole vectors each column is one. */
const groupOf = (write: Writer, j: Value, wide: number, shift: number): Value => {
  if (shift === 0) return j;
  const group = write.variable('i32', write.op('shl', 'i32', write.op('shr', 'i32', j, int(2 + shift)), int(2)));
  write.when(write.op('i32.ge', 'i32', j, int(wide * 4)), () =>
    write.set(group, write.op('i32.sub', 'i32', j, int(wide * 4 - (wide / 4) * 4))),
  );
  return group;
};
