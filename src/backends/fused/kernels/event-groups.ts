import { float, int, type Value } from '../ir/ir.js';
import { anyNonzero, forEachLink, joining } from './chains.js';
import { append, compact, forEach, listOf, nonzero, type List } from './compact.js';
import { anywhere, kindIn, plus, times } from './emit.js';
import type { Writer } from './kernel.js';
import { termOf, type Driven } from './chains.js';

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
export const tracedOrSpiking = (write: Writer, { products }: Driven, { marks }: SpikingColumns, n: number): List => {
  const { lanes } = write;
  const count = Math.floor(n / lanes);
  const list = listOf(write, count);
  const traces = products.map(({ args }) => args[1]!);
  write.for(int(0), int(count * 4), 4, (group) => {
    const traced = anywhere(write, anyNonzero(write, traces, int(0))(times(write, group, lanes), lanes));
    write.if(write.op('or', traced, write.load('i32', group, marks)), () => append(write, group, list));
  });
  return list;
};

/** One in how many groups of columns may have traces where they are gone through one by one. */
const rare = 8;

/** The groups of columns (vectors, or single ones) in which the batch rows have traces, where they are few. */
export const tracedGroups = (write: Writer, { products, chains }: Driven, [batch, n]: readonly [number, number]) => {
  const { lanes } = write;
  const count = Math.floor(n / lanes);
  const [lists, stamps] = [write.scratch(batch * (count + 1) * 4), write.scratch(count * 4)];
  const sums = products.map(() => write.scratch(count * lanes * 4));
  const listAt = (b: Value): Value => plus(write, times(write, b, (count + 1) * 4), int(lists));
  const total = write.variable('i32', int(0));
  const traces = products.map(({ args }) => args[1]!);
  write.for(int(0), int(batch), 1, (b) => {
    const traced = anyNonzero(write, traces, times(write, b, n * 4));
    const [start, length] = [listAt(b), write.variable('i32', int(0))];
    write.for(int(0), int(count * 4), 4, (group) =>
      write.if(anywhere(write, traced(times(write, group, lanes), lanes)), () => {
        write.store(group, plus(write, start, length), 4);
        write.assign(length, plus(write, length, int(4)));
      }),
    );
    write.store(length, start);
    write.assign(total, plus(write, total, length));
  });
  write.fill(int(stamps), int(count * 4));
  const terms = products.map((product) => ({
    ...joining(write, product, batch),
    term: termOf(write, products, product, 0),
  }));
  return {
    /** A number that is 0 if they are too many to go through them one by one. */
    few: write.op('i32.lt', times(write, total, rare), int(batch * count * 4)),
    /** Goes through those of the rows in a chain, and through those in a list, each once, with what each product adds up to. */
    forEach: (
      [place, head]: readonly [place: Value, head: Value],
      others: List,
      body: (group: Value, sums: readonly Value[]) => void,
    ): void => {
      const touched = listOf(write, count);
      // What was summed up in another row is of no use in this one.
      const stamp = plus(write, place, int(4));
      const touch = (group: Value): Value => {
        const column = times(write, group, lanes);
        write.if(write.op('i32.ne', write.load('i32', group, stamps), stamp), () => {
          write.store(stamp, group, stamps);
          append(write, group, touched);
          for (const at of sums) write.store(write.variable(kindIn('f32', lanes), float(0)), column, at);
        });
        return column;
      };
      forEachLink(write, chains, head, (b) => {
        const start = listAt(b);
        const values = terms.map(({ term }) => term(b, place, lanes));
        write.for(int(0), write.load('i32', start), 4, (entry) => {
          const column = touch(write.load('i32', plus(write, start, entry), 4));
          // Some batch row is silent here, so that the largest, too, is at least 0.
          sums.forEach((at, k) => {
            const before = write.load(kindIn('f32', lanes), column, at);
            write.store(terms[k]!.next(before, values[k]!(column, 0)), column, at);
          });
        });
      });
      forEach(write, others, (group) => void touch(group));
      forEach(write, touched, (group) => {
        const column = times(write, group, lanes);
        body(
          column,
          sums.map((at) => write.load(kindIn('f32', lanes), column, at)),
        );
      });
    },
  };
};
