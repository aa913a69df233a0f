import { float, type Operand, type Value } from '../ir/ir.js';
import { anyNonzero, forEachLink, joining, termOf, type Driven } from './chains.js';
import type { List } from './compact.js';
import { kindIn } from './emit.js';
import type { Writer } from './kernel.js';

/**
 * The columns of postsynaptic spikes (in bytes), and the groups that they are in (4 bytes each), or all where everything is fresh; and
 * masks of all groups. Columns behind the last whole group are in none.
 */
export const spikingColumns = (write: Writer, { chains }: Driven, fresh: Value, n: number) => {
  const { lanes, op } = write;
  const count = Math.floor(n / lanes);
  const marks = write.scratch(count * 4);
  write.for(0, count * 4, 4, (group) => write.store(fresh, group, marks));
  const columns = write.compact(n, write.nonzero(chains.heads, 'i32'));
  write.forEach(columns, (column) =>
    write.if(op('i32.lt', column, count * lanes * 4), () =>
      write.store(-1, op('shl', op('shr', column, 2 + Math.log2(lanes)), 2), marks),
    ),
  );
  return { columns, groups: write.compact(count, write.nonzero(marks, 'bool')), marks };
};

export type SpikingColumns = ReturnType<typeof spikingColumns>;

/** Goes through the groups of columns, with whether some products have traces there in the batch row that begins at a place. */
const eachGroup = (
  write: Writer,
  products: Driven['products'],
  [row, n]: readonly [row: Operand, n: number],
  body: (group: Value, traced: Value) => void,
): void => {
  const { lanes } = write;
  const traces = products.map(({ args }) => args[1]!);
  const traced = anyNonzero(write, traces, row);
  write.for(0, Math.floor(n / lanes) * 4, 4, (group) =>
    body(group, write.anywhere(traced(write.times(group, lanes), lanes))),
  );
};

/** Of one batch row the groups of columns that have traces, or postsynaptic spikes. */
export const tracedOrSpiking = (write: Writer, { products }: Driven, { marks }: SpikingColumns, n: number): List => {
  const list = write.listOf(Math.floor(n / write.lanes));
  eachGroup(write, products, [0, n], (group, traced) =>
    write.if(write.op('or', traced, write.load('i32', group, marks)), () => write.append(group, list)),
  );
  return list;
};

/** One in how many groups of columns may have traces where they are gone through one by one. */
const rare = 8;

/** The groups of columns (vectors, or single ones) in which the batch rows have traces, where they are few. */
export const tracedGroups = (write: Writer, { products, chains }: Driven, [batch, n]: readonly [number, number]) => {
  const { lanes, op, plus, times } = write;
  const kind = kindIn('f32', lanes);
  const count = Math.floor(n / lanes);
  const [lists, stamps] = [write.scratch(batch * (count + 1) * 4), write.scratch(count * 4)];
  const sums = products.map(() => write.scratch(count * lanes * 4));
  const listAt = (b: Operand): Operand => plus(times(b, (count + 1) * 4), lists);
  const total = write.variable('i32', 0);
  write.for(0, batch, 1, (b) => {
    const row = times(b, n * 4);
    const [start, length] = [listAt(b), write.variable('i32', 0)];
    eachGroup(write, products, [row, n], (group, traced) =>
      write.if(traced, () => {
        write.store(group, plus(start, length), 4);
        write.assign(length, plus(length, 4));
      }),
    );
    write.store(length, start);
    write.assign(total, plus(total, length));
  });
  write.fill(stamps, count * 4);
  const terms = products.map((product) => ({
    ...joining(write, product, batch),
    term: termOf(write, products, product, 0),
  }));
  return {
    /** A number that is 0 if they are too many to go through them one by one. */
    few: op('i32.lt', times(total, rare), batch * count * 4),
    /** Goes through those of the rows in a chain, and through those in a list, each once, with what each product adds up to. */
    forEach: (
      [place, head]: readonly [place: Operand, head: Operand],
      others: List,
      body: (group: Operand, sums: readonly Value[]) => void,
    ): void => {
      const touched = write.listOf(count);
      // What was summed up in another row is of no use in this one.
      const stamp = plus(place, 4);
      const touch = (group: Value): Operand => {
        const column = times(group, lanes);
        write.if(op('i32.ne', write.load('i32', group, stamps), stamp), () => {
          write.store(stamp, group, stamps);
          write.append(group, touched);
          for (const at of sums) write.store(write.variable(kind, float(0)), column, at);
        });
        return column;
      };
      forEachLink(write, chains, head, (b) => {
        const start = listAt(b);
        const values = terms.map(({ term }) => term(b, place, lanes));
        write.for(0, write.load('i32', start), 4, (entry) => {
          const column = touch(write.load('i32', plus(start, entry), 4));
          // Some batch row is silent here, so that the largest, too, is at least 0.
          sums.forEach((at, k) => {
            const before = write.load(kind, column, at);
            write.store(terms[k]!.next(before, values[k]!(column, 0)), column, at);
          });
        });
      });
      write.forEach(others, (group) => void touch(group));
      write.forEach(touched, (group) => {
        const column = times(group, lanes);
        const all = sums.map((at) => write.load(kind, column, at));
        body(column, all);
      });
    },
  };
};
