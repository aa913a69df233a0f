import { float, int, type Value } from '../ir/ir.js';
import type { Writer } from '../ir/writer.js';
import { anyNonzero } from './chains.js';
import { append, compact, forEach, listOf, nonzero, type List } from './compact.js';
import { anywhere, kindIn, plus, times, type Lanes } from './emit.js';
import { sumsAlong, type Driven } from './event-products.js';
import type { Context } from './kernel.js';

/** The columns of postsynaptic spikes (in bytes), and the groups that they are in (4 bytes each), or all where everything is fresh. */
export interface SpikingColumns {
  readonly columns: List;
  readonly groups: List;
  /** Masks of all groups. Columns behind the last whole group are in none. */
  readonly marks: number;
}

export const spikingColumns = (write: Writer, { chains }: Driven, fresh: Value, n: number): SpikingColumns => {
  const { lanes } = write;
  const count = Math.floor(n / lanes);
  const marks = write.scratch(count * 4);
  write.for(int(0), int(count * 4), 4, (group) => write.store(fresh, group, marks));
  const columns = compact(write, n, nonzero(write, int(chains.heads), 'i32'));
  forEach(write, columns, (column) =>
    write.if(write.op('i32.lt', column, int(count * lanes * 4)), () => {
      const group = write.op('shl', write.op('shr', column, int(2 + Math.log2(lanes))), int(2));
      write.store(int(-1), group, marks);
    }),
  );
  return { columns, groups: compact(write, count, nonzero(write, int(marks), 'bool')), marks };
};

/** Of one batch row the groups of columns that have traces, or postsynaptic spikes. */
export const tracedOrSpiking = (
  write: Writer,
  context: Context,
  { products }: Driven,
  { marks }: SpikingColumns,
  n: number,
): List => {
  const { lanes } = write;
  const count = Math.floor(n / lanes);
  const list = listOf(write, count);
  const traces = products.map(({ args }) => args[1]!);
  write.for(int(0), int(count * 4), 4, (group) => {
    const traced = anywhere(write, anyNonzero(write, context, traces, int(0))(times(write, group, lanes), lanes));
    write.if(write.op('or', traced, write.load('i32', group, marks)), () => append(write, group, list));
  });
  return list;
};

/** What postsynaptic spikes bring to a few neighbouring rows of the weights: rows `[n]` of each of their outer products. */
export interface PostColumns {
  /** Makes the rows that begin with row i, a place in bytes, if it is the first of its few and if there is anything to make; gives where in them it is, in bytes. */
  readonly fill: (i: Value) => Value;
  /** Whether they bring anything to the row there. */
  readonly isLive: (within: Value) => Value;
  /** The values of a product from a column on. */
  readonly at: (product: number, within: Value, column: Value, lanes: Lanes) => Value;
}

export const postColumns = (
  write: Writer,
  context: Context,
  post: Driven,
  columns: List,
  [n, all]: readonly [n: number, all: Value],
): PostColumns => {
  const { lanes } = write;
  const [vector, live] = [write.scratch(16), write.scratch(16)];
  const rows = post.products.map(() => write.scratch(lanes * n * 4));
  // Where no row is made, the first of a few stands for all of them.
  const bytes = write.op('i32.select', all, int(lanes * n * 4), int(n * 4));
  for (const at of rows) write.fill(int(at), bytes);
  const make = (i: Value): void => {
    const any = write.variable(kindIn('bool', lanes), int(0));
    forEach(write, columns, (j) => {
      const head = write.load('i32', j, post.chains.heads);
      sumsAlong(write, context, post, [j, head], [i, 1, lanes]).forEach(([sum], k) => {
        write.assign(any, write.op('or', any, write.op('f32.ne', sum!, float(0))));
        // A vector holds one column of four rows: by way of memory its parts come to their rows.
        write.store(sum!, int(vector));
        for (let row = 0; row < lanes; row++)
          write.store(write.load('f32', int(vector), row * 4), j, rows[k]! + row * n * 4);
      });
    });
    write.store(any, int(live));
  };
  return {
    fill: (i) => {
      const row = lanes === 1 ? int(0) : write.op('and', i, int(12));
      const first = (): void => write.if(all, () => make(i));
      if (lanes === 1) first();
      else write.if(row, () => {}, first);
      return write.op('and', row, all);
    },
    isLive: (within) => write.load('i32', within, live),
    at: (product, within, column, width) =>
      write.load(kindIn('f32', width), plus(write, times(write, within, n), column), rows[product]!),
  };
};
