import type { Node } from '../../../core/graph.js';
import { float, int, type Local, type Value, type Writer } from '../code.js';
import { addressOf, kindIn, numberAt, plus, times } from './context.js';
import { columnOf, hotColumns, tile, type Hot } from './hot.js';
import type { Job } from './job.js';
import { eachLink, link } from './links.js';
import { eachLiveGroup, listLive } from './live.js';
import { cell } from './products.js';

/**
 * An update with several batch rows, where outer products are sums over them. In the rows of presynaptic spikes the columns of
 * traces and of postsynaptic spikes are computed, or all of them, a tile at once, where most have traces; in the others, those of
 * postsynaptic spikes.
 */
export const batched = (write: Writer, job: Job): void => {
  const { place, context } = job;
  const hot = hotColumns(write, job);
  const few = listLive(write, job);
  link(write, job);
  write.clear(int(place.byColumn), int(place.n * 4));

  const lanes = context.lanes;
  const tiles = Math.floor(place.n / (tile * lanes));
  const whole = Math.floor(place.n / lanes);
  const bytes = 4 * lanes;
  write.each(int(0), int(place.m * 4), 4, (i) => {
    const head = write.load('i32', i, place.heads);
    const part = (column: Value, count: number, width: 1 | 4, isHot: boolean): void =>
      settled(write, job, { i, head, column }, count, width, isHot);
    if (job.update.byColumn !== undefined) eachSpike(write, job, hot, (b, j) => addTrace(write, job, b, i, j));
    const dense = (): void => {
      write.each(int(0), int(tiles * 4), 4, (of) => {
        const column = times(write, of, bytes);
        write.when(
          write.load('i32', of, place.tiles),
          () => part(column, tile, lanes, true),
          () => part(column, tile, lanes, false),
        );
      });
      write.each(int(tiles * tile * bytes), int(whole * bytes), bytes, (column) => part(column, 1, lanes, true));
    };
    const sparse = (): void =>
      eachLiveGroup(write, job, [i, head, hot.groups], (group, sum) =>
        put(write, job, { i, head, column: columnOf(write, group, lanes) }, [sum], lanes, true),
      );
    write.when(
      head,
      () => (job.update.byRow === undefined ? dense() : write.when(few, sparse, dense)),
      () =>
        write.each(int(0), hot.groups, 4, (entry) => {
          part(columnOf(write, write.load('i32', entry, place.hot), lanes), 1, lanes, true);
        }),
    );
    // Behind the last whole vector there is little enough to look at every time.
    write.each(int(whole * bytes), int(place.n * 4), 4, (column) => part(column, 1, 1, true));
    if (job.update.byColumn !== undefined)
      eachSpike(write, job, hot, (_, j) => write.store(float(0), j, place.byColumn));
  });
};

/** What is computed at once: a row of the matrix, its chain of presynaptic spikes, and the first of its columns. */
interface Part {
  readonly i: Value;
  readonly head: Value;
  readonly column: Value;
}

/** So many columns, or fours of them, from one on; only `hot` ones have postsynaptic spikes. */
const settled = (write: Writer, job: Job, part: Part, count: number, lanes: 1 | 4, hot: boolean): void => {
  const { update, place, context } = job;
  const kind = kindIn('f32', lanes);
  const sums: readonly Local[] = Array.from({ length: count }, () => write.variable(kind, float(0)));
  const post = update.byRow?.args[1];
  if (post !== undefined)
    eachLink(write, part.head, (b) => {
      const from = plus(write, times(write, b, place.n * 4), part.column);
      sums.forEach((sum, k) => {
        const value = numberAt(write, post.dtype, lanes, from, addressOf(context, post) + k * lanes * 4);
        write.set(sum, write.op('f32.add', kind, sum, value));
      });
    });
  put(write, job, part, sums, lanes, hot);
};

/** Puts the new values of some columns, or fours, into place, given the sums of what the presynaptic spikes bring. */
const put = (
  write: Writer,
  { update: { byRow, byColumn }, place, settle }: Job,
  { i, column }: Part,
  sums: readonly Value[],
  lanes: 1 | 4,
  hot: boolean,
): void => {
  const start = cell(write, i, place.n, column);
  sums.forEach((sum, k) => {
    const driven = hot ? write.load(kindIn('f32', lanes), column, place.byColumn + k * lanes * 4) : float(0);
    settle({ byRow: byRow && sum, byColumn: byColumn && driven }, lanes)(plus(write, start, int(k * lanes * 4)));
  });
};

const eachSpike = (write: Writer, { place }: Job, { spikes }: Hot, body: (b: Value, j: Value) => void): void =>
  write.each(int(0), spikes, 8, (spike) =>
    body(write.load('i32', spike, place.spikes), write.load('i32', spike, place.spikes + 4)),
  );

/** What a postsynaptic spike brings to row i. */
const addTrace = (write: Writer, { update, place, context }: Job, b: Value, i: Value, j: Value): void => {
  const pre: Node = update.byColumn!.args[0]!;
  const at = plus(write, times(write, b, place.m * 4), i);
  const value = numberAt(write, pre.dtype, 1, at, addressOf(context, pre));
  write.store(write.op('f32.add', 'f32', write.load('f32', j, place.byColumn), value), j, place.byColumn);
};
