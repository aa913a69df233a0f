import { float, int, type Value } from '../ir/ir.js';
import { type Writer } from '../ir/writer.js';
import { addressOf, kindIn, numberAt, plus, times } from './context.js';
import { columnOf, groupOf } from './spiking-columns.js';
import type { Job } from './apply-tail.js';
import { joining } from './joined.js';
import { eachLink } from './chains.js';
import { append, forEachNonzero } from './compact.js';

/** One in how many groups of columns may be live where they are gone through one by one. */
const rare = 8;

/**
 * Lists, for each batch row, the groups of columns in which it has postsynaptic traces: the length of the list in bytes, and then the
 * groups. Gives a number that is 0 if they are too many to go through them one by one.
 */
export const tracedColumns = (write: Writer, { update: { preEvents }, place, context }: Job): Value => {
  const post = preEvents?.args[1];
  if (post === undefined) return int(0);
  const { n, batch } = place;
  const { lanes } = context;
  const groups = Math.floor(n / lanes);
  const total = write.variable('i32', int(0));
  write.for(int(0), int(batch), 1, (b) => {
    const row = plus(write, times(write, b, n * 4), int(addressOf(context, post)));
    const start = listOf(write, place, b);
    const length = write.variable('i32', int(0));
    const last = write.variable('i32', int(-1));
    forEachNonzero(write, row, groups * lanes, post.dtype, lanes, (at) => {
      const group = groupOf(write, at, lanes);
      write.if(write.op('i32.ne', group, last), () => {
        write.assign(last, group);
        write.store(group, plus(write, start, length), 4);
        write.assign(length, plus(write, length, int(4)));
      });
    });
    write.store(length, start);
    write.assign(total, plus(write, total, length));
  });
  write.fill(int(place.stamps), int(groups * 4));
  return write.op('i32.lt', times(write, total, rare), int(batch * groups * 4));
};

const listOf = (write: Writer, { n, live }: Job['place'], b: Value): Value =>
  plus(write, times(write, b, (n + 1) * 4), int(live));

/**
 * Goes through the groups of columns of a row in which a chain of batch rows has traces, and through those of postsynaptic spikes
 * (a list in bytes), each once, with the sums of the traces.
 */
export const forEachTracedGroup = (
  write: Writer,
  { update: { preEvents }, place, context }: Job,
  [i, head, hot]: readonly [i: Value, head: Value, hot: Value],
  body: (group: Value, sum: Value) => void,
): void => {
  const { lanes } = context;
  const kind = kindIn('f32', lanes);
  const post = preEvents!.args[1]!;
  const { next } = joining(write, preEvents, place.batch);
  // What was summed up in another row is of no use in this one.
  const stamp = plus(write, i, int(4));
  const count = write.variable('i32', int(0));
  const sumAt = (group: Value): Value => write.load(kind, columnOf(write, group, lanes), place.sums);
  const put = (group: Value, sum: Value): void => write.store(sum, columnOf(write, group, lanes), place.sums);
  const touch = (group: Value, first: () => Value, again: () => void): void =>
    write.if(
      write.op('i32.ne', write.load('i32', group, place.stamps), stamp),
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
    write.for(int(0), write.load('i32', start), 4, (entry) => {
      const group = write.load('i32', plus(write, start, entry), 4);
      const value = numberAt(
        write,
        post.dtype,
        lanes,
        plus(write, row, columnOf(write, group, lanes)),
        addressOf(context, post),
      );
      // Here some batch row is silent, so that the largest, too, is at least 0.
      const added = (sum: Value): Value => next(sum, value);
      touch(
        group,
        () => added(float(0)),
        () => put(group, added(sumAt(group))),
      );
    });
  });
  write.for(int(0), hot, 4, (entry) => {
    const group = write.load('i32', entry, place.hot);
    touch(
      group,
      () => write.variable(kind, float(0)),
      () => {},
    );
  });
  write.for(int(0), count, 4, (entry) => {
    const group = write.load('i32', entry, place.touched);
    body(group, sumAt(group));
  });
};
