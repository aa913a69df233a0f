import { float, int, type Local, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { isLargest } from '../plan/nodes.js';
import { fillColumns } from './columns.js';
import { addressOf, along, kindIn, numberAt, plus, times } from './context.js';
import { columnOf, spikingColumns, tile } from './spiking-columns.js';
import type { Job } from './apply-tail.js';
import { joining } from './joined.js';
import { eachLink, link } from './chains.js';
import { forEachTracedGroup, tracedColumns } from './traced-columns.js';
import { cell } from './products.js';

/**
 * An update with several batch rows, which outer products join. In the rows of presynaptic spikes the columns of traces and of
 * postsynaptic spikes are computed, or all of them, a tile at once, where most have traces; in the others, those of
 * postsynaptic spikes.
 */
export const batched = (write: Writer, job: Job): void => {
  const { update, place, context } = job;
  const { m, n } = place;
  const hot = spikingColumns(write, job);
  const few = tracedColumns(write, job);
  link(write, update.preEvents?.args[0], m, place.pre, context);

  const lanes = context.lanes;
  const tiles = Math.floor(n / (tile * lanes));
  const whole = Math.floor(n / lanes);
  const bytes = 4 * lanes;
  write.fill(int(place.postEvents), int(lanes * n * 4));
  const row = (i: Value, driven: Value): void => {
    const head = write.load('i32', i, place.pre.heads);
    const part = (column: Value, count: number, width: 1 | 4, isHot: boolean): void =>
      settled(write, job, { i, head, column, driven }, count, width, isHot);
    const dense = (): void => {
      write.for(int(0), int(tiles * 4), 4, (of) => {
        const column = times(write, of, bytes);
        write.if(
          write.load('i32', of, place.tiles),
          () => part(column, tile, lanes, true),
          () => part(column, tile, lanes, false),
        );
      });
      write.for(int(tiles * tile * bytes), int(whole * bytes), bytes, (column) => part(column, 1, lanes, true));
    };
    const sparse = (): void =>
      forEachTracedGroup(write, job, [i, head, hot.groups], (group, sum) =>
        put(write, job, { i, head, driven, column: columnOf(write, group, lanes) }, [sum], lanes, true),
      );
    write.if(
      head,
      () => (update.preEvents === undefined ? dense() : write.if(oneByOne(write, job, i, few), sparse, dense)),
      () =>
        write.for(int(0), hot.groups, 4, (entry) => {
          part(columnOf(write, write.load('i32', entry, place.hot), lanes), 1, lanes, true);
        }),
    );
    // Behind the last whole vector there is little enough to look at every time.
    write.for(int(whole * bytes), int(n * 4), 4, (column) => part(column, 1, 1, true));
  };
  along(write, m, lanes, (first, rows) => {
    fillColumns(write, job, hot, first, rows);
    if (rows === 1) row(write.variable('i32', first), int(0));
    else write.for(int(0), int(rows * 4), 4, (k) => row(plus(write, first, k), times(write, k, n)));
  });
};

/** What is computed at once: a row of the matrix, its chain of presynaptic spikes, the first of its columns, and where its part of `postEvents` begins. */
interface Part {
  readonly i: Value;
  readonly head: Value;
  readonly column: Value;
  readonly driven: Value;
}

/**
 * Whether columns are gone through one by one in row i: where few have traces; but not where all batch rows spike, as the largest
 * may then be below 0.
 */
const oneByOne = (write: Writer, { update: { preEvents }, place: { pre, batch } }: Job, i: Value, few: Value): Value =>
  preEvents !== undefined && isLargest(preEvents)
    ? write.op('and', few, write.op('i32.lt', write.load('i32', i, pre.counts), int(batch)))
    : few;

/** So many columns, or fours of them, from one on; only `hot` ones have postsynaptic spikes. */
const settled = (write: Writer, job: Job, part: Part, count: number, lanes: 1 | 4, hot: boolean): void => {
  const { update, place, context } = job;
  const kind = kindIn('f32', lanes);
  const { first, next, done } = joining(write, update.preEvents, place.batch);
  const start = first(() => write.load('i32', part.i, place.pre.counts), kind);
  const sums: readonly Local[] = Array.from({ length: count }, () => write.variable(kind, start));
  const post = update.preEvents?.args[1];
  if (post !== undefined)
    eachLink(write, part.head, (b) => {
      const from = plus(write, times(write, b, place.n * 4), part.column);
      sums.forEach((sum, k) => {
        const value = numberAt(write, post.dtype, lanes, from, addressOf(context, post) + k * lanes * 4);
        write.assign(sum, next(sum, value));
      });
    });
  const all = sums.map((sum) => done(sum));
  put(write, job, part, all, lanes, hot);
};

/** Puts the new values of some columns, or fours, into place, given what the presynaptic spikes bring. */
const put = (
  write: Writer,
  { update: { preEvents, postEvents }, place, applyTail }: Job,
  { i, column, driven }: Part,
  sums: readonly Value[],
  lanes: 1 | 4,
  hot: boolean,
): void => {
  const start = cell(write, i, place.n, column);
  const from = hot ? plus(write, column, driven) : undefined;
  sums.forEach((sum, k) => {
    const offset = k * lanes * 4;
    const own = from === undefined ? float(0) : write.load(kindIn('f32', lanes), from, place.postEvents + offset);
    applyTail({ preEvents: preEvents && sum, postEvents: postEvents && own }, lanes)(plus(write, start, int(offset)));
  });
};
