import { float, type Operand, type Value } from '../ir/ir.js';
import { anyNonzero, bitsAt, forEachRow } from './batch-rows.js';
import type { List } from './compact.js';
import { kindIn } from './emit.js';
import type { Writer } from './kernel.js';
import { joining, termOf, type Driven } from './outer-products.js';

/**
 * The columns of postsynaptic spikes (in bytes), and the groups that they are in (4 bytes each), or all where all are due; and
 * masks of all groups. Columns behind the last whole group are in none.
 */
export const spikingColumns = (write: Writer, { rows }: Driven, allDue: Value, n: number) => {
  const { lanes, op } = write;
  const count = Math.floor(n / lanes);
  const marks = write.scratch(count * 4);
  write.fill(marks, count * 4);
  write.if(allDue, () => write.for(0, count * 4, 4, (group) => write.store(allDue, group, marks)));
  const columns = write.compactRare(n, write.nonzero(rows.any, 'i32'));
  write.forEach(columns, (column) =>
    write.if(op('i32.lt', column, count * lanes * 4), () =>
      write.store(-1, op('shl', op('shr', column, 2 + Math.log2(lanes)), 2), marks),
    ),
  );
  return { columns, groups: write.compactRare(count, write.nonzero(marks, 'bool')), marks };
};

export type SpikingColumns = ReturnType<typeof spikingColumns>;

/** How many groups of columns are looked at together before each of them is. */
const some = 4;

/**
 * Goes through the groups of columns in which some products have traces in the batch row that begins at a place, or that are marked.
 * Of one row most are neither: then a few are looked at together.
 */
const forEachTraced = (
  write: Writer,
  products: Driven['products'],
  [row, n]: readonly [row: Operand, n: number],
  marks: number | undefined,
  body: (group: Operand) => void,
): void => {
  const { lanes, op, plus, times } = write;
  const traces = products.map(({ args }) => args[1]!);
  const traced = anyNonzero(write, traces, row);
  const isWanted = (group: Operand, count: number): Value => {
    const found = Array.from({ length: count }, (_, k) => traced(times(group, lanes), lanes, k * lanes * 4));
    const any = write.anywhere(write.anyOf(found));
    if (marks === undefined) return any;
    const marked = write.load(kindIn('bool', count === lanes ? lanes : 1), group, marks);
    return op('or', any, write.isAny(marked));
  };
  const each = (from: Operand, to: Operand): void =>
    write.for(from, to, 4, (group) => write.if(isWanted(group, 1), () => body(group)));
  const end = Math.floor(n / lanes) * 4;
  const whole = marks !== undefined && lanes === some ? end - (end % (some * 4)) : 0;
  if (whole > 0)
    write.for(0, whole, some * 4, (group) => write.if(isWanted(group, some), () => each(group, plus(group, some * 4))));
  each(whole, end);
};

/** Of one batch row the groups of columns that have traces, or postsynaptic spikes. */
export const tracedOrSpiking = (write: Writer, { products }: Driven, { marks }: SpikingColumns, n: number): List => {
  const list = write.listOf(Math.floor(n / write.lanes));
  forEachTraced(write, products, [0, n], marks, (group) => write.append(group, list));
  return list;
};

/** One in how many groups of columns may have traces where they are gone through one by one. */
const rare = 8;

/** The groups of columns (vectors, or single ones) in which the batch rows have traces, where they are few. */
export const tracedGroups = (write: Writer, { products, rows }: Driven, [batch, n]: readonly [number, number]) => {
  const { lanes, op, plus, times } = write;
  const kind = kindIn('f32', lanes);
  const count = Math.floor(n / lanes);
  const [lists, stamps] = [write.scratch(batch * (count + 1) * 4), write.scratch(count * 4)];
  const sums = products.map(() => write.scratch(count * lanes * 4));
  const listAt = (batchRow: Operand): Operand => plus(times(batchRow, count + 1), lists);
  const total = write.variable('i32', 0);
  write.for(0, batch * 4, 4, (batchRow) => {
    const row = times(batchRow, n);
    write.keep(listAt(batchRow), (list) => {
      forEachTraced(write, products, [row, n], undefined, (group) => write.append(group, list));
      write.assign(total, plus(total, list.count));
    });
  });
  write.fill(stamps, count * 4);
  const terms = products.map((product) => ({
    ...joining(write, product),
    term: termOf(write, products, product, 0),
  }));
  return {
    /** A number that is 0 if they are too many to go through them one by one. */
    few: op('i32.lt', times(total, rare), batch * count * 4),
    /**
     * Goes through those of the batch rows in which a neuron spikes, and through those in a list, each once, with what each product
     * adds up to.
     */
    forEach: (place: Operand, others: List, body: (group: Operand, sums: readonly Value[]) => void): void => {
      const touched = write.listOf(count + 1);
      // What was summed up in another row is of no use in this one.
      const touch = touching(write, touched, stamps, plus(place, 4));
      forEachRow(write, rows, bitsAt(write, rows, place), (batchRow) => {
        const values = terms.map(({ term }) => term(batchRow, place, lanes));
        write.forEach(write.keptAt(listAt(batchRow)), (group) => {
          const { column, before } = touch(group);
          // Some batch row is silent here, so that the largest, too, is at least 0.
          sums.forEach((at, k) => write.store(terms[k]!.next(before(at), values[k]!(column, 0)), column, at));
        });
      });
      write.forEach(others, (group) => {
        const { column, before } = touch(group);
        for (const at of sums) write.store(before(at), column, at);
      });
      write.forEach(touched, (group) => {
        const column = times(group, lanes);
        const all = sums.map((at) => write.load(kind, column, at));
        body(column, all);
      });
    },
  };
};

/** Lists a group, unless it has the stamp, and gives its columns and what has been summed up. A branch would often be mispredicted. */
const touching = (write: Writer, touched: List, stamps: number, stamp: Operand) => {
  const { lanes, op, plus, times } = write;
  return (group: Value) => {
    const column = times(group, lanes);
    const isNew = op('i32.ne', write.load('i32', group, stamps), stamp);
    write.store(stamp, group, stamps);
    write.store(group, touched.count, touched.at);
    write.assign(touched.count, plus(touched.count, op('and', isNew, 4)));
    const mask = write.splat(isNew, lanes);
    const before = (at: number): Value =>
      write.chosen('f32', mask, float(0), write.load(kindIn('f32', lanes), column, at));
    return { column, before };
  };
};
