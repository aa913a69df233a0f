import { int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { times } from './context.js';
import type { Job } from './apply-tail.js';
import { link } from './chains.js';
import { compact } from './compact.js';

/** How many groups of columns (vectors, or single ones) are computed at once. */
export const tile = 4;

/** The group of so many columns that a column is in, and the column that one of `lanes` begins with, all in bytes. */
export const groupOf = (write: Writer, column: Value, columns: number): Value =>
  write.op('shl', write.op('shr', column, int(2 + Math.log2(columns))), int(2));
export const columnOf = (write: Writer, group: Value, lanes: 1 | 4): Value => times(write, group, lanes);

/** The columns of postsynaptic spikes: the length of their list, and that of the list of their groups, in bytes. */
export interface SpikingColumns {
  readonly columns: Value;
  readonly groups: Value;
}

/**
 * Links and lists the columns of the postsynaptic spikes of several batch rows; marks and lists the groups that they are in, or
 * all groups where everything is fresh. Columns behind the last whole group are in none.
 */
export const spikingColumns = (
  write: Writer,
  { update: { postEvents }, place, context, fresh }: Job,
): SpikingColumns => {
  const { n } = place;
  const groups = Math.floor(n / context.lanes);
  for (const marks of [place.groups, place.tiles])
    write.for(int(0), int(groups * 4), 4, (at) => write.store(fresh, at, marks));
  const listed = (from: number, extent: number, dtype: 'i32' | 'bool', scratch: number): Value =>
    compact(write, int(from), extent, dtype, { ...context, scratch }).count;
  link(write, postEvents?.args[1], n, place.post, context);
  const columns = postEvents === undefined ? int(0) : listed(place.post.heads, n, 'i32', place.columns);
  write.for(int(0), columns, 4, (entry) => {
    const j = write.load('i32', entry, place.columns);
    write.if(write.op('i32.lt', j, int(groups * context.lanes * 4)), () => {
      write.store(int(-1), groupOf(write, j, context.lanes), place.groups);
      write.store(int(-1), groupOf(write, j, context.lanes * tile), place.tiles);
    });
  });
  return { columns, groups: listed(place.groups, groups, 'bool', place.hot) };
};
