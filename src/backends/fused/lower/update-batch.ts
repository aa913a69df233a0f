import type { Node } from '../../../core/graph.js';
import { float, int, type Value, type Writer } from '../code.js';
import { addressOf, along, converted, kindIn, plus, times } from './context.js';
import { activeRows, postSpikes } from './events.js';
import type { Job } from './job.js';
import { columns, traceAt } from './update-columns.js';

/** An update with several batch rows: each row of an outer product is summed in scratch, then used; then what is left of the columns. */
export const batched = (write: Writer, job: Job): void => {
  const { update, place, context, settle, fresh } = job;
  const { byRow, byColumn } = update;
  const rows = activeRows(write, byRow, fresh, place, context);
  const spikes = postSpikes(write, byColumn, place, context);
  along(write, place.n, context.lanes, (j, lanes) => {
    const zero = lanes === 4 ? write.variable('v128', float(0)) : float(0);
    write.store(zero, j, place.byColumn);
  });
  write.each(int(0), rows, 4, (entry) => {
    const i = write.load('i32', entry, place.rows);
    sumByRow(write, job, i);
    sumByColumn(write, job, spikes, i);
    const start = times(write, i, place.n);
    along(write, place.n, context.lanes, (j, lanes) => {
      const sum = (of: number): Value => write.load(kindIn('f32', lanes), j, of);
      settle(
        { byRow: byRow && sum(place.byRow), byColumn: byColumn && sum(place.byColumn) },
        lanes,
      )(plus(write, start, j));
    });
    eachSpike(write, job, spikes, (_, j) => write.store(float(0), j, place.byColumn));
  });
  columns(write, job, spikes);
};

/** Row i of the product that presynaptic spikes drive. */
const sumByRow = (
  write: Writer,
  { update: { byRow }, place: { m, n, batch, byRow: out }, context }: Job,
  i: Value,
): void => {
  if (byRow === undefined) return;
  const [pre, post] = byRow.args as [Node, Node];
  write.clear(int(out), int(n * 4));
  write.each(int(0), int(batch), 1, (b) => {
    const spike = write.load('i32', plus(write, times(write, b, m * 4), i), addressOf(context, pre));
    write.when(spike, () => {
      const row = plus(write, times(write, b, n * 4), int(addressOf(context, post)));
      along(write, n, context.lanes, (j, lanes) => {
        const kind = kindIn('f32', lanes);
        const value = converted(write, write.load(kindIn(post.dtype, lanes), plus(write, row, j)), post.dtype, 'f32');
        write.store(write.op('f32.add', kind, write.load(kind, j, out), value), j, out);
      });
    });
  });
};

/** Row i of the product that postsynaptic spikes drive: little of it is not 0. */
const sumByColumn = (write: Writer, job: Job, spikes: Value, i: Value): void => {
  const { byColumn } = job.update;
  if (byColumn === undefined) return;
  const out = job.place.byColumn;
  eachSpike(write, job, spikes, (b, j) => {
    const value = traceAt(write, job, b, i);
    write.store(write.op('f32.add', 'f32', write.load('f32', j, out), value), j, out);
  });
};

const eachSpike = (write: Writer, { place }: Job, spikes: Value, body: (b: Value, j: Value) => void): void =>
  write.each(int(0), spikes, 8, (spike) =>
    body(write.load('i32', spike, place.spikes), write.load('i32', spike, place.spikes + 4)),
  );
