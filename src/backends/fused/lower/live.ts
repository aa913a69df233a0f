import { float, int, type Value, type Writer } from '../code.js';
import { addressOf, kindIn, numberAt, plus, times } from './context.js';
import { columnOf, groupOf } from './hot.js';
import type { Job } from './job.js';
import { joining } from './joined.js';
import { eachLink } from './links.js';
import { append, eachLive } from './list.js';

/** One in how many groups of columns may be live where they are gone through one by one. */
const rare = 8;

/**
 * Lists, for each batch row, the groups of columns in which it has postsynaptic traces: the length of the list in bytes, and then the
 * groups. Gives a number that is 0 if they are too many to go through them one by one.
 */
export const listLive = (write: Writer, { update: { byRow }, place, context }: Job): Value => {
  const post = byRow?.args[1];
  if (post === undefined) return int(0);
  const { n, batch } = place;
  const { lanes } = context;
  const groups = Math.floor(n / lanes);
  const total = write.variable('i32', int(0));
  write.each(int(0), int(batch), 1, (b) => {
    const row = plus(write, times(write, b, n * 4), int(addressOf(context, post)));
    const start = listOf(write, place, b);
    const length = write.variable('i32', int(0));
    const last = write.variable('i32', int(-1));
    eachLive(write, row, groups * lanes, post.dtype, lanes, (at) => {
      const group = groupOf(write, at, lanes);
      write.when(write.op('i32.ne', 'i32', group, last), () => {
        write.set(last, group);
        write.store(group, plus(write, start, length), 4);
        write.set(length, plus(write, length, int(4)));
      });
    });
    write.store(length, start);
    write.set(total, plus(write, total, length));
  });
  write.clear(int(place.stamps), int(groups * 4));
  return write.op('i32.lt', 'i32', times(write, total, rare), int(batch * groups * 4));
};

const listOf = (write: Writer, { n, live }: Job['place'], b: Value): Value =>
  plus(write, times(write, b, (n + 1) * 4), int(live));

/**
 * Goes through the groups of columns of a row in which a chain of batch rows has traces, and through those of postsynaptic spikes
 * (a list in bytes), each once, with the sums of the traces.
 */
export const eachLiveGroup = (
  write: Writer,
  { update: { byRow }, place, context }: Job,
  [i, head, hot]: readonly [i: Value, head: Value, hot: Value],
  body: (group: Value, sum: Value) => void,
): void => {
  const { lanes } = context;
  const kind = kindIn('f32', lanes);
  const post = byRow!.args[1]!;
  const { next } = joining(write, byRow, place.batch);
  // What was summed up in another row is of no use in this one.
  const stamp = plus(write, i, int(4));
  const count = write.variable('i32', int(0));
  const sumAt = (group: Value): Value => write.load(kind, columnOf(write, group, lanes), place.sums);
  const put = (group: Value, sum: Value): void => write.store(sum, columnOf(write, group, lanes), place.sums);
  const touch = (group: Value, first: () => Value, again: () => void): void =>
    write.when(
      write.op('i32.ne', 'i32', write.load('i32', group, place.stamps), stamp),
      () => {
        write.store(stamp, group, place.stamps);
        append(write, group, { count, at: place.touched });
        put(group, first());
      },
      again,
    );
  eachLink(write, head, (b) => {
    const start = listOf(write, place, b);
    const row = times(write, b, place.n * 4);
    write.each(int(0), write.load('i32', start), 4, (entry) => {
      const group = write.load('i32', plus(write, start, entry), 4);
      const value = numberAt(
        write,
        post.dtype,
        lanes,
        plus(write, row, columnOf(write, group, lanes)),
        addressOf(context, post),
      );
      // Here some batch row is silent, so that the largest, too, is at least 0.
      const added = (sum: Value): Value => next(sum, value, kind);
      touch(
        group,
        () => added(float(0)),
        () => put(group, added(sumAt(group))),
      );
    });
  });
  write.each(int(0), hot, 4, (entry) => {
    const group = write.load('i32', entry, place.hot);
    touch(
      group,
      () => write.variable(kind, float(0)),
      () => {},
    );
  });
  write.each(int(0), count, 4, (entry) => {
    const group = write.load('i32', entry, place.touched);
    body(group, sumAt(group));
  });
};
