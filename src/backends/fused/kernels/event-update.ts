import type { Node } from '../../../core/graph/graph.js';
import { stored, type Applied } from '../../graph.js';
import { float, type Operand, type Value } from '../ir/ir.js';
import { batchRowsOf, isSilentSomewhere } from './batch-rows.js';
import type { List } from './compact.js';
import { kindIn, type Lanes } from './emit.js';
import { spikingColumns, tracedGroups, tracedOrSpiking } from './event-groups.js';
import { isAllDue, postColumns, tailOf, updateKernel, type EventUpdate } from './event-tail.js';
import type { Kernel, Writer } from './kernel.js';
import { isUnsettled } from './settled.js';
import { listIn } from './spike-lists.js';
import { isLargest, sumsAlong, type Driven } from './outer-products.js';

/** An update by events. */
export const eventUpdate = (update: EventUpdate): Kernel => {
  const factors = update.products.flatMap(({ args }) => args);
  return { ...updateKernel(update, 'by events', factors, (write) => emit(write, update)), lists: onlyDriver(update) };
};

/** The spikes of one batch row that alone drive rows, if there are such. */
const onlyDriver = ({ preEvents }: EventUpdate): readonly Node[] => {
  const [driver, ...others] = new Set(preEvents.map(({ args }) => stored(args[0]!)));
  return driver?.dtype === 'bool' && others.length === 0 && preEvents[0]!.args[0]!.shape[0] === 1 ? [driver] : [];
};

/** How many groups of columns (vectors, or single ones) are computed at once. */
const tile = 4;

/** A row of w, in bytes of a column; where in the values that postsynaptic spikes bring it is; and whether its neuron spikes. */
interface Row {
  readonly i: Operand;
  readonly within: Operand;
  readonly isDriven: boolean;
}

/** The matrix [m, n] of an update, and the spikes of its neurons: of those that drive rows, and of those that drive columns. */
const matrixOf = (write: Writer, update: EventUpdate) => {
  const { products, preEvents, postEvents } = update;
  const [x, y] = products[0]!.args as [Node, Node];
  const [batch, m, n] = [x.shape[0]!, x.shape[1]!, y.shape[1]!];
  const tail = tailOf(write, update);
  const allDue = isAllDue(write, update, isUnsettled(write, update, tail));
  const driven = (events: readonly Applied[], by: 0 | 1, extent: number): Driven => {
    const drivers = events.map(({ args }) => args[by]!);
    return { products: events, by, rows: batchRowsOf(write, drivers, [batch, extent]) };
  };
  const [pre, post] = [driven(preEvents, 0, m), driven(postEvents, 1, n)];
  const spiking = spikingColumns(write, post, allDue, n);
  // Without postsynaptic spikes there is nothing to do but in the rows of presynaptic ones.
  const all = write.op('i32.ne', write.op('or', allDue, spiking.columns.count), 0);
  const columns = postColumns(write, post, spiking.columns, [n, all]);
  return { batch, m, n, ...tail, allDue, all, pre, spiking, columns };
};

type Matrix = ReturnType<typeof matrixOf>;

/** What computes new values of a row: of some columns, of listed groups of them, of all groups, and of those behind the last group. */
const rowsIn = (write: Writer, { preEvents, postEvents }: EventUpdate, { n, apply, pre, columns }: Matrix) => {
  const { lanes, plus, times } = write;
  const [bytes, groups] = [4 * lanes, Math.floor(n / lanes)];
  /** New values of one vector or number, given what presynaptic spikes bring. */
  const put = ({ i, within }: Omit<Row, 'isDriven'>, column: Operand, sums: readonly Value[], width: Lanes): void => {
    const values = new Map<Node, Value>([
      ...preEvents.map((product, k) => [product, sums[k] ?? float(0)] as const),
      ...postEvents.map((product, k) => [product, columns.at(k, within, column, width)] as const),
    ]);
    apply(values, plus(times(i, n), column), width);
  };
  const part = (row: Row, column: Operand, count: number, width: Lanes): void => {
    const sums = row.isDriven ? sumsAlong(write, pre, row.i, [column, count, width]) : [];
    for (let k = 0; k < count; k++) {
      const own = sums.map((values) => values[k]!);
      put(row, plus(column, k * width * 4), own, width);
    }
  };
  return {
    put,
    eachGroup: (row: Row, list: List): void => write.forEach(list, (group) => part(row, times(group, lanes), 1, lanes)),
    dense: (row: Row): void => {
      const tiled = (groups - (groups % tile)) * bytes;
      write.for(0, tiled, tile * bytes, (column) => part(row, column, tile, lanes));
      write.for(tiled, groups * bytes, bytes, (column) => part(row, column, 1, lanes));
    },
    // Behind the last whole vector there is little enough to look at every time.
    rest: (row: Row): void => {
      if (n % lanes > 0) write.for(groups * bytes, n * 4, 4, (column) => part(row, column, 1, 1));
    },
  };
};

/** The columns of whole vectors in a row of presynaptic spikes: those that have traces, or postsynaptic spikes. */
const drivenRow = (
  write: Writer,
  { preEvents }: EventUpdate,
  { batch, n, pre, spiking }: Matrix,
  { put, eachGroup, dense }: ReturnType<typeof rowsIn>,
): ((row: Row) => void) => {
  if (batch === 1) {
    const traced = tracedOrSpiking(write, pre, spiking, n);
    return (row) => eachGroup(row, traced);
  }
  const traced = tracedGroups(write, pre, [batch, n]);
  // Where all batch rows spike the largest may be below 0 in columns without traces.
  return (row) => {
    const few = preEvents.some(isLargest)
      ? write.op('and', traced.few, isSilentSomewhere(write, pre.rows, row.i))
      : traced.few;
    const sparse = (): void =>
      traced.forEach(row.i, spiking.groups, (column, sums) => put(row, column, sums, write.lanes));
    write.if(few, sparse, () => dense(row));
  };
};

const emit = (write: Writer, update: EventUpdate): void => {
  const { lanes, op, plus, times } = write;
  const matrix = matrixOf(write, update);
  const { m, allDue, all, pre, spiking, columns, end } = matrix;
  const parts = rowsIn(write, update, matrix);
  const areDriven = update.preEvents.length > 0;
  const spikingRow = areDriven ? drivenRow(write, update, matrix, parts) : undefined;
  const [driver] = onlyDriver(update);
  const rows =
    (driver && listIn(write, driver)) ??
    (areDriven ? write.compact(m, write.nonzero(pre.rows.any, 'i32')) : write.listOf(m));
  const each = (i: Operand): void => {
    const row = { i, within: columns.within(i), isDriven: false };
    const otherwise = (): void =>
      write.if(op('or', allDue, columns.isLive(row.within)), () => {
        parts.eachGroup(row, spiking.groups);
        parts.rest(row);
      });
    if (spikingRow === undefined) return otherwise();
    const whole = (): void => {
      spikingRow({ ...row, isDriven: true });
      parts.rest({ ...row, isDriven: true });
    };
    write.if(write.load('i32', i, pre.rows.any), whole, otherwise);
  };
  // All rows are gone through a few at a time, as they are made; those of presynaptic spikes alone one by one.
  const few = Math.ceil(m / lanes) * 4;
  write.for(0, op('i32.select', all, few, rows.count), 4, (k) => {
    const first = op('i32.select', all, times(k, lanes), write.load('i32', k, rows.at));
    const after = op('i32.min', plus(first, op('i32.select', all, 4 * lanes, 4)), m * 4);
    write.if(all, () => columns.make(first));
    const driven = write.isAny(write.load(kindIn('bool', lanes), first, pre.rows.any));
    const isDue = write.anyOf([op('not', all), allDue, driven, columns.areLive()]);
    write.if(isDue, () => write.for(first, after, 4, each));
  });
  end();
};
